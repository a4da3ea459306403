// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace muster::console {

/// How bytes are packed, by how they begin.
enum class Packing {
    None,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Deflate, ///< without any header, as in a zip; cannot be told by its beginning
};

/// Enough bytes of a file to know its packing and whether it is an archive.
constexpr qint64 ArchiveHeadBytes = 512;

[[nodiscard]] Packing packingOf(QByteArrayView head);
/// "zstd"; empty for None.
[[nodiscard]] QString packingName(Packing packing);
/// A file's name without the ending that says how it is packed: `syslog.1.gz` is `syslog.1`.
[[nodiscard]] QString unpackedName(const QString &name);

[[nodiscard]] bool isZip(QByteArrayView head);
/// A header of tar with a right checksum, or the zeros at an archive's end.
[[nodiscard]] bool isTar(QByteArrayView head);

} // namespace muster::console
