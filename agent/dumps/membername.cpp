// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/membername.h"

#include <QList>
#include <QString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxBytes = 255;
constexpr qsizetype MaxParts = 8;

bool isPart(QStringView part)
{
    const auto isOdd = [](QChar c) { return c.unicode() < u' ' || c.unicode() == 0x7f; };
    return !part.isEmpty() && !part.startsWith(u'.') && std::ranges::none_of(part, isOdd);
}

} // namespace

bool isMemberName(QStringView name)
{
    if (name.isEmpty() || name.toUtf8().size() > MaxBytes)
        return false;
    if (name == "manifest.json"_L1 || name == "blocks.sha256"_L1)
        return false;
    const QList<QStringView> parts = name.split(u'/');
    return parts.size() <= MaxParts && std::ranges::all_of(parts, isPart);
}

bool isDumpId(QStringView id)
{
    const auto isAllowed = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    };
    return !id.isEmpty() && id.size() <= 64 && std::ranges::all_of(id, isAllowed);
}

} // namespace muster::agent
