// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/controlpainter.h"

#include "console/views/theme/shapes.h"
#include "console/views/theme/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace muster::console {

bool ControlPainter::isMain(const QStyleOption *option, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button
           && (button->features.testFlag(QStyleOptionButton::DefaultButton)
               || (widget && widget->property("accented").toBool()));
}

void ControlPainter::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const bool isDown =
        option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_On);
    const bool isOver = isEnabled && option->state.testFlag(QStyle::State_MouseOver);
    if (option->state.testFlag(QStyle::State_AutoRaise)) {
        if (isDown || isOver)
            drawRounded(painter, option->rect, m_theme.colour(isDown ? Colour::Selection : Colour::Hover),
                        {});
    } else if (isMain(option, widget) && isEnabled) {
        const QColor fill = isDown || isOver ? pressedAccent(isDown) : m_theme.colour(Colour::Accent);
        drawRounded(painter, option->rect, fill, fill);
    } else {
        const Colour fill = isDown ? Colour::Selection : isOver ? Colour::Hover : Colour::Panel;
        const bool isHighContrast = m_theme.scheme() == ColourScheme::HighContrast;
        drawRounded(painter, option->rect, m_theme.colour(isEnabled ? fill : Colour::Window),
                    m_theme.colour(isHighContrast ? Colour::FieldLine : Colour::Line));
    }
}

QColor ControlPainter::pressedAccent(bool isDown) const
{
    const QColor accent = m_theme.colour(Colour::Accent);
    return m_theme.scheme() == ColourScheme::Light ? accent.darker(isDown ? 125 : 110)
                                                   : accent.lighter(isDown ? 90 : 108);
}

void ControlPainter::drawField(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (widget && qobject_cast<const QComboBox *>(widget->parentWidget()))
        return;
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (frame && frame->lineWidth == 0)
        return;
    const bool isWrong = widget && widget->property("wrong").toBool();
    const bool hasFocus = option->state.testFlag(QStyle::State_HasFocus);
    const QColor line = m_theme.colour(isWrong    ? Colour::CriticalMark
                                       : hasFocus ? Colour::Accent
                                                  : Colour::FieldLine);
    drawRounded(painter, option->rect, m_theme.colour(Colour::Panel), line);
    if (hasFocus || isWrong)
        drawRounded(painter, QRectF(option->rect).adjusted(1, 1, -1, -1), {}, line, CornerRadius - 1);
}

void ControlPainter::drawChoices(const QStyleOption *option, QPainter *painter, const QRect &arrow) const
{
    const bool isOpen = option->state.testFlag(QStyle::State_On);
    const bool isOver = option->state.testFlag(QStyle::State_MouseOver);
    drawRounded(painter, option->rect, m_theme.colour(isOver ? Colour::Hover : Colour::Panel),
                m_theme.colour(isOpen ? Colour::Accent : Colour::FieldLine));
    if (option->state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(painter, option->rect, m_theme.colour(Colour::Accent));
    m_theme.icon(u"chevron-down"_s).paint(painter, arrow);
}

} // namespace muster::console
