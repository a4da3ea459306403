// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/effectiverole.h"

#include <algorithm>

namespace muster::agent {

std::optional<Role> effectiveRole(Role claimed, const std::optional<Terms> &known, Role forwardedRole,
                                  bool isRevoked)
{
    if (isRevoked)
        return std::nullopt;
    const Role role = std::min({claimed, known ? known->role : forwardedRole, Role::Admin});
    return role == Role::Stranger ? std::nullopt : std::optional(role);
}

} // namespace muster::agent
