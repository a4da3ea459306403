// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/hostoffload/hosttarget.h"

namespace muster::agent {

/// A folder of this machine: a disk, or what the host has mounted there. It is never made: what is missing
/// may be a disk that is not mounted.
class FolderTarget : public HostTarget
{
public:
    explicit FolderTarget(QString folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] Result<QByteArray> read(const QString &name, qint64 maxBytes,
                                          const std::stop_token &stop) override;
    [[nodiscard]] Result<HostFile> look(const QString &name, const std::stop_token &stop) override;
    /// Written aside, synced, read back, renamed; the folder synced.
    [[nodiscard]] Result<void> put(const QString &name, const HostBlob &blob, bool replaces,
                                   const std::stop_token &stop) override;

private:
    [[nodiscard]] Result<void> checkFolder() const;
    [[nodiscard]] QString pathOf(const QString &name) const { return m_folder + u'/' + name; }

    QString m_folder;
};

} // namespace muster::agent
