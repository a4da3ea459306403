// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/checkdelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace muster::console {

namespace {

constexpr int BoxSize = 16;
constexpr int BoxMargin = 3 * Theme::Step;
constexpr int BoxRadius = 3;

} // namespace

CheckDelegate::CheckDelegate(const Theme &theme, QObject *parent)
    : ItemDelegate(theme, Lines::Two, parent)
{
}

void CheckDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const QRect front(option.rect.topLeft(), QSize(BoxMargin + BoxSize, option.rect.height()));
    QStyleOptionViewItem rest(option);
    rest.rect.setLeft(front.right() + 1);
    ItemDelegate::paint(painter, rest, index);
    QStyleOptionViewItem ground(option);
    ground.rect = front;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    if (index.row() > 0)
        painter->fillRect(front.left(), front.top(), front.width(), 1, theme().colour(Colour::Line));
    if (!index.flags().testFlag(Qt::ItemIsUserCheckable))
        return;
    const QRectF box(front.left() + BoxMargin + 0.5, front.center().y() - BoxSize / 2 + 0.5, BoxSize - 1,
                     BoxSize - 1);
    drawBox(painter, box, Qt::CheckState(index.data(Qt::CheckStateRole).toInt()) == Qt::Checked);
}

void CheckDelegate::drawBox(QPainter *painter, const QRectF &box, bool isChecked) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(theme().colour(isChecked ? Colour::Accent : Colour::FieldLine));
    painter->setBrush(theme().colour(isChecked ? Colour::Accent : Colour::Panel));
    painter->drawRoundedRect(box, BoxRadius, BoxRadius);
    if (isChecked) {
        painter->setPen(
            QPen(theme().colour(Colour::OnAccent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = box.center();
        painter->drawPolyline(QPolygonF{at + QPointF(-4, 0), at + QPointF(-1, 3), at + QPointF(4, -3)});
    }
    painter->restore();
}

bool CheckDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    const auto isOnBox = [&option](const QMouseEvent &mouse) {
        return mouse.button() == Qt::LeftButton
               && mouse.position().x() < option.rect.left() + 2 * BoxMargin + BoxSize;
    };
    const bool isClick =
        event->type() == QEvent::MouseButtonRelease && isOnBox(*static_cast<QMouseEvent *>(event));
    const bool isSpace =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!(isClick || isSpace) || !index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    const bool isChecked = Qt::CheckState(index.data(Qt::CheckStateRole).toInt()) == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace muster::console
