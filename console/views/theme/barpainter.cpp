// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/barpainter.h"

#include "console/views/theme/shapes.h"
#include "console/views/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace muster::console {

QRect BarPainter::scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    constexpr int ShortestSlider = 8 * Theme::Step;
    const bool isFlat = bar.orientation == Qt::Horizontal;
    const int length = isFlat ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum + bar.pageStep;
    const int slider = range > 0 ? std::clamp(int(qint64(length) * bar.pageStep / range), ShortestSlider,
                                              std::max(ShortestSlider, length))
                                 : length;
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                   length - slider, bar.upsideDown);
    const auto cut = [&](int from, int to) {
        return isFlat ? QRect(bar.rect.x() + from, bar.rect.y(), to - from, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + from, bar.rect.width(), to - from);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSlider:
        return cut(at, at + slider);
    case QStyle::SC_ScrollBarSubPage:
        return cut(0, at);
    case QStyle::SC_ScrollBarAddPage:
        return cut(at + slider, length);
    default:
        return {};
    }
}

void BarPainter::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const QRect &rect = option->rect;
    const bool isSelected = option->state.testFlag(QStyle::State_Selected);
    if (option->state.testFlag(QStyle::State_MouseOver) && !isSelected)
        drawRounded(painter, rect.adjusted(2, 2, -2, -4), m_theme.colour(Colour::Hover), {});
    if (isSelected)
        painter->fillRect(QRect(rect.left() + 8, rect.bottom() - 1, rect.width() - 16, 2),
                          m_theme.colour(Colour::Accent));
    if (option->state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(painter, rect.adjusted(2, 2, -2, -2), m_theme.colour(Colour::Accent));
}

void BarPainter::drawProgress(const QStyleOption *option, QPainter *painter) const
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
    if (bar->maximum > bar->minimum)
        groove.setWidth(groove.width() * (bar->progress - bar->minimum) / (bar->maximum - bar->minimum));
    else // How far it is is not known: a block in the middle says that it runs, without moving for ever.
        groove.adjust(groove.width() / 3, 0, -groove.width() / 3, 0);
    painter->drawRoundedRect(groove, 2, 2);
    painter->restore();
}

void BarPainter::drawScrollBar(const QStyleOption *option, QPainter *painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const QRect slider = scrollBarPart(*bar, QStyle::SC_ScrollBarSlider).adjusted(3, 3, -3, -3);
    const bool isOver =
        option->state.testFlag(QStyle::State_MouseOver) || option->state.testFlag(QStyle::State_Sunken);
    QColor thumb = m_theme.colour(Colour::StaleMark);
    thumb.setAlphaF(isOver ? 1.0F : 0.5F);
    drawRounded(painter, slider, thumb, {}, 3);
}

} // namespace muster::console
