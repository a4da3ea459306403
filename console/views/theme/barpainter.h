// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyle>

class QStyleOptionSlider;

namespace muster::console {

class Theme;

/// Tabs, progress and scroll bars.
class BarPainter
{
public:
    explicit BarPainter(const Theme &theme)
        : m_theme(theme)
    {
    }

    /// Where a part of a scroll bar is. There are no arrow buttons: the whole bar is the groove.
    [[nodiscard]] static QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part);

    void drawTab(const QStyleOption *option, QPainter *painter) const;
    void drawProgress(const QStyleOption *option, QPainter *painter) const;
    void drawScrollBar(const QStyleOption *option, QPainter *painter) const;

private:
    const Theme &m_theme;
};

} // namespace muster::console
