// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"
#include "console/systems/systemdraft.h"

#include "shared/api/system.h"

#include <QCoroTask>

#include <functional>

namespace muster::console {

/// What a node answered to a membership.
struct MemberResult
{
    QString nodeId;
    Result<MembershipAnswer> answer;
};

/// Told of each answer as it comes.
using MemberTold = std::function<void(const MemberResult &)>;

/// So many nodes are asked at the same time.
constexpr qsizetype MaxSystemCalls = 16;

/// Asks the nodes of a draft whether they would take it. @return the draft with what they object
[[nodiscard]] QCoro::Task<SystemDraft> checkDraft(FleetActions &actions, SystemDraft draft);

/// Does it: who may act now first, and then the others at the same time. Where one of the first does not take
/// it the others are not told. Kept here once a node has taken it. @return one answer a node, in the order of
/// the draft's changes; of those that are known not to answer as well
[[nodiscard]] QCoro::Task<QList<MemberResult>> applyDraft(FleetActions &actions, SystemDraft draft,
                                                          MemberTold told = {});

/// The same draft for those that did not take it.
[[nodiscard]] SystemDraft failedOf(const SystemDraft &draft, const QList<MemberResult> &results);

/// Whether a node that could not be told learns of it later by itself: it is a member already and is not
/// there.
[[nodiscard]] bool takesOverLater(const SystemDraft &draft, const MemberResult &result);

} // namespace muster::console
