// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/shownstate.h"
#include "console/views/models/cell.h"
#include "console/views/widgets/factlist.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for the facets of machines.
class StatePhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::StatePhrases)
public:
    [[nodiscard]] static QString facet(Facet facet);
    /// The word for a value; one that is not known here is shown as it is.
    [[nodiscard]] static QString value(const QString &value);
    [[nodiscard]] static QString agreement(const SystemFacet &facet); ///< "all 4", "3 of 4", "3 of 4 known"
    [[nodiscard]] static QString counts(const SystemFacet &facet); ///< "3 Ready, 1 Quiesced"
    [[nodiscard]] static QString unwell(const SystemFacet &facet); ///< "2 drawer-b"
    /// Sentences to be looked at: conflicts, and contradictions of members.
    [[nodiscard]] static QStringList findings(const Fleet &fleet, const FleetSystem &system,
                                              const std::optional<ShownState> &shown);
    /// Why there is nothing to show.
    [[nodiscard]] static QString notTold(const Fleet &fleet, const FleetSystem &system);
    [[nodiscard]] static QString notTold(const FleetNode &node);

    [[nodiscard]] static Cell valueCell(const QString &value, Health health, bool isStale);
    [[nodiscard]] static Cell healthCell(Health health, bool isStale);
    /// @param age what is known of its age, milliseconds; it grows while stale
    [[nodiscard]] static Cell ageCell(std::optional<qint64> age, bool isGrowing, Timestamp now);
    /// What is known of a facet of a node: from itself, and from its system's coordinator.
    [[nodiscard]] static QList<FactList::Fact> facts(const Fleet &fleet, const FleetNode &node, Facet facet);
};

/// Whether the age of a facet of the whole grows.
[[nodiscard]] bool isGrowing(const SystemFacet &facet);
/// How far a boot is, from 0 to 1; nothing when that is not known.
[[nodiscard]] std::optional<double> bootShare(const QString &value);

} // namespace muster::console
