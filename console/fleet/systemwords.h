// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/fleet/fleetsystem.h"

#include <QMap>

namespace muster::console {

/// What is known of one system, from which it is worked out. Pure values; nodes are borrowed.
struct SystemWords
{
    QString id;
    KnownMembershipPtr kept; ///< as it was known before; may be null
    QStringList tellers; ///< node ids of those who told a membership with this id
    const QMap<QString, FleetNode> *nodes = nullptr; ///< all of the fleet
};

/// The system as its members tell it: the membership of the highest generation counts, whoever tells it. Who
/// coordinates is asked of the coordinator first; words that exclude each other are told as such, and none is
/// preferred. Without a name of its own in the fleet yet. Pure.
/// @return none when it was dissolved, or when all paired members answer and none is in it
[[nodiscard]] std::optional<FleetSystem> deriveSystem(const SystemWords &words);

} // namespace muster::console
