// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include "agent/boot/bootbinding.h"
#include "agent/composite/compositebinding.h"
#include "agent/schedule/schedulebinding.h"
#include "agent/server/eventsbinding.h"
#include "agent/server/greeting.h"
#include "agent/systemcontrol/systemcontrolbinding.h"
#include "agent/systemdumps/systemdumpsbinding.h"
#include "agent/systemstate/systemstatebinding.h"
#include "agent/trust/trustbinding.h"
#include "shared/link/tlsnodedialer.h"
#include "shared/store/privatefolder.h"
#include "shared/tls/identityfile.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

EventJournal::Settings journalSettings(const AgentConfig &config)
{
    EventJournal::Settings settings;
    settings.folder = config.inState(u"events"_s);
    settings.maxSegments = int(std::max<qint64>(2, config.eventsKeptBytes / settings.segmentBytes));
    return settings;
}

Server::Settings serverSettings(const AgentConfig &config)
{
    Server::Settings settings;
    settings.listen = config.listen;
    settings.port = quint16(config.port);
    settings.localSocket = config.localSocket();
    settings.maxConnections = config.maxConnections;
    return settings;
}

} // namespace

Result<Agent::Stores> Agent::openStores(const AgentConfig &config)
{
    if (const auto made = ensurePrivateFolder(config.stateFolder); !made)
        return fail(made.error());
    if (const auto made = ensurePrivateFolder(config.runtimeFolder); !made)
        return fail(made.error());
    auto identity = loadOrCreateIdentity(config.identityFile());
    if (!identity)
        return fail(identity.error());
    auto tls = TlsContext::create(TlsContext::Role::Server, *identity,
                                  {TlsContext::ControlChannel, TlsContext::BulkChannel});
    if (!tls)
        return fail(tls.error());
    auto memberTls = TlsContext::create(TlsContext::Role::Client, *identity);
    if (!memberTls)
        return fail(memberTls.error());
    auto events = EventJournal::open(journalSettings(config));
    if (!events)
        return fail(events.error());
    auto audit = AuditLog::open({config.stateFolder});
    if (!audit)
        return fail(audit.error());
    auto peers = PeerStore::open(config.inState(u"peers.json"_s));
    if (!peers)
        return fail(peers.error());
    auto revoked = Revoked::open(config.inState(u"revoked.json"_s), **peers);
    if (!revoked)
        return fail(revoked.error());
    auto tokens = TokenStore::open(config.inState(u"tokens.json"_s));
    if (!tokens)
        return fail(tokens.error());
    auto membership = MembershipStore::open(config.inState(u"system.json"_s));
    if (!membership)
        return fail(membership.error());
    return Stores{*std::move(identity), *std::move(tls),    *std::move(memberTls),
                  *std::move(events),   *std::move(audit),  *std::move(peers),
                  *std::move(revoked),  *std::move(tokens), *std::move(membership)};
}

Result<std::unique_ptr<Agent>> Agent::create(const AgentConfig &config, PlatformMaker makePlatform)
{
    auto stores = openStores(config);
    if (!stores)
        return fail(stores.error());
    return std::unique_ptr<Agent>(new Agent(config, *std::move(stores), std::move(makePlatform)));
}

Agent::Agent(const AgentConfig &config, Stores stores, PlatformMaker makePlatform)
    : m_config(config)
    , m_stores(std::move(stores))
    , m_makePlatform(std::move(makePlatform))
    , m_problems(*m_stores.events)
    , m_storeProblems(*m_stores.events, *m_stores.audit, m_problems)
    , m_methods(m_stores.audit.get())
    , m_pairing(m_stores.identity.nodeId(), *m_stores.peers)
    , m_enrolment(m_stores.identity.nodeId(), *m_stores.peers, m_stores.tokens)
    , m_trustEvents(*m_stores.events, *m_stores.peers, m_pairing)
    , m_known(*m_stores.peers)
    , m_composite({m_stores.identity.nodeId().toString(), config.name, config.inState(u"replicas"_s),
                   Capabilities::names(), *m_stores.membership, *m_stores.peers, m_known, *m_stores.revoked,
                   *m_stores.events, m_problems, m_methods, config.etcd,
                   std::make_unique<TlsNodeDialer>(m_stores.memberTls)})
    , m_server(m_stores.tls, m_methods, m_known, serverSettings(config))
{
    bindTrust(m_methods, *m_stores.peers, m_pairing, m_enrolment);
    bindEvents(m_methods, *m_stores.events);
    bindComposite(m_methods, m_composite);
}

Agent::~Agent()
{
    m_server.stop();
    m_hostOffload.reset();
    m_offloading.reset();
    m_dumpRecords.reset();
    m_dumpCopies.reset();
    m_dumpMender.reset();
    m_systemDumps.reset();
    m_schedules.reset();
    m_restore.reset();
    m_systemControl.reset();
    m_systemState.reset();
    m_boots.reset();
    m_capabilities.reset();
    m_stores.events->flush();
}

Result<void> Agent::start()
{
    if (auto listening = m_server.listen(); !listening)
        return listening;
    // Nobody is answered before the event loop runs, so hello can name what is only made now.
    m_capabilities.emplace(m_config, m_makePlatform(), *m_stores.events, m_problems, m_methods,
                           m_stores.identity.nodeId().toString());
    m_boots.emplace(
        BootWatch::Parts{m_capabilities->node(), m_capabilities->facets(), *m_stores.events, m_problems},
        m_config.inState(u"boots.json"_s), m_stallRules);
    bindBoots(m_methods, *m_boots);
    m_systemState.emplace(SystemState::Parts{m_composite.links(), *m_stores.events, m_problems});
    m_systemState->setOwn(m_capabilities->facets());
    bindSystemState(m_methods, *m_systemState);
    m_systemControl.emplace(SystemControl::Parts{m_composite, *m_systemState, m_capabilities->facets(),
                                                 m_capabilities->jobs(), *m_stores.events},
                            m_config.name, m_config.inState(u"actions.json"_s));
    bindSystemControl(m_methods, *m_systemControl);
    m_schedules.emplace(Schedules::Parts{m_composite, *m_systemControl, *m_stores.events}, m_config.name,
                        m_config.inState(u"schedules.json"_s));
    bindSchedules(m_methods, *m_schedules);
    m_restore.emplace(Restore::Parts{m_composite, *m_capabilities, *m_systemState, *m_systemControl,
                                     *m_stores.events, m_problems},
                      m_config.stateFolder, m_restoreTimes);
    bindRestore(m_methods, *m_restore);
    m_capabilities->facets().setBusy([this] { return m_composite.readiness().heldFor(); });
    m_shelf.emplace(m_capabilities->dumps());
    m_offloading.emplace(*m_shelf, m_capabilities->dumpHolds(), m_known, m_config.offload);
    m_offloading->bind(m_methods, m_server);
    m_offloading->handOnFor(m_composite.links(), m_stores.identity);
    m_systemDumps.emplace(m_composite, m_capabilities->dumps());
    m_dumpMender.emplace(DumpMender::Parts{m_composite, m_capabilities->dumps(), m_capabilities->dumpHolds(),
                                           *m_systemDumps, m_problems});
    m_dumpCopies.emplace(m_composite, m_capabilities->dumps(), *m_dumpMender);
    m_dumpRecords.emplace(m_composite, m_capabilities->dumps(), *m_systemDumps, *m_dumpCopies);
    m_shelf->setMender([this](QString id) { return m_dumpMender->mend(std::move(id)); });
    if (m_config.host)
        offloadToHost(*m_config.host);
    bindSystemDumps(m_methods, *m_systemDumps, m_capabilities->dumps(), *m_dumpCopies);
    bindGreeting(m_methods, *m_stores.peers,
                 {m_stores.identity.nodeId().toString(), m_config.name,
                  [this] { return m_capabilities->platforms(); }, Capabilities::names()});
    m_capabilities->start();
    watchBoots();
    m_composite.start();
    m_restore->start();
    m_storeProblems.checkAuditLog(m_config.stateFolder);
    if (m_config.publish)
        publish();
    return {};
}

void Agent::offloadToHost(const HostConfig &host)
{
    DumpService &dumps = m_capabilities->dumps();
    HostOffload::Settings settings;
    settings.config = host;
    settings.nodeId = m_stores.identity.nodeId().toString();
    settings.nodeName = m_config.name;
    settings.stateFolder = m_config.stateFolder;
    m_hostOffload.emplace(HostOffload::Parts{*m_shelf, dumps.catalogue(), m_capabilities->dumpHolds(),
                                             m_problems, [this] { return m_composite.links().membership(); },
                                             [this] { return m_composite.mayAct(); }},
                          std::move(settings));
    const QPointer<HostOffload> offload(&*m_hostOffload);
    dumps.retention().setAwaited(
        [offload](const DumpEntry &entry) { return offload && offload->awaits(entry); });
    connect(&m_composite, &Composite::coordinatorChanged, &*m_hostOffload, &HostOffload::look);
    connect(&m_composite.links(), &Neighbours::membershipChanged, &*m_hostOffload, &HostOffload::look);
}

/// How long a stage may last is a setting of the system; a node in none has the usual one.
void Agent::watchBoots()
{
    const auto takeSetting = [this] {
        const Membership *system = m_composite.links().membership();
        const SystemSettings settings = system ? system->settings : SystemSettings();
        m_boots->setBootStall(std::chrono::seconds(settings.bootStallSeconds));
    };
    connect(&m_composite.links(), &Neighbours::membershipChanged, &*m_boots, takeSetting);
    takeSetting();
    m_boots->start();
}

QByteArrayList Agent::publishedTxt()
{
    const auto entry = [](const char *key, const QString &value) { return key + ("=" + value.toUtf8()); };
    const Membership *system = m_composite.membership().current();
    return {entry("id", m_stores.identity.nodeId().toString()), entry("name", m_config.name),
            entry("version", QStringLiteral(MUSTER_VERSION)),
            entry("system", system ? system->name : QString())};
}

void Agent::publish()
{
    m_publisher.emplace(AvahiPublisher::Service{m_config.name, m_server.port(), publishedTxt()});
    m_publisher->start();
    connect(&m_composite.membership(), &MembershipService::changed, this,
            [this] { m_publisher->setTxt(publishedTxt()); });
}

} // namespace muster::agent
