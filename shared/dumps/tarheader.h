// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace muster::tar {

constexpr qint64 BlockBytes = 512;
/// What ends an archive: two empty blocks.
constexpr qint64 EndBytes = 2 * BlockBytes;

/// What stands in front of a file's bytes, as POSIX's pax format has it: a ustar header, and before it a pax
/// header where the path is long or not ASCII, or the file too large for it. Owner root, mode 0644.
/// @param path UTF-8. @param modifiedAt seconds since 1970
[[nodiscard]] QByteArray fileHeader(const QByteArray &path, qint64 size, qint64 modifiedAt);

/// How many zeros follow a file's bytes.
[[nodiscard]] constexpr qint64 paddingOf(qint64 size)
{
    return (BlockBytes - size % BlockBytes) % BlockBytes;
}

} // namespace muster::tar
