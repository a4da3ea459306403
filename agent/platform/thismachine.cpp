// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/thismachine.h"

#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedunits.h"

#include <QSysInfo>

namespace muster::agent {

Platform platformOfThisMachine()
{
    return {nullptr, std::make_unique<SimulatedNode>(QSysInfo::machineHostName()), std::make_unique<SimulatedUnits>()};
}

} // namespace muster::agent
