// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QStyledItemDelegate>

namespace muster::console {

/// Draws what the models' roles say: mark, text in its tone and font, badge, the tint of what just changed.
class ItemDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Lines { One, Two }; ///< two: a title and below it DetailRole

    explicit ItemDelegate(const Theme &theme, Lines lines = Lines::One, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    void drawGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// @return where text may go on
    [[nodiscard]] QRect drawMark(QPainter *painter, QRect area, const QModelIndex &index) const;
    [[nodiscard]] QRect drawBadge(QPainter *painter, QRect area, const QModelIndex &index) const;
    void drawTwoLines(QPainter *painter, const QRect &area, const QModelIndex &index) const;
    [[nodiscard]] QFont fontOf(const QModelIndex &index) const;
    void drawText(QPainter *painter, const QRect &area, const QFont &font, Colour colour, const QString &text,
                  Qt::TextElideMode elision = Qt::ElideRight) const;

    const Theme &m_theme;
    Lines m_lines;
};

} // namespace muster::console
