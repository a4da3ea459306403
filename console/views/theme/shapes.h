// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace muster::console {

constexpr qreal CornerRadius = 6; ///< of buttons, fields and what is focused, in pixels

/// A rounded rectangle with a hairline. Without a fill or without a line where that colour is invalid.
void drawRounded(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &line,
                 qreal radius = CornerRadius);
/// The one focus ring, inside of the rectangle.
void drawFocusRing(QPainter *painter, const QRectF &rect, const QColor &colour);

} // namespace muster::console
