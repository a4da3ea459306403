// SPDX-License-Identifier: Apache-2.0
#include "console/archive/packing.h"

#include "console/archive/tarheader.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

Packing packingOf(QByteArrayView head)
{
    if (head.startsWith("\x1f\x8b"))
        return Packing::Gzip;
    if (head.startsWith("BZh") && head.size() > 3 && head[3] >= '1' && head[3] <= '9')
        return Packing::Bzip2;
    if (head.startsWith(QByteArrayView("\xfd"
                                       "7zXZ\0",
                                       6)))
        return Packing::Xz;
    if (head.startsWith("\x28\xb5\x2f\xfd"))
        return Packing::Zstd;
    // A frame of zstd that holds no data may come first.
    if (head.size() >= 4 && (uchar(head[0]) & 0xf0) == 0x50 && head.sliced(1).startsWith("\x2a\x4d\x18"))
        return Packing::Zstd;
    return Packing::None;
}

QString packingName(Packing packing)
{
    switch (packing) {
    case Packing::None:
        return {};
    case Packing::Gzip:
        return u"gzip"_s;
    case Packing::Bzip2:
        return u"bzip2"_s;
    case Packing::Xz:
        return u"xz"_s;
    case Packing::Zstd:
        return u"zstd"_s;
    case Packing::Deflate:
        return u"deflate"_s;
    }
    return {};
}

QString unpackedName(const QString &name)
{
    static const QStringList endings{u".gz"_s, u".bz2"_s, u".xz"_s, u".zst"_s};
    for (const QString &ending : endings) {
        if (name.size() > ending.size() && name.endsWith(ending, Qt::CaseInsensitive))
            return name.chopped(ending.size());
    }
    return name;
}

bool isZip(QByteArrayView head)
{
    return head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06");
}

bool isTar(QByteArrayView head)
{
    if (head.size() < TarBlock)
        return false;
    const QByteArrayView block = head.first(TarBlock);
    return isChecked(block) || std::ranges::all_of(block, [](char c) { return c == 0; });
}

} // namespace muster::console
