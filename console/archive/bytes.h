// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/wire/filedescriptor.h"

#include <QByteArray>

#include <memory>

namespace muster::console {

/// Bytes at rest that can be read anywhere: a file, a part of one, a member of an archive. Threads may share
/// it.
class Bytes
{
public:
    virtual ~Bytes() = default;

    [[nodiscard]] virtual qint64 size() const = 0;
    /// From there on, `most` bytes or up to the end; empty at the end and behind it. Blocks on the disk.
    /// Errors: Io, also where the file became shorter than it was.
    [[nodiscard]] virtual Result<QByteArray> read(qint64 offset, qint64 most) const = 0;

protected:
    Bytes() = default;
    Q_DISABLE_COPY_MOVE(Bytes)
};

using SharedBytes = std::shared_ptr<const Bytes>;
using SharedFile = std::shared_ptr<const FileDescriptor>;

/// All of a regular file. Errors: NotFound; Invalid for what is no regular file; Io.
[[nodiscard]] Result<SharedBytes> openBytes(const QString &path);
/// A part of an open file. @param name of it, for errors
[[nodiscard]] SharedBytes partOf(SharedFile file, qint64 offset, qint64 size, const QString &name);
[[nodiscard]] SharedBytes bytesOf(const QByteArray &bytes);
/// A part of other bytes, cut where those end.
[[nodiscard]] SharedBytes partOf(SharedBytes whole, qint64 offset, qint64 size);

/// Whether both hold the same. Errors: Io.
[[nodiscard]] Result<bool> isSame(const Bytes &one, const Bytes &other);

} // namespace muster::console
