// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"
#include "shared/wire/filedescriptor.h"

#include <QByteArrayView>
#include <QCryptographicHash>

#include <optional>

namespace muster::agent {

/// The file of one member of a dump while it is written: hashed as it grows, and never larger than allowed.
/// Blocks on the disk.
class MemberFile
{
public:
    /// @param path does not exist yet; its folder does
    /// @param maxBytes what would be beyond is left out. Errors: Io.
    [[nodiscard]] static Result<MemberFile> create(const QString &path, qint64 maxBytes);

    /// @return false when nothing more is wanted: it is full, or the disk failed
    bool write(QByteArrayView bytes);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool isCut() const { return m_isCut; } ///< more came than was allowed
    [[nodiscard]] const std::optional<Error> &fault() const { return m_fault; } ///< of the disk

    /// Makes it durable and puts its size and hash. Errors: Io.
    [[nodiscard]] Result<void> finish(DumpMember &member);

private:
    MemberFile(QString path, FileDescriptor file, qint64 maxBytes);

    QString m_path;
    FileDescriptor m_file;
    qint64 m_maxBytes;
    qint64 m_size = 0;
    bool m_isCut = false;
    std::optional<Error> m_fault;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace muster::agent
