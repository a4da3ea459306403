// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include <QCoreApplication>

namespace muster::console {

/// Times as people read them.
class Ages
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::Ages)
public:
    /// How long, in one unit: "12 s", "2 min", "3 h", "5 d"; never negative.
    [[nodiscard]] static QString span(std::chrono::milliseconds length);
    /// "just now" within a second, then "12 s ago" and so on.
    [[nodiscard]] static QString ago(Timestamp then, Timestamp now);
    /// The moment on the wall clock here: "14:04:31" today, else with the date.
    [[nodiscard]] static QString clock(Timestamp then, Timestamp now);
    [[nodiscard]] static QString clockAndAge(Timestamp then, Timestamp now); ///< "14:04:31, 2 min ago"
    /// To the millisecond, with date and time zone; for hovering and copying.
    [[nodiscard]] static QString full(Timestamp then);
    /// Both clocks for a moment that a node told: its own and, where the difference is known, ours.
    [[nodiscard]] static QString bothClocks(const FleetNode &node, Timestamp byNode);
};

/// A moment that a node told, by the console's clock; as it is where the difference is not known.
[[nodiscard]] Timestamp byOurClock(const FleetNode &node, Timestamp byNode);

} // namespace muster::console
