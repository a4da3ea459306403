// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"
#include "agent/platform/logplatform.h"
#include "agent/platform/managementplatform.h"
#include "agent/platform/nodeplatform.h"
#include "agent/platform/recoveryplatform.h"
#include "agent/platform/restoreplatform.h"
#include "agent/platform/stateplatform.h"
#include "agent/platform/unitplatform.h"

#include <functional>
#include <memory>

namespace muster::agent {

/// What a machine is, in the parts that capabilities need.
struct Platform
{
    std::unique_ptr<QObject> base; ///< what the others stand on, and so goes last; may be null
    std::unique_ptr<NodePlatform> node;
    std::unique_ptr<UnitPlatform> units;
    std::unique_ptr<ManagementPlatform> management; ///< null where the machine has none
    Collectors collectors{}; ///< what dumps can be made of
    std::unique_ptr<StatePlatform> state = {}; ///< null where nothing tells of it
    std::unique_ptr<RestorePlatform> restore = {}; ///< null where nothing is known of its power's past
    std::unique_ptr<LogPlatform> log = {}; ///< null where it keeps none that is read
    std::unique_ptr<RecoveryPlatform> recovery = {}; ///< null where it recovers from nothing by itself
};

/// Makes the platform once the agent listens: to reach the machine's services takes longer than to open a
/// port, and consoles need not wait for it.
using PlatformMaker = std::function<Platform()>;

} // namespace muster::agent
