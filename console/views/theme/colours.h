// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QList>

#include <array>

namespace muster::console {

/// Every colour of the console by what it means. Nothing else in the views names a colour.
enum class Colour {
    Window, ///< the ground of pages
    Panel, ///< lists, cards, side panels, fields
    Hover, ///< what the pointer is over
    Selection,
    Changed, ///< a value that changed a moment ago
    Line, ///< between things
    FieldLine, ///< around what can be filled in or pressed
    Text,
    Dim, ///< what matters less
    Accent, ///< main action, progress, focus
    OnAccent,
    Link,
    WellMark,
    WellText,
    WellGround,
    CareMark,
    CareText,
    CareGround,
    CriticalMark,
    CriticalText,
    CriticalGround,
    StaleMark, ///< also unknown, not paired, not watched
    StaleText,
    StaleGround,
};
constexpr std::size_t ColourCount = std::size_t(Colour::StaleGround) + 1;

enum class ColourScheme { Light, Dark, HighContrast };

/// One colour for each role.
class ColourSet
{
public:
    explicit ColourSet(const std::array<QRgb, ColourCount> &values);

    [[nodiscard]] QColor operator[](Colour role) const { return m_colours[std::size_t(role)]; }

private:
    std::array<QColor, ColourCount> m_colours;
};

[[nodiscard]] const ColourSet &colourSet(ColourScheme scheme);

/// Two roles that are shown one on the other, and how far apart they must be (WCAG 2.1: 4.5 for text, 3 for
/// marks, fields' borders and large text).
struct ColourPair
{
    Colour front;
    Colour ground;
    double leastContrast;
};

[[nodiscard]] QList<ColourPair> colourPairs();
/// Contrast of two opaque colours by WCAG 2.1, from 1 to 21.
[[nodiscard]] double contrast(const QColor &one, const QColor &other);

} // namespace muster::console
