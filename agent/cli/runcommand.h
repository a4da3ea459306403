// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"

#include <expected>
#include <functional>

class QCoreApplication;

namespace muster::agent {

using ConfigLoader = std::function<std::expected<AgentConfig, QList<ConfigFault>>()>;

/// Runs the agent until somebody asks it to stop. On SIGHUP the configuration is read again: a good one sets
/// the log level at once and the rest at the next start, a bad one is told and changes nothing.
/// @return the exit code
[[nodiscard]] int runAgent(QCoreApplication &application, const AgentConfig &config,
                           const ConfigLoader &loadAgain);

} // namespace muster::agent
