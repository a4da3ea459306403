// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/musterstyle.h"

#include "console/views/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qreal Radius = 6;
constexpr int FieldHeight = 30;
constexpr int ScrollBarWidth = 12;

void drawRounded(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &line,
                 qreal radius = Radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

/// The main action of its page: the default button, or one that says so although Enter shall not press it.
bool isMain(const QStyleOption *option, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button
           && (button->features.testFlag(QStyleOptionButton::DefaultButton)
               || (widget && widget->property("accented").toBool()));
}

bool isField(const QWidget *widget)
{
    return qobject_cast<const QComboBox *>(widget) != nullptr;
}

} // namespace

MusterStyle::MusterStyle(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme)
{
}

void MusterStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return drawButton(option, painter, widget);
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        return drawField(option, painter, widget);
    case PE_FrameFocusRect:
        return drawFocus(option->rect, painter);
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        return drawRow(option, painter);
    case PE_IndicatorBranch:
        return drawBranch(option, painter, widget);
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
        if (qobject_cast<const QAbstractScrollArea *>(widget) && !widget->property("framed").toBool())
            return;
        return drawRounded(painter, option->rect, {}, m_theme.colour(Colour::Line));
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
        return drawHeaderSection(option, painter);
    case CE_HeaderLabel:
        return drawHeaderLabel(option, painter, widget);
    case CE_TabBarTabShape:
        return drawTab(option, painter);
    case CE_PushButtonLabel:
        return drawButtonLabel(option, painter, widget);
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarContents:
        return drawProgress(option, painter);
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.colour(Colour::Line));
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void MusterStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        button && control == CC_ToolButton) {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu; // The picture says enough.
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    if (control == CC_ComboBox) {
        const bool isOpen = option->state.testFlag(State_On);
        const QColor line = m_theme.colour(isOpen ? Colour::Accent : Colour::FieldLine);
        drawRounded(painter, option->rect,
                    m_theme.colour(option->state & State_MouseOver ? Colour::Hover : Colour::Panel), line);
        if (option->state.testFlag(State_HasFocus))
            drawFocus(option->rect, painter);
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        m_theme.icon(u"chevron-down"_s).paint(painter, arrow);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int MusterStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return ScrollBarWidth;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SplitterWidth:
        return 1;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 4 * Theme::Step;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 2 * Theme::Step;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_TreeViewIndentation:
        return 4 * Theme::Step;
    case PM_TabBarTabHSpace:
        return 4 * Theme::Step;
    case PM_TabBarTabVSpace:
        return 4 * Theme::Step;
    case PM_TabBarBaseHeight:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_TabBarTabOverlap:
        return 0;
    case PM_HeaderMarkSize:
        return 12;
    case PM_HeaderMargin:
        return 2 * Theme::Step;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return Theme::Step;
    case PM_FocusFrameHMargin:
        return 2 * Theme::Step;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize MusterStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool hasText = button && !button->text.isEmpty();
        return {size.width() + (hasText ? 6 : 3) * Theme::Step, FieldHeight};
    }
    case CT_LineEdit:
        return {result.width() + 2 * Theme::Step, FieldHeight};
    case CT_ComboBox:
        return {result.width() + 3 * Theme::Step, FieldHeight};
    case CT_ToolButton:
        return {std::max(result.width(), FieldHeight), FieldHeight};
    case CT_HeaderSection:
        return {result.width() + 3 * Theme::Step, m_theme.rowHeight()};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item || item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), 28));
        return result;
    }
    case CT_ProgressBar:
        return {result.width(), 6};
    default:
        return result;
    }
}

QRect MusterStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents:
        if (isField(widget ? widget->parentWidget() : nullptr))
            return rect;
        return rect.adjusted(Theme::Step, 0, -Theme::Step, 0);
    case SE_ProgressBarContents:
    case SE_ProgressBarGroove:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(2 * Theme::Step, 0, -Theme::Step, 0);
    case SE_PushButtonFocusRect:
        return option->rect;
    default:
        return rect;
    }
}

QRect MusterStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                  const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return {option->rect.right() - 24, option->rect.top(), 20, option->rect.height()};
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(2 * Theme::Step, 0, -24, 0);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrow buttons: the whole bar is the groove.
    const bool isFlat = bar->orientation == Qt::Horizontal;
    const int length = isFlat ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum + bar->pageStep;
    const int slider = range > 0
                           ? std::clamp(int(qint64(length) * bar->pageStep / range), 32, std::max(32, length))
                           : length;
    const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                           bar->upsideDown);
    const auto cut = [&](int from, int to) {
        return isFlat ? QRect(bar->rect.x() + from, bar->rect.y(), to - from, bar->rect.height())
                      : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), to - from);
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return cut(at, at + slider);
    case SC_ScrollBarSubPage:
        return cut(0, at);
    case SC_ScrollBarAddPage:
        return cut(at + slider, length);
    default:
        return {};
    }
}

int MusterStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
        return 0;
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

void MusterStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool isEnabled = option->state.testFlag(State_Enabled);
    const bool isDown = option->state.testFlag(State_Sunken) || option->state.testFlag(State_On);
    const bool isOver = isEnabled && option->state.testFlag(State_MouseOver);
    if (option->state.testFlag(State_AutoRaise)) {
        if (isDown || isOver)
            drawRounded(painter, option->rect, m_theme.colour(isDown ? Colour::Selection : Colour::Hover),
                        {});
    } else if (isMain(option, widget) && isEnabled) {
        QColor fill = m_theme.colour(Colour::Accent);
        if (isDown || isOver)
            fill = m_theme.scheme() == ColourScheme::Light ? fill.darker(isDown ? 125 : 110)
                                                           : fill.lighter(isDown ? 90 : 108);
        drawRounded(painter, option->rect, fill, fill);
    } else {
        const Colour fill = isDown ? Colour::Selection : isOver ? Colour::Hover : Colour::Panel;
        drawRounded(painter, option->rect, m_theme.colour(isEnabled ? fill : Colour::Window),
                    m_theme.colour(m_theme.scheme() == ColourScheme::HighContrast ? Colour::FieldLine
                                                                                  : Colour::Line));
    }
}

void MusterStyle::drawField(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (widget && isField(widget->parentWidget()))
        return;
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (frame && frame->lineWidth == 0)
        return;
    const bool isWrong = widget && widget->property("wrong").toBool();
    const bool hasFocus = option->state.testFlag(State_HasFocus);
    const QColor line = m_theme.colour(isWrong    ? Colour::CriticalMark
                                       : hasFocus ? Colour::Accent
                                                  : Colour::FieldLine);
    drawRounded(painter, option->rect, m_theme.colour(Colour::Panel), line);
    if (hasFocus || isWrong)
        drawRounded(painter, QRectF(option->rect).adjusted(1, 1, -1, -1), {}, line, Radius - 1);
}

void MusterStyle::drawFocus(const QRect &rect, QPainter *painter) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.colour(Colour::Accent), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Radius, Radius);
    painter->restore();
}

void MusterStyle::drawRow(const QStyleOption *option, QPainter *painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    if (!item)
        return;
    if (item->state.testFlag(State_Selected))
        painter->fillRect(item->rect, m_theme.colour(Colour::Selection));
    else if (item->state.testFlag(State_MouseOver) && item->state.testFlag(State_Enabled))
        painter->fillRect(item->rect, m_theme.colour(Colour::Hover));
}

void MusterStyle::drawBranch(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (!option->state.testFlag(State_Children))
        return;
    const auto *view = qobject_cast<const QAbstractItemView *>(widget);
    if (view && view->property("plainBranches").toBool())
        return;
    const QRect box(option->rect.center().x() - 6, option->rect.center().y() - 7, 14, 14);
    m_theme.icon(option->state.testFlag(State_Open) ? u"chevron-down"_s : u"chevron-right"_s)
        .paint(painter, box);
}

void MusterStyle::drawHeaderSection(const QStyleOption *option, QPainter *painter) const
{
    const bool isOver = option->state.testFlag(State_MouseOver) && option->state.testFlag(State_Enabled);
    painter->fillRect(option->rect, m_theme.colour(isOver ? Colour::Hover : Colour::Panel));
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                      m_theme.colour(Colour::Line));
}

void MusterStyle::drawHeaderLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (!header)
        return;
    constexpr int ArrowSize = 12;
    QRect area = header->rect;
    // Room was taken away for an arrow at the right; ours is beside the text.
    if (const auto *view = qobject_cast<const QHeaderView *>(widget))
        area.setWidth(view->sectionSize(header->section) - 3 * Theme::Step);
    const bool isSorted = header->sortIndicator != QStyleOptionHeader::None;
    painter->setFont(m_theme.baseFont());
    painter->setPen(m_theme.colour(Colour::Dim));
    const int room = area.width() - (isSorted ? ArrowSize + Theme::Step : 0);
    const QString text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, room);
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, text);
    if (!isSorted)
        return;
    area.setLeft(area.left() + painter->fontMetrics().horizontalAdvance(text) + Theme::Step);
    // Qt calls ascending "down".
    const bool isAscending = header->sortIndicator == QStyleOptionHeader::SortDown;
    m_theme.icon(isAscending ? u"chevron-up"_s : u"chevron-down"_s)
        .paint(painter, QRect(area.left(), area.center().y() - ArrowSize / 2 + 1, ArrowSize, ArrowSize));
}

void MusterStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const bool isSelected = option->state.testFlag(State_Selected);
    if (option->state.testFlag(State_MouseOver) && !isSelected)
        drawRounded(painter, option->rect.adjusted(2, 2, -2, -4), m_theme.colour(Colour::Hover), {});
    if (isSelected)
        painter->fillRect(
            QRect(option->rect.left() + 8, option->rect.bottom() - 1, option->rect.width() - 16, 2),
            m_theme.colour(Colour::Accent));
    if (option->state.testFlag(State_HasFocus))
        drawFocus(option->rect.adjusted(2, 2, -2, -2), painter);
}

void MusterStyle::drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button || !isMain(option, widget) || !option->state.testFlag(State_Enabled))
        return QProxyStyle::drawControl(CE_PushButtonLabel, option, painter, widget);
    QStyleOptionButton main(*button);
    main.palette.setColor(QPalette::ButtonText, m_theme.colour(Colour::OnAccent));
    QProxyStyle::drawControl(CE_PushButtonLabel, &main, painter, widget);
}

void MusterStyle::drawProgress(const QStyleOption *option, QPainter *painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (!bar)
        return;
    QRectF groove(bar->rect);
    groove.setTop(groove.center().y() - 2);
    groove.setHeight(4);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colour(Colour::Line));
    painter->drawRoundedRect(groove, 2, 2);
    painter->setBrush(m_theme.colour(Colour::Accent));
    if (bar->maximum > bar->minimum) {
        groove.setWidth(groove.width() * (bar->progress - bar->minimum) / (bar->maximum - bar->minimum));
        painter->drawRoundedRect(groove, 2, 2);
    } else {
        // How far it is is not known: a block in the middle says that it runs, without moving for ever.
        groove.adjust(groove.width() / 3, 0, -groove.width() / 3, 0);
        painter->drawRoundedRect(groove, 2, 2);
    }
    painter->restore();
}

void MusterStyle::drawMenuGround(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.colour(Colour::Panel));
    painter->setPen(m_theme.colour(Colour::FieldLine));
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
}

void MusterStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter,
                                const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const QRect slider =
        subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget).adjusted(3, 3, -3, -3);
    const bool isOver = option->state.testFlag(State_MouseOver) || option->state.testFlag(State_Sunken);
    QColor thumb = m_theme.colour(Colour::StaleMark);
    thumb.setAlphaF(isOver ? 1.0F : 0.5F);
    drawRounded(painter, slider, thumb, {}, 3);
}

} // namespace muster::console
