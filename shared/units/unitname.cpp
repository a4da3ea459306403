// SPDX-License-Identifier: Apache-2.0
#include "shared/units/unitname.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qsizetype MaxLength = 255;
constexpr std::array Types{"service"_L1, "socket"_L1, "target"_L1, "device"_L1, "mount"_L1, "automount"_L1,
                           "swap"_L1,    "timer"_L1,  "path"_L1,   "slice"_L1,  "scope"_L1};

bool isNameCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9')
           || ":-_.\\@"_L1.contains(c);
}

} // namespace

bool isUnitName(QStringView name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    if (name.size() > MaxLength || dot <= 0)
        return false;
    const QStringView type = name.sliced(dot + 1);
    if (std::ranges::none_of(Types, [type](QLatin1StringView known) { return type == known; }))
        return false;
    const QStringView stem = name.first(dot);
    if (!std::ranges::all_of(stem, isNameCharacter))
        return false;
    return !stem.startsWith(u'@') && !stem.endsWith(u'@');
}

} // namespace muster
