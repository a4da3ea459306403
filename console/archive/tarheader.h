// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace muster::console {

constexpr qint64 TarBlock = 512;

/// One header of a tar archive (POSIX ustar, and GNU's and old tar's forms of it), as it is there.
struct TarHeader
{
    QByteArray name; ///< with the prefix of ustar
    QByteArray target;
    qint64 size = 0; ///< bytes that follow
    qint64 mode = 0;
    qint64 modifiedAt = 0; ///< seconds since the epoch
    char type = '0';
};

/// Whether the checksum of a block fits: that it is a header.
[[nodiscard]] bool isChecked(QByteArrayView block);
/// A number as tar writes it: octal digits, or GNU's base 256. Empty for neither.
[[nodiscard]] std::optional<qint64> tarNumber(QByteArrayView digits);
/// @param block of TarBlock bytes, checked. Empty when its numbers make no sense.
[[nodiscard]] std::optional<TarHeader> readTarHeader(QByteArrayView block);

} // namespace muster::console
