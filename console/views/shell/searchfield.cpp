// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/searchfield.h"

#include "console/views/theme/theme.h"

#include <QKeySequence>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace muster::console {

SearchField::SearchField(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(tr("Find a node, unit, page, action\u2026"));
    setAccessibleName(text());
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize SearchField::sizeHint() const
{
    return {460, 30};
}

void SearchField::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isActive = hasFocus() || underMouse();
    painter.setPen(QPen(m_theme.colour(hasFocus() ? Colour::Accent
                                       : isActive ? Colour::FieldLine
                                                  : Colour::Line),
                        hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.colour(Colour::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    m_theme.icon(u"search"_s).paint(&painter, QRect(10, (height() - 16) / 2, 16, 16));
    const QString keys = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    painter.setFont(m_theme.smallFont());
    const int keysWidth = painter.fontMetrics().horizontalAdvance(keys) + 12;
    const QRect box(width() - keysWidth - 8, (height() - 18) / 2, keysWidth, 18);
    painter.setPen(m_theme.colour(Colour::Line));
    painter.setBrush(m_theme.colour(Colour::Panel));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(m_theme.colour(Colour::Dim));
    painter.drawText(box, Qt::AlignCenter, keys);
    painter.setFont(m_theme.baseFont());
    const QRect area = rect().adjusted(34, 0, -keysWidth - 16, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

} // namespace muster::console
