// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/thismachine.h"

#include "agent/dumps/collectors/machinecollectors.h"
#include "agent/platform/firstlog.h"
#include "agent/platform/firststate.h"
#include "agent/platform/phosphor/phosphorlog.h"
#include "agent/platform/phosphor/phosphormanagement.h"
#include "agent/platform/phosphor/phosphorrecovery.h"
#include "agent/platform/phosphor/phosphorrestore.h"
#include "agent/platform/phosphor/phosphorstate.h"
#include "agent/platform/systemd/errorjournal.h"
#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/systemdnode.h"
#include "agent/platform/systemd/systemdstate.h"
#include "agent/platform/systemd/systemdunits.h"

#include <vector>

namespace muster::agent {

Platform platformOfThisMachine()
{
    auto bus = std::make_unique<SystemdBus>();
    auto node = std::make_unique<SystemdNode>(*bus);
    auto units = std::make_unique<SystemdUnits>(*bus);
    auto management = std::make_unique<PhosphorManagement>(*bus);
    std::vector<std::unique_ptr<StatePlatform>> sources;
    sources.push_back(std::make_unique<PhosphorState>(bus->bus()));
    sources.push_back(std::make_unique<SystemdState>(*bus));
    auto state = std::make_unique<FirstState>(std::move(sources));
    auto restore = std::make_unique<PhosphorRestore>(bus->bus());
    auto phosphorLog = std::make_unique<PhosphorLog>(bus->bus());
    const auto hasErrorLog = [errorLog = phosphorLog.get()] { return errorLog->isOpenBmc(); };
    auto log =
        std::make_unique<FirstLog>(std::move(phosphorLog), hasErrorLog, std::make_unique<ErrorJournal>());
    auto recovery = std::make_unique<PhosphorRecovery>(*bus);
    bus->start();
    return {std::move(bus),        std::move(node),     std::move(units),
            std::move(management), machineCollectors(), std::move(state),
            std::move(restore),    std::move(log),      std::move(recovery)};
}

} // namespace muster::agent
