// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"

class QCoreApplication;

namespace muster::agent {

/// Runs the agent until somebody asks it to stop. @return the exit code
[[nodiscard]] int runAgent(QCoreApplication &application, const AgentConfig &config);

} // namespace muster::agent
