// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/columnfit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace muster::console {

namespace {

constexpr int WideColumn = 170; ///< from here on a column gives way before others do
constexpr double EasyShare = 0.7; ///< of a wide column that is left before others give way too
constexpr double NarrowShare = 0.7; ///< of a narrow column that is left at least
constexpr double WideShare = 0.4;
constexpr int LeastWide = 110;

bool isWide(int width)
{
    return width >= WideColumn;
}

/// Takes the excess from all widths in proportion to what each can give.
void give(QList<int> &widths, const QList<int> &floors, int excess)
{
    QList<int> spare;
    for (qsizetype i = 0; i < widths.size(); ++i)
        spare.append(widths.at(i) - floors.at(i));
    const int all = std::accumulate(spare.cbegin(), spare.cend(), 0);
    if (excess <= 0 || all == 0)
        return;
    const double share = std::min(1.0, double(excess) / all);
    for (qsizetype i = 0; i < widths.size(); ++i)
        widths[i] -= int(std::ceil(share * spare.at(i))); // Rounded so that they fit.
}

int sumOf(const QList<int> &widths)
{
    return std::accumulate(widths.cbegin(), widths.cend(), 0);
}

} // namespace

int leastWidthOf(int width)
{
    return isWide(width) ? std::max(LeastWide, int(width * WideShare)) : int(width * NarrowShare);
}

QList<int> fittedWidths(const QList<ColumnWish> &wishes, int room)
{
    QList<int> widths;
    QList<int> easy;
    QList<int> least;
    for (const ColumnWish &wish : wishes) {
        widths.append(wish.width);
        least.append(std::min(wish.least, wish.width));
        easy.append(isWide(wish.width) ? std::max(least.last(), int(wish.width * EasyShare)) : wish.width);
    }
    give(widths, easy, sumOf(widths) - room);
    give(widths, least, sumOf(widths) - room);
    return widths;
}

} // namespace muster::console
