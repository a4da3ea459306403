// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/history/facethistory.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for what was: spans of a facet, and times of an axis.
class HistoryPhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::HistoryPhrases)
public:
    /// "Host: Starting, 14:02:10 to 14:03:41 (91 s)"
    [[nodiscard]] static QString span(Facet facet, const FacetSpan &span);
    /// The same, with who told it.
    [[nodiscard]] static QString spanToldBy(const Fleet &fleet, Facet facet, const FacetSpan &span);
    [[nodiscard]] static QString length(std::chrono::minutes length); ///< "24 hours", "7 days"
    /// The first moment from `from` on that is a round one on the clock here.
    [[nodiscard]] static Timestamp firstTick(Timestamp from, std::chrono::minutes tick);
    [[nodiscard]] static QString tick(Timestamp at, std::chrono::minutes tick); ///< "14:30", "Tue 24"
};

} // namespace muster::console
