// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/api/unitconfig.h"

#include <QCoroTask>

#include <functional>

namespace muster::console {

/// What this console may do about the watch list of a node.
enum class WatchAccess {
    Change,
    Read, ///< its role there is not enough to change it
    Silent, ///< the node does not answer
    Unable, ///< its agent is too old for it
};
[[nodiscard]] WatchAccess watchAccess(const FleetNode &node);

/// A file of units.d as it is to be on several nodes.
struct WatchOrder
{
    QString name;
    QString text;
    bool isRemoval = false; ///< it is to be removed
};

/// One node, and the file that it is to replace there: its hash as it was seen, empty for none.
struct WatchPlace
{
    QString nodeId;
    QString replaces;
};

/// What a node answered.
struct WatchAnswer
{
    QString nodeId;
    Result<UnitConfigCheck> check;
};

/// Told of each answer as it comes.
using WatchTold = std::function<void(const WatchAnswer &)>;

/// So many nodes are asked at the same time.
constexpr qsizetype MaxWatchCalls = 16;

/// Asks each node what the order would do there. @return one answer a node, in their order
[[nodiscard]] QCoro::Task<QList<WatchAnswer>> checkOnNodes(FleetActions &actions, QStringList nodeIds,
                                                           WatchOrder order, WatchTold told = {});

/// Does it on each node; one that fails does not keep the others from it. @return one answer a node, in
/// their order
[[nodiscard]] QCoro::Task<QList<WatchAnswer>> writeToNodes(FleetActions &actions, QList<WatchPlace> places,
                                                           WatchOrder order, WatchTold told = {});

} // namespace muster::console
