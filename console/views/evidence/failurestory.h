// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/views/evidence/lineview.h"
#include "console/views/evidence/timelineloader.h"

#include <QCoreApplication>

namespace muster::console {

/// What is told of how a failure came about, in lines.
class FailureStory
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::FailureStory)
public:
    /// From the unit that failed down to what brought it down; empty when nothing is known of it.
    [[nodiscard]] static QList<LineView::Line> chain(const UnitFailure &failure);
    /// The other failures that belong to it; none for a lone one.
    [[nodiscard]] static QList<LineView::Line> incident(const FleetNode &node, const UnitFailure &failure);
    /// What happened on its node before it and since, itself marked.
    [[nodiscard]] static QList<LineView::Line> timeline(const UnitFailure &failure,
                                                        const TimelineLoader &events);

private:
    [[nodiscard]] static LineView::Line eventLine(const UnitFailure &failure, const Event &event);
    [[nodiscard]] static LineView::Line failureLine(const UnitFailure &failure);
};

} // namespace muster::console
