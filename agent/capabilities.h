// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/jobs/jobs.h"
#include "agent/log/logservice.h"
#include "agent/platform/platform.h"
#include "agent/recovery/recoveryservice.h"
#include "agent/state/bmcstatus.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/nodeevents.h"
#include "agent/state/problems.h"
#include "agent/units/unitconfigservice.h"
#include "agent/units/unitfolder.h"
#include "agent/units/unitservice.h"

namespace muster::agent {

class EventLog;
class MethodTable;

/// What this agent can do with its machine: each capability with its methods in the table. Put together here,
/// so that a new one is a member and a binding more.
class Capabilities
{
public:
    /// All is borrowed and outlives this, except the platform.
    /// @param nodeId of this agent
    Capabilities(const AgentConfig &config, Platform platform, EventLog &events, Problems &problems,
                 MethodTable &methods, const QString &nodeId = {});

    /// Begins to watch.
    void start();

    /// The words in `hello`.
    [[nodiscard]] QList<QString> platforms() const;
    [[nodiscard]] static QList<QString> names();

    [[nodiscard]] FacetKeeper &facets() { return m_facets; }
    [[nodiscard]] const NodePlatform &node() const { return *m_platform.node; }
    /// Null where the machine has none.
    [[nodiscard]] RestorePlatform *restorePlatform() { return m_platform.restore.get(); }
    [[nodiscard]] Jobs &jobs() { return m_jobs; }
    [[nodiscard]] DumpService &dumps() { return m_dumps; }
    [[nodiscard]] DumpHolds &dumpHolds() { return m_dumpHolds; }

private:
    Platform m_platform;
    NodeEvents m_nodeEvents;
    BmcStatus m_bmc;
    FacetKeeper m_facets;
    Jobs m_jobs;
    DumpHolds m_dumpHolds;
    DumpKindFolder m_dumpKinds;
    DumpService m_dumps;
    LogService m_log;
    RecoveryService m_recovery;
    UnitFolder m_unitFolder;
    UnitService m_units;
    UnitConfigService m_unitConfig;
};

} // namespace muster::agent
