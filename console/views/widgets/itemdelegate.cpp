// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/itemdelegate.h"

#include "console/views/models/cell.h"
#include "console/views/widgets/tones.h"

#include <QApplication>
#include <QListView>
#include <QPainter>

namespace muster::console {

namespace {

constexpr int ItemMargin = 2 * Theme::Step;
constexpr int ItemMarkSize = 14;
constexpr int PillHeight = 18;
constexpr int TwoLinesHeight = 54;

/// Names of units, paths and addresses differ at their ends.
Qt::TextElideMode elisionOf(const QModelIndex &index)
{
    return index.data(FixedRole).toBool() ? Qt::ElideMiddle : Qt::ElideRight;
}

} // namespace

ItemDelegate::ItemDelegate(const Theme &theme, Lines lines, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_lines(lines)
{
}

void ItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    drawGround(painter, option, index);
    QRect area = option.rect.adjusted(ItemMargin, 0, -ItemMargin, 0);
    if (m_lines == Lines::Two) {
        drawTwoLines(painter, area, index);
    } else {
        area = drawMark(painter, area, index);
        area = drawBadge(painter, area, index);
        const bool isSection = index.data(SectionRole).toBool();
        const Colour colour = isSection ? Colour::Dim : textColour(Tone(index.data(ToneRole).toInt()));
        drawText(painter, isSection ? area.adjusted(0, 6, 0, 0) : area, fontOf(index), colour,
                 index.data().toString(), elisionOf(index));
    }
    painter->restore();
}

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const
{
    int width = 2 * ItemMargin + QFontMetrics(fontOf(index)).horizontalAdvance(index.data().toString());
    if (index.data(MarkRole).isValid())
        width += ItemMarkSize + ItemMargin;
    return {width, m_lines == Lines::Two ? TwoLinesHeight : m_theme.rowHeight()};
}

void ItemDelegate::drawGround(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (index.data(ChangedRole).toBool() && !isSelected)
        painter->fillRect(option.rect, m_theme.colour(Colour::Changed));
    else if (!index.data(SectionRole).toBool())
        QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    if (option.state.testFlag(QStyle::State_HasFocus) && qobject_cast<const QListView *>(option.widget)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    if (m_lines == Lines::Two && index.row() > 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                          m_theme.colour(Colour::Line));
}

QRect ItemDelegate::drawMark(QPainter *painter, QRect area, const QModelIndex &index) const
{
    const QVariant mark = index.data(MarkRole);
    if (!mark.isValid())
        return area;
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(area.left(), area.center().y() - ItemMarkSize / 2 + 1,
                        m_theme.mark(Mark(mark.toInt()), ratio, ItemMarkSize));
    area.setLeft(area.left() + ItemMarkSize + ItemMargin);
    return area;
}

QRect ItemDelegate::drawBadge(QPainter *painter, QRect area, const QModelIndex &index) const
{
    const QString text = index.data(BadgeRole).toString();
    if (text.isEmpty())
        return area;
    const Tone tone = Tone(index.data(BadgeToneRole).toInt());
    const int width =
        std::max(PillHeight + 2, QFontMetrics(m_theme.smallFont()).horizontalAdvance(text) + 3 * Theme::Step);
    const QRect pill(area.right() - width, area.center().y() - PillHeight / 2 + 1, width, PillHeight);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colour(groundColour(tone)));
    painter->drawRoundedRect(pill, PillHeight / 2.0, PillHeight / 2.0);
    painter->setFont(m_theme.smallFont());
    painter->setPen(m_theme.colour(textColour(tone)));
    painter->drawText(pill, Qt::AlignCenter, text);
    area.setRight(pill.left() - ItemMargin);
    return area;
}

void ItemDelegate::drawTwoLines(QPainter *painter, const QRect &area, const QModelIndex &index) const
{
    const int line = QFontMetrics(m_theme.boldFont()).height();
    const int top = area.top() + (area.height() - 2 * line - 3) / 2;
    const qreal ratio = painter->device()->devicePixelRatioF();
    const QVariant mark = index.data(MarkRole);
    constexpr int Size = 16;
    if (mark.isValid())
        painter->drawPixmap(area.left() + ItemMargin, area.center().y() - Size / 2,
                            m_theme.mark(Mark(mark.toInt()), ratio, Size));
    QRect text = area.adjusted(ItemMargin + Size + 3 * Theme::Step, 0, -ItemMargin, 0);
    text.setTop(top);
    text.setHeight(line);
    drawText(painter, text, m_theme.boldFont(), Colour::Text, index.data().toString());
    text.translate(0, line + 3);
    drawText(painter, text, m_theme.baseFont(), Colour::Dim, index.data(DetailRole).toString());
}

QFont ItemDelegate::fontOf(const QModelIndex &index) const
{
    if (index.data(SectionRole).toBool()) {
        QFont font = m_theme.smallFont();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (index.data(FixedRole).toBool()) {
        QFont font = m_theme.fixedFont();
        font.setBold(index.data(BoldRole).toBool());
        return font;
    }
    return index.data(BoldRole).toBool() ? m_theme.boldFont() : m_theme.baseFont();
}

void ItemDelegate::drawText(QPainter *painter, const QRect &area, const QFont &font, Colour colour,
                            const QString &text, Qt::TextElideMode elision) const
{
    painter->setFont(font);
    painter->setPen(m_theme.colour(colour));
    QString line = text;
    line.replace(u'\n', u' ');
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(line, elision, area.width()));
}

} // namespace muster::console
