// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include "shared/model/facet.h"

namespace muster::console {

/// What a facet had from one moment to another.
struct FacetSpan
{
    Timestamp from{}; ///< by the console's clock
    Timestamp to{}; ///< no longer known to be so from then on
    QString value{UnknownValue};
    Health health = Health::Unknown;
    bool isPartial = false; ///< of a whole: not all members were known
    QString toldBy = {}; ///< node id; empty: nobody told, or nobody can know any more

    [[nodiscard]] bool isTold() const { return !toldBy.isEmpty(); }
    friend bool operator==(const FacetSpan &, const FacetSpan &) = default;
};

/// One facet over a time: spans without gaps, the oldest first. What nobody told is a span, too.
struct FacetLine
{
    Facet facet = Facet::Bmc;
    QList<FacetSpan> spans;

    friend bool operator==(const FacetLine &, const FacetLine &) = default;
};

/// Whose state over which time.
struct HistoryRange
{
    QStringList nodeIds; ///< one node; or the members of a system, for the state of the whole
    bool isWhole = false; ///< the state of a system as its coordinators told it
    Timestamp from{}; ///< by the console's clock
    Timestamp to{};
};

/// Kinds of events that facetHistory() looks at.
[[nodiscard]] QStringList historyKinds(bool isWhole);

/// What facets had, from kept events. A value counts until its teller says another, is another agent (started
/// again), does not coordinate any more, lost events, or was heard last; nothing is drawn on from there.
/// Times of nodes are corrected by how far their clocks are off now. Pure.
/// @param events oldest first; also from before the range, for what was when it began
[[nodiscard]] QList<FacetLine> facetHistory(const QList<FleetEvent> &events, const Fleet &fleet,
                                            const HistoryRange &range);

} // namespace muster::console
