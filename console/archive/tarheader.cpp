// SPDX-License-Identifier: Apache-2.0
#include "console/archive/tarheader.h"

#include <cstdint>

namespace muster::console {

namespace {

constexpr qsizetype ChecksumAt = 148;
constexpr qsizetype ChecksumBytes = 8;
constexpr uchar Base256Mark = 0x80;

QByteArray textAt(QByteArrayView block, qsizetype at, qsizetype most)
{
    const QByteArrayView field = block.sliced(at, most);
    const qsizetype end = field.indexOf('\0');
    return (end < 0 ? field : field.first(end)).toByteArray();
}

std::optional<qint64> base256(QByteArrayView digits)
{
    // A negative one (0xff) is of no use to us: sizes and times before 1970.
    if (uchar(digits[0]) != Base256Mark)
        return std::nullopt;
    quint64 value = 0;
    for (const char c : digits.sliced(1)) {
        if (value >> 55)
            return std::nullopt;
        value = value << 8 | uchar(c);
    }
    return qint64(value);
}

} // namespace

bool isChecked(QByteArrayView block)
{
    const auto told = tarNumber(block.sliced(ChecksumAt, ChecksumBytes));
    qint64 sum = ' ' * ChecksumBytes;
    qint64 signedSum = sum; // Some old tars added signed bytes.
    for (qsizetype i = 0; i < TarBlock; ++i) {
        if (i >= ChecksumAt && i < ChecksumAt + ChecksumBytes)
            continue;
        sum += uchar(block[i]);
        signedSum += static_cast<signed char>(block[i]);
    }
    // A block of zeros alone is the end, not a header.
    return told && (*told == sum || *told == signedSum) && sum != ' ' * ChecksumBytes;
}

std::optional<qint64> tarNumber(QByteArrayView digits)
{
    if (!digits.isEmpty() && uchar(digits[0]) >= Base256Mark)
        return base256(digits);
    qint64 value = 0;
    bool hasBegun = false;
    for (const char c : digits) {
        if (c == ' ' || c == '\0') {
            if (hasBegun)
                break;
            continue;
        }
        if (c < '0' || c > '7' || value > INT64_MAX / 8)
            return std::nullopt;
        value = value * 8 + (c - '0');
        hasBegun = true;
    }
    return value;
}

std::optional<TarHeader> readTarHeader(QByteArrayView block)
{
    TarHeader header;
    const auto size = tarNumber(block.sliced(124, 12));
    if (!size || *size < 0)
        return std::nullopt;
    header.name = textAt(block, 0, 100);
    header.size = *size;
    header.mode = tarNumber(block.sliced(100, 8)).value_or(0);
    header.modifiedAt = tarNumber(block.sliced(136, 12)).value_or(0);
    header.type = block[156];
    header.target = textAt(block, 157, 100);
    // GNU's own form ("ustar  ") has other things where ustar has the beginning of a long path.
    if (block.sliced(257, 6) == QByteArrayView("ustar\0", 6)) {
        const QByteArray prefix = textAt(block, 345, 155);
        if (!prefix.isEmpty())
            header.name = prefix + '/' + header.name;
    }
    return header;
}

} // namespace muster::console
