// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/musterstyle.h"

#include "console/views/theme/shapes.h"
#include "console/views/theme/stylemetrics.h"
#include "console/views/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int ArrowRoom = 24; ///< of a box of choices, at its right

bool isInChoices(const QWidget *widget)
{
    return widget && qobject_cast<const QComboBox *>(widget->parentWidget());
}

} // namespace

MusterStyle::MusterStyle(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme)
    , m_controls(theme)
    , m_views(theme)
    , m_bars(theme)
{
}

void MusterStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(&m_mnemonics);
}

void MusterStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return m_controls.drawButton(option, painter, widget);
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        return m_controls.drawField(option, painter, widget);
    case PE_FrameFocusRect:
        return drawFocus(option, painter);
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        return m_views.drawRow(option, painter);
    case PE_IndicatorBranch:
        return m_views.drawBranch(option, painter);
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        return drawMenuGround(option, painter);
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelScrollAreaCorner:
    case PE_IndicatorHeaderArrow: // drawn with the label
        return;
    case PE_Frame:
        return drawFrame(option, painter, widget);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void MusterStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return m_views.drawHeaderSection(option, painter);
    case CE_HeaderLabel:
        return m_views.drawHeaderLabel(option, painter, widget);
    case CE_TabBarTabShape:
        return m_bars.drawTab(option, painter);
    case CE_PushButtonLabel:
        return drawButtonLabel(option, painter, widget);
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarContents:
        return m_bars.drawProgress(option, painter);
    case CE_Splitter:
        return painter->fillRect(option->rect, m_theme.colour(Colour::Line));
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void MusterStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        return m_bars.drawScrollBar(option, painter);
    if (control == CC_ComboBox)
        return m_controls.drawChoices(option, painter,
                                      subControlRect(control, option, SC_ComboBoxArrow, widget));
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        button && control == CC_ToolButton) {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu; // The picture says enough.
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int MusterStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const std::optional<int> own = StyleMetrics::pixels(metric);
    return own ? *own : QProxyStyle::pixelMetric(metric, option, widget);
}

QSize MusterStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    const QSize byFusion = QProxyStyle::sizeFromContents(type, option, size, widget);
    return StyleMetrics::size(type, option, size, byFusion, m_theme.rowHeight());
}

QRect MusterStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_ProgressBarContents:
    case SE_ProgressBarGroove:
    case SE_PushButtonFocusRect:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(2 * Theme::Step, 0, -Theme::Step, 0);
    default:
        break;
    }
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents && !isInChoices(widget)
               ? rect.adjusted(Theme::Step, 0, -Theme::Step, 0)
               : rect;
}

QRect MusterStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                  const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return {option->rect.right() - ArrowRoom, option->rect.top(), ArrowRoom - Theme::Step,
                option->rect.height()};
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(2 * Theme::Step, 0, -ArrowRoom, 0);
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar)
        return BarPainter::scrollBarPart(*bar, part);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

int MusterStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return m_mnemonics.isShown() ? 1 : 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ItemView_MovementWithoutUpdatingSelection:
        return 1;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void MusterStyle::drawFocus(const QStyleOption *option, QPainter *painter) const
{
    const QColor accent = m_theme.colour(Colour::Accent);
    // The current row of a list that has the focus: a ring around it would hide its neighbours.
    if (qobject_cast<const QAbstractItemView *>(option->styleObject))
        painter->fillRect(QRect(option->rect.topLeft(), QSize(3, option->rect.height())), accent);
    else
        drawFocusRing(painter, option->rect, accent);
}

void MusterStyle::drawFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool isPlain =
        qobject_cast<const QAbstractScrollArea *>(widget) != nullptr && !widget->property("framed").toBool();
    if (!isPlain)
        drawRounded(painter, option->rect, {}, m_theme.colour(Colour::Line));
}

void MusterStyle::drawMenuGround(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.colour(Colour::Panel));
    painter->setPen(m_theme.colour(Colour::FieldLine));
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
}

void MusterStyle::drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool isEnabled = option->state.testFlag(State_Enabled);
    if (!button || !isEnabled || !ControlPainter::isMain(option, widget))
        return QProxyStyle::drawControl(CE_PushButtonLabel, option, painter, widget);
    QStyleOptionButton main(*button);
    main.palette.setColor(QPalette::ButtonText, m_theme.colour(Colour::OnAccent));
    QProxyStyle::drawControl(CE_PushButtonLabel, &main, painter, widget);
}

} // namespace muster::console
