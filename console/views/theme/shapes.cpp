// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/shapes.h"

#include <QPainter>

namespace muster::console {

void drawRounded(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &line, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRectF &rect, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), CornerRadius, CornerRadius);
    painter->restore();
}

} // namespace muster::console
