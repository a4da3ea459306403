// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/boot/bootwatch.h"
#include "agent/capabilities.h"
#include "agent/composite/composite.h"
#include "agent/config/agentconfig.h"
#include "agent/discovery/avahipublisher.h"
#include "agent/dumps/catalogueshelf.h"
#include "agent/events/eventjournal.h"
#include "agent/hostoffload/hostoffload.h"
#include "agent/offload/offloading.h"
#include "agent/restore/restore.h"
#include "agent/schedule/schedules.h"
#include "agent/server/auditlog.h"
#include "agent/server/methodtable.h"
#include "agent/server/server.h"
#include "agent/state/problems.h"
#include "agent/storeproblems.h"
#include "agent/systemcontrol/systemcontrol.h"
#include "agent/systemdumps/dumpcopies.h"
#include "agent/systemdumps/dumpmender.h"
#include "agent/systemdumps/dumprecords.h"
#include "agent/systemdumps/systemdumps.h"
#include "agent/systemstate/systemstate.h"
#include "agent/trust/enrolment.h"
#include "agent/trust/knownpeers.h"
#include "agent/trust/pairing.h"
#include "agent/trust/peerstore.h"
#include "agent/trust/revoked.h"
#include "agent/trust/trustevents.h"
#include "shared/tls/identity.h"

#include <QObject>

#include <memory>

namespace muster::agent {

class NodeFacetsSource;

/// One agent, put together: every part is made here and told of the others by its constructor. Many can live
/// in one process, each with folders and a port of its own.
class Agent : public QObject
{
    Q_OBJECT
public:
    /// Opens what the node keeps: key, peers, tokens, events, audit log. Errors: those of the stores.
    [[nodiscard]] static Result<std::unique_ptr<Agent>> create(const AgentConfig &config,
                                                               PlatformMaker makePlatform);
    ~Agent() override;

    /// Listens, then makes the platform and starts the rest. Once. Errors: those of Server::listen().
    [[nodiscard]] Result<void> start();

    [[nodiscard]] const AgentConfig &config() const { return m_config; }
    [[nodiscard]] const Identity &identity() const { return m_stores.identity; }
    [[nodiscard]] quint16 port() const { return m_server.port(); }
    [[nodiscard]] EventLog &events() { return *m_stores.events; }
    [[nodiscard]] PeerStore &peers() { return *m_stores.peers; }
    /// Before it starts, for whoever cannot wait as long.
    void setRestoreTimes(const Restore::Times &times) { m_restoreTimes = times; }
    /// The same.
    void setStallRules(const StallRules &rules) { m_stallRules = rules; }
    /// All once it has started.
    [[nodiscard]] DumpService &dumps() { return m_capabilities->dumps(); }
    [[nodiscard]] SystemDumps &systemDumps() { return *m_systemDumps; }
    [[nodiscard]] SystemState &systemState() { return *m_systemState; }
    [[nodiscard]] DumpHolds &dumpHolds() { return m_capabilities->dumpHolds(); }
    [[nodiscard]] Restore &restore() { return *m_restore; }
    [[nodiscard]] Server &server() { return m_server; }
    [[nodiscard]] Composite &composite() { return m_composite; }

private:
    /// What has to be on the disk before there is an agent.
    struct Stores
    {
        Identity identity;
        TlsContext tls; ///< for who connects here
        TlsContext memberTls; ///< for connections to other members
        std::unique_ptr<EventJournal> events;
        std::unique_ptr<AuditLog> audit;
        std::unique_ptr<PeerStore> peers;
        std::unique_ptr<Revoked> revoked;
        TokenStore tokens;
        std::unique_ptr<MembershipStore> membership;
    };
    [[nodiscard]] static Result<Stores> openStores(const AgentConfig &config);

    Agent(const AgentConfig &config, Stores stores, PlatformMaker makePlatform);
    void offloadToHost(const HostConfig &host);
    void watchBoots();
    void publish();
    [[nodiscard]] QByteArrayList publishedTxt();

    AgentConfig m_config;
    Stores m_stores;
    PlatformMaker m_makePlatform;
    Problems m_problems;
    StoreProblems m_storeProblems;
    MethodTable m_methods; ///< before what its entries use, so that it outlives their last answers
    Pairing m_pairing;
    Enrolment m_enrolment;
    TrustEvents m_trustEvents;
    KnownPeers m_known;
    std::optional<Capabilities> m_capabilities;
    Composite m_composite;
    StallRules m_stallRules;
    std::optional<BootWatch> m_boots;
    std::optional<SystemState> m_systemState;
    std::optional<SystemControl> m_systemControl;
    std::optional<Schedules> m_schedules;
    Restore::Times m_restoreTimes;
    std::optional<Restore> m_restore;
    std::optional<CatalogueShelf> m_shelf;
    std::optional<SystemDumps> m_systemDumps;
    std::optional<DumpMender> m_dumpMender;
    std::optional<DumpCopies> m_dumpCopies;
    std::optional<DumpRecords> m_dumpRecords;
    Server m_server;
    std::optional<Offloading> m_offloading;
    std::optional<HostOffload> m_hostOffload; ///< none where no host gets the dumps
    std::optional<AvahiPublisher> m_publisher;
};

} // namespace muster::agent
