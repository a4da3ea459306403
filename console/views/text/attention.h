// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/views/models/failurecells.h"
#include "console/views/theme/marks.h"

#include <QCoreApplication>

namespace muster::console {

/// One thing on which somebody should act, told in a title, a detail and what to do.
struct Attention
{
    QString key; ///< unique in the fleet, the same while it lasts
    QString nodeId;
    Health severity = Health::Warning;
    Mark mark = Mark::Care;
    QString title;
    QString detail;
    QString remedy;
    std::optional<Timestamp> since; ///< by the console's clock
    QString unit;
    QString failureId; ///< whose evidence can be shown; may be empty

    friend bool operator==(const Attention &, const Attention &) = default;
};

/// What of a node needs attention: its open failures, one item for those that belong together, its other
/// problems, and that it does not answer, was refused or does not watch. Worst first.
class AttentionList
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::AttentionList)
public:
    [[nodiscard]] static QList<Attention> of(const FleetNode &node);

    /// Whether an item with this key is about the node as such: it does not answer, was refused, does not
    /// watch.
    [[nodiscard]] static bool isOfNodeItself(const QString &key);

private:
    [[nodiscard]] static Attention ofIncident(const FleetNode &node, const QList<UnitFailure> &findings);
    [[nodiscard]] static QString titleOf(const FleetNode &node, const QString &unit, FailureStanding worst);
    [[nodiscard]] static QString namesOf(const QList<UnitFailure> &failures);
    [[nodiscard]] static Attention ofProblem(const FleetNode &node, const Problem &problem);
    [[nodiscard]] static std::optional<Attention> ofLink(const FleetNode &node);
    [[nodiscard]] static std::optional<Attention> ofWatch(const FleetNode &node);
};

} // namespace muster::console
