// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/restore.h"

#include <optional>

namespace muster::agent {

/// What is known of one member when it is decided.
struct MemberPower
{
    enum class Now { Unknown, On, Off };

    int instance = 1;
    QString name = {};
    std::optional<Outage> outage = {}; ///< nothing: it does not answer
    Now now = Now::Unknown; ///< by its facets; Unknown also while it changes
    std::optional<RequestedPower> requested = {}; ///< of this member alone, after what the system was asked
};

/// All that a decision stands on.
struct RestoreInputs
{
    QString systemId = {};
    QString systemName = {};
    RestorePolicy policy = RestorePolicy::Restore;
    PartialOutage partialOutage = PartialOutage::Rejoin;
    std::optional<RequestedPower> requested = {}; ///< what the whole was last asked for
    Timestamp since{}; ///< when the outage was first heard of, by the coordinator's clock
    QList<MemberPower> members = {}; ///< by instance
};

/// What each member is given, and why. Without id, time and author. Pure.
[[nodiscard]] RestoreDecision decideRestore(const RestoreInputs &inputs);

/// "1, 2, 5".
[[nodiscard]] QString numbersText(const QList<int> &members);

/// What would become of the system's power, in words. Pure.
[[nodiscard]] RestoreOutlook systemOutlook(RestorePolicy policy, PartialOutage partialOutage,
                                           const std::optional<RequestedPower> &requested);
/// The same for a node that is in no system. Pure.
/// @param policy nothing where its platform does not tell one
[[nodiscard]] RestoreOutlook nodeOutlook(const std::optional<OwnRestorePolicy> &policy);

} // namespace muster::agent
