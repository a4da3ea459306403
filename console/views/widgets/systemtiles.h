// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace muster::console {

class TableProxy;

/// Draws a row of SystemTableModel as a tile: name and health, what is wrong, power and boot, its members.
class SystemTileDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit SystemTileDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                     const QRect &tile) const;
    void paintMembers(QPainter *painter, const QRect &line, const QModelIndex &index, qreal ratio) const;
    void paintBoot(QPainter *painter, const QRect &line, double share) const;
    void write(QPainter *painter, const QRect &line, const QFont &font, Colour colour,
               const QString &text) const;

    const Theme &m_theme;
};

/// Systems as tiles, in the order and with the filter of a table's proxy, which it does not own.
class SystemTiles : public QListView
{
    Q_OBJECT
public:
    SystemTiles(const Theme &theme, TableProxy &proxy, QWidget *parent = nullptr);

protected:
    // Nothing moves while one points at it.
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    TableProxy &m_proxy;
};

} // namespace muster::console
