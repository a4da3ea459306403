// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"

namespace muster::agent {

/// Tells every fault, a line each. @return the exit code: wrong usage
[[nodiscard]] int complain(const QList<ConfigFault> &faults);

/// --check-config: tells every fault of the configuration and of the files it leads to, or "ok".
/// @param config what was read, or the faults found in it
[[nodiscard]] int checkConfig(const std::expected<AgentConfig, QList<ConfigFault>> &config);

} // namespace muster::agent
