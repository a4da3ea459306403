// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleethealth.h"
#include "console/views/theme/marks.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for states and facts: spelled once, so that every page says the same.
class Phrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::Phrases)
public:
    [[nodiscard]] static QString health(Health health);
    [[nodiscard]] static QString
    shown(const ShownHealth &shown); ///< as a badge says it: "Critical?" when stale
    [[nodiscard]] static QString
    state(const FleetNode &node); ///< as a badge says it: "Well", "Critical?", "Refused"
    [[nodiscard]] static QString link(const FleetNode &node); ///< "answers", "does not answer", "refused"
    [[nodiscard]] static QString bmcState(BmcState state); ///< "Ready", "Quiesced"
    [[nodiscard]] static QString role(Role role);
    [[nodiscard]] static QString topic(Topic topic);
    [[nodiscard]] static QString severity(Health severity);
    [[nodiscard]] static QString jobState(JobState state);
    [[nodiscard]] static QString
    unitState(const UnitStatus &unit); ///< "active (running)", "failed (core-dump)"
    [[nodiscard]] static QString cause(const UnitFailure &failure); ///< "killed by SIGSEGV, core dumped"
    [[nodiscard]] static QString clockOffset(const FleetNode &node); ///< "+3 ms", empty when not known

    /// One sentence: does the node answer, and of when is what is shown.
    [[nodiscard]] static QString truth(const FleetNode &node, Timestamp now);
    [[nodiscard]] static QString truth(const Fleet &fleet, const FleetSystem &system);
    [[nodiscard]] static QString truth(const Fleet &fleet); ///< "12 systems · 61 nodes"
    /// An error as a person reads it: what happened, where, what to do.
    [[nodiscard]] static QString error(const Error &error);
};

[[nodiscard]] Mark markOf(const ShownHealth &shown);
[[nodiscard]] Mark markOf(const FleetNode &node); ///< stale before anything that was said long ago
[[nodiscard]] Mark markOf(Health severity);
[[nodiscard]] Mark markOf(const UnitStatus &unit, bool isWatched);
[[nodiscard]] Mark markOf(JobState state);

} // namespace muster::console
