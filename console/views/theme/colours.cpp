// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace muster::console {

namespace {

// In the order of Colour. The state colours come as mark, text and ground: a mark needs less contrast than a
// text and may be brighter.
const ColourSet Light{{
    0xf6f7f9, 0xffffff, 0xeff2f6, 0xe3edfc, 0xfff3c9, // window, panel, hover, selection, changed
    0xdfe3e8, 0x868f9e, 0x1c2430, 0x5c677a, // line, field line, text, dim
    0x2f6fde, 0xffffff, 0x2159bd, // accent, on accent, link
    0x2e8b57, 0x1f6f44, 0xe6f4ec, // well
    0xb7791f, 0x8a5a0c, 0xfdf3e1, // care
    0xc4314b, 0xb3243f, 0xfce8ec, // critical
    0x7a8596, 0x5d6778, 0xeef0f3, // stale
}};

const ColourSet Dark{{
    0x15181d, 0x1d2128, 0x252b34, 0x26354f, 0x383014, //
    0x2e343d, 0x6b7686, 0xe4e8ee, 0x97a1b0, //
    0x6aa2ff, 0x0d1626, 0x6aa2ff, //
    0x5cc08c, 0x5cc08c, 0x1d3328, //
    0xe0ac54, 0xe0ac54, 0x3a301b, //
    0xff7a8f, 0xff7a8f, 0x40202a, //
    0x8b95a5, 0x9aa4b4, 0x2a2f37, //
}};

const ColourSet HighContrast{{
    0x000000, 0x000000, 0x1f1f1f, 0x00336b, 0x4d4000, //
    0xbfbfbf, 0xffffff, 0xffffff, 0xe6e6e6, //
    0xffd83d, 0x000000, 0x8fc7ff, //
    0x5dff9b, 0x5dff9b, 0x002b12, //
    0xffc14d, 0xffc14d, 0x332200, //
    0xff9aa9, 0xff9aa9, 0x4a0010, //
    0xd9d9d9, 0xe6e6e6, 0x262626, //
}};

double linear(float channel)
{
    return channel <= 0.04045F ? double(channel) / 12.92 : std::pow((double(channel) + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

} // namespace

ColourSet::ColourSet(const std::array<QRgb, ColourCount> &values)
{
    std::ranges::transform(values, m_colours.begin(), [](QRgb value) { return QColor::fromRgb(value); });
}

const ColourSet &colourSet(ColourScheme scheme)
{
    switch (scheme) {
    case ColourScheme::Dark:
        return Dark;
    case ColourScheme::HighContrast:
        return HighContrast;
    case ColourScheme::Light:
        break;
    }
    return Light;
}

QList<ColourPair> colourPairs()
{
    using enum Colour;
    constexpr double OfText = 4.5;
    constexpr double OfMarks = 3.0;
    QList<ColourPair> pairs{
        {OnAccent, Accent, OfText}, {FieldLine, Panel, OfMarks}, {Accent, Window, OfMarks}};
    for (const Colour ground : {Window, Panel, Hover, Selection, Changed}) {
        for (const Colour text : {Text, Dim, WellText, CareText, CriticalText, StaleText})
            pairs.append({text, ground, OfText});
        for (const Colour mark : {WellMark, CareMark, CriticalMark, StaleMark})
            pairs.append({mark, ground, OfMarks});
    }
    for (const Colour ground : {Window, Panel, Selection})
        pairs.append({Link, ground, OfText});
    pairs += {{WellText, WellGround, OfText},
              {WellMark, WellGround, OfMarks},
              {CareText, CareGround, OfText},
              {CareMark, CareGround, OfMarks},
              {CriticalText, CriticalGround, OfText},
              {CriticalMark, CriticalGround, OfMarks},
              {StaleText, StaleGround, OfText},
              {StaleMark, StaleGround, OfMarks},
              {Text, WellGround, OfText},
              {Text, CareGround, OfText},
              {Text, CriticalGround, OfText},
              {Text, StaleGround, OfText}};
    return pairs;
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

} // namespace muster::console
