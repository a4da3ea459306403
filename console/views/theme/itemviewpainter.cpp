// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/itemviewpainter.h"

#include "console/views/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace muster::console {

void ItemViewPainter::drawRow(const QStyleOption *option, QPainter *painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    if (!item)
        return;
    const bool isOver =
        item->state.testFlag(QStyle::State_MouseOver) && item->state.testFlag(QStyle::State_Enabled);
    if (item->state.testFlag(QStyle::State_Selected))
        painter->fillRect(item->rect, m_theme.colour(Colour::Selection));
    else if (isOver)
        painter->fillRect(item->rect, m_theme.colour(Colour::Hover));
}

void ItemViewPainter::drawBranch(const QStyleOption *option, QPainter *painter) const
{
    if (!option->state.testFlag(QStyle::State_Children))
        return;
    const QRect box(option->rect.center().x() - 6, option->rect.center().y() - 7, 14, 14);
    m_theme.icon(option->state.testFlag(QStyle::State_Open) ? u"chevron-down"_s : u"chevron-right"_s)
        .paint(painter, box);
}

void ItemViewPainter::drawHeaderSection(const QStyleOption *option, QPainter *painter) const
{
    const bool isOver =
        option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    painter->fillRect(option->rect, m_theme.colour(isOver ? Colour::Hover : Colour::Panel));
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                      m_theme.colour(Colour::Line));
}

void ItemViewPainter::drawHeaderLabel(const QStyleOption *option, QPainter *painter,
                                      const QWidget *widget) const
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

} // namespace muster::console
