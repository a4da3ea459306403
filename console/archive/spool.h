// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/bytes.h"

namespace muster::console {

/// A file without a name that unpacked bytes go to: gone with its last user, also when the program dies.
class Spool
{
public:
    /// In TMPDIR, else in /var/tmp: /tmp may be memory. Errors: Io.
    [[nodiscard]] static Result<Spool> make(const ArchiveLimits &limits);

    [[nodiscard]] qint64 size() const { return m_size; }
    /// Errors: Io; QuotaExceeded when the disk would have less room left than the limits say.
    [[nodiscard]] Result<void> append(QByteArrayView bytes);
    /// What was appended so far.
    [[nodiscard]] SharedBytes bytes(const QString &name) const { return partOf(m_file, 0, m_size, name); }
    [[nodiscard]] SharedBytes bytes(qint64 offset, qint64 size, const QString &name) const
    {
        return partOf(m_file, offset, size, name);
    }

private:
    Spool(SharedFile file, const QString &folder, const ArchiveLimits &limits)
        : m_file(std::move(file))
        , m_folder(folder)
        , m_spareBytes(limits.spareBytes)
    {
    }

    SharedFile m_file;
    QString m_folder;
    qint64 m_spareBytes;
    qint64 m_size = 0;
    qint64 m_checkedTo = 0; ///< so far the disk was seen to have room
};

} // namespace muster::console
