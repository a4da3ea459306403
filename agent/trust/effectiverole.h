// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/trust/knownpeers.h"
#include "shared/model/words.h"

#include <optional>

namespace muster::agent {

/// What somebody may do here whom the coordinator brings: no more than it may do there, and no more than this
/// node itself grants it, or than the system lets the coordinator's word count for. Never more than Admin.
/// Empty: it is refused.
/// @param claimed what the caller may do on the coordinator, as that one says
/// @param known this node's own terms for the caller; empty when it does not know it
/// @param forwardedRole the system's setting
/// @param isRevoked it was unpaired on this node, and the coordinator's word does not undo that
[[nodiscard]] std::optional<Role> effectiveRole(Role claimed, const std::optional<Terms> &known,
                                                Role forwardedRole, bool isRevoked);

} // namespace muster::agent
