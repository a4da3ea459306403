// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace muster::console {

/// A model of so many rows that a proxy cannot ask for each cell while somebody types: it sorts itself in
/// sort(), and says of each row at once whether the words of a filter occur in it. A proxy keeps its order.
class LargeTable
{
public:
    virtual ~LargeTable() = default;

    /// @param words case-folded
    [[nodiscard]] virtual bool hasWords(int row, const QStringList &words) const = 0;
};

} // namespace muster::console
