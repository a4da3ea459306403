// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/stylemetrics.h"

#include "console/views/theme/theme.h"

#include <QStyleOption>

#include <algorithm>

namespace muster::console {

namespace {

constexpr int FieldHeight = 30;
constexpr int MenuItemHeight = 28;
constexpr int ScrollBarWidth = 12;

QSize sizeOfButton(const QStyleOption *option, QSize contents)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool hasText = button && !button->text.isEmpty();
    return {contents.width() + (hasText ? 6 : 3) * Theme::Step, FieldHeight};
}

QSize sizeOfMenuItem(const QStyleOption *option, QSize byFusion)
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item || item->menuItemType != QStyleOptionMenuItem::Separator)
        byFusion.setHeight(std::max(byFusion.height(), MenuItemHeight));
    return byFusion;
}

} // namespace

std::optional<int> StyleMetrics::pixels(QStyle::PixelMetric metric)
{
    switch (metric) {
    case QStyle::PM_ScrollBarExtent:
        return ScrollBarWidth;
    case QStyle::PM_ScrollBarSliderMin:
        return 8 * Theme::Step;
    case QStyle::PM_SplitterWidth:
    case QStyle::PM_MenuPanelWidth:
        return 1;
    case QStyle::PM_LayoutLeftMargin:
    case QStyle::PM_LayoutRightMargin:
    case QStyle::PM_LayoutTopMargin:
    case QStyle::PM_LayoutBottomMargin:
    case QStyle::PM_TreeViewIndentation:
    case QStyle::PM_TabBarTabHSpace:
    case QStyle::PM_TabBarTabVSpace:
        return 4 * Theme::Step;
    case QStyle::PM_LayoutHorizontalSpacing:
    case QStyle::PM_LayoutVerticalSpacing:
    case QStyle::PM_HeaderMargin:
    case QStyle::PM_FocusFrameHMargin:
        return 2 * Theme::Step;
    case QStyle::PM_SmallIconSize:
    case QStyle::PM_ButtonIconSize:
    case QStyle::PM_TabBarIconSize:
        return 16;
    case QStyle::PM_HeaderMarkSize:
        return 12;
    case QStyle::PM_MenuVMargin:
        return Theme::Step;
    case QStyle::PM_TabBarBaseHeight:
    case QStyle::PM_TabBarTabOverlap:
    case QStyle::PM_TabBarTabShiftVertical:
    case QStyle::PM_TabBarTabShiftHorizontal:
    case QStyle::PM_ButtonShiftHorizontal:
    case QStyle::PM_ButtonShiftVertical:
        return 0;
    default:
        return std::nullopt;
    }
}

QSize StyleMetrics::size(QStyle::ContentsType type, const QStyleOption *option, QSize contents,
                         QSize byFusion, int rowHeight)
{
    switch (type) {
    case QStyle::CT_PushButton:
        return sizeOfButton(option, contents);
    case QStyle::CT_LineEdit:
        return {byFusion.width() + 2 * Theme::Step, FieldHeight};
    case QStyle::CT_ComboBox:
        return {byFusion.width() + 3 * Theme::Step, FieldHeight};
    case QStyle::CT_ToolButton:
        return {std::max(byFusion.width(), FieldHeight), FieldHeight};
    case QStyle::CT_HeaderSection:
        return {byFusion.width() + 3 * Theme::Step, rowHeight};
    case QStyle::CT_MenuItem:
        return sizeOfMenuItem(option, byFusion);
    case QStyle::CT_ProgressBar:
        return {byFusion.width(), 6};
    default:
        return byFusion;
    }
}

} // namespace muster::console
