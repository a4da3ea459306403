// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/tarheader.h"

#include <algorithm>
#include <cstring>

namespace muster::tar {

namespace {

constexpr qint64 MaxUstarSize = 077777777777; // 8 GiB less one byte
constexpr qsizetype MaxUstarName = 100;
constexpr char FileType = '0';
constexpr char PaxType = 'x';

/// A field of the header, as POSIX lays it out (IEEE Std 1003.1, pax, "ustar Interchange Format").
struct Place
{
    qsizetype at;
    qsizetype size;
};
constexpr Place Name{0, MaxUstarName}, Mode{100, 8}, UserId{108, 8}, GroupId{116, 8}, Size{124, 12},
    ModifiedAt{136, 12}, Checksum{148, 8}, Type{156, 1}, Magic{257, 8}, UserName{265, 32}, GroupName{297, 32},
    DeviceMajor{329, 8}, DeviceMinor{337, 8};

void put(QByteArray &header, Place place, QByteArrayView text)
{
    std::memcpy(header.data() + place.at, text.data(), size_t(std::min(place.size, text.size())));
}

/// Octal digits, zeros in front, and a NUL.
void putNumber(QByteArray &header, Place place, qint64 number)
{
    put(header, place, QByteArray::number(number, 8).rightJustified(place.size - 1, '0'));
}

QByteArray ustar(const QByteArray &path, qint64 size, qint64 modifiedAt, char type)
{
    QByteArray header(BlockBytes, '\0');
    put(header, Name, path);
    putNumber(header, Mode, 0644);
    putNumber(header, UserId, 0);
    putNumber(header, GroupId, 0);
    putNumber(header, Size, size);
    putNumber(header, ModifiedAt, std::max<qint64>(0, modifiedAt));
    put(header, Type, QByteArrayView(&type, 1));
    put(header, Magic, QByteArrayView("ustar\00000", Magic.size));
    put(header, UserName, "root");
    put(header, GroupName, "root");
    putNumber(header, DeviceMajor, 0);
    putNumber(header, DeviceMinor, 0);
    put(header, Checksum, "        "); // counts as spaces
    int sum = 0;
    for (const char byte : std::as_const(header))
        sum += uchar(byte);
    put(header, Checksum, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header;
}

/// "LENGTH key=value\n", where the length counts itself.
QByteArray paxRecord(const QByteArray &key, const QByteArray &value)
{
    const QByteArray rest = ' ' + key + '=' + value + '\n';
    qsizetype length = rest.size() + 1;
    while (length != rest.size() + QByteArray::number(length).size())
        ++length;
    return QByteArray::number(length) + rest;
}

bool isAscii(const QByteArray &text)
{
    return std::ranges::all_of(text, [](char c) { return uchar(c) < 128; });
}

} // namespace

QByteArray fileHeader(const QByteArray &path, qint64 size, qint64 modifiedAt)
{
    QByteArray records;
    if (path.size() > MaxUstarName || !isAscii(path))
        records += paxRecord("path", path);
    const bool isLarge = size > MaxUstarSize;
    if (isLarge)
        records += paxRecord("size", QByteArray::number(size));
    QByteArray headers;
    if (!records.isEmpty()) {
        headers += ustar("PaxHeaders/" + path, records.size(), modifiedAt, PaxType);
        headers += records + QByteArray(paddingOf(records.size()), '\0');
    }
    return headers + ustar(path, isLarge ? 0 : size, modifiedAt, FileType);
}

} // namespace muster::tar
