// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

namespace muster::console {

/// How wide a column is where there is room, and how far it may give way; in pixels.
struct ColumnWish
{
    int width = 0;
    int least = 0;
};

/// How far a column of that width may give way, unless its model says so: wide ones, of texts that make sense
/// when cut, further than narrow ones.
[[nodiscard]] int leastWidthOf(int width);

/// Widths for columns beside each other, in their order. Where there is too little room wide columns give way
/// first, then all, none below its least; what is too wide even then has to be scrolled.
[[nodiscard]] QList<int> fittedWidths(const QList<ColumnWish> &wishes, int room);

} // namespace muster::console
