// SPDX-License-Identifier: Apache-2.0
#pragma once

class QPainter;
class QStyleOption;
class QWidget;

namespace muster::console {

class Theme;

/// What tables, trees and lists have around their texts: grounds of rows, branches, headers.
class ItemViewPainter
{
public:
    explicit ItemViewPainter(const Theme &theme)
        : m_theme(theme)
    {
    }

    void drawRow(const QStyleOption *option, QPainter *painter) const;
    void drawBranch(const QStyleOption *option, QPainter *painter) const;
    void drawHeaderSection(const QStyleOption *option, QPainter *painter) const;
    /// The title and, beside it, the arrow of the column that is sorted by.
    void drawHeaderLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

private:
    const Theme &m_theme;
};

} // namespace muster::console
