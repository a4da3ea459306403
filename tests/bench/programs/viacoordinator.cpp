// SPDX-License-Identifier: Apache-2.0
// viacoordinator AGENT FOLDER: a system of two, its coordinator a real agent in a process of its own; the
// member is an agent in this one, so that one clock sees an event begin and arrive. Two consoles follow the
// member: one is connected to the coordinator alone, one to the member itself. Told "events COUNT", it lets
// the member tell so many events and says how long each console took: {"via": {...}, "direct": {...}}. Told
// "states COUNT", it changes the member's host so often and says how long until a console has it of the
// member, and of the whole by the coordinator's word: {"own": {...}, "whole": {...}}.
#include "console/link/linkpool.h"
#include "shared/api/system.h"
#include "shared/link/tlsnodedialer.h"
#include "shared/systems/signedmembership.h"
#include "tests/bench/programs/agentprocess.h"
#include "tests/bench/programs/latencies.h"
#include "tests/bench/programs/orders.h"
#include "tests/bench/programs/report.h"
#include "tests/support/testagent.h"
#include "tests/support/toldstate.h"

#include <QCoreApplication>
#include <QCoroTimer>

#include <algorithm>
#include <map>

using namespace muster;
using namespace muster::bench;
using namespace muster::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint16 Port = 17396;
constexpr QLatin1StringView EventKind{"bench.event"};
/// A console that has just been told gathers what follows for a frame; that is not measured here.
constexpr auto Quiet = std::chrono::milliseconds(Fleet::FrameMilliseconds + 20);

/// A console without a face, and when each event of the member came into its model.
class Desk
{
public:
    Desk(const Identity &own, const QString &hubId)
    {
        LinkSettings settings;
        settings.ownName = u"desk"_s;
        settings.firstRetry = 100ms;
        m_pool = std::make_unique<LinkPool>(
            m_fleet,
            std::make_unique<TlsNodeDialer>(TlsContext::create(TlsContext::Role::Client, own).value()),
            settings, [hubId](const QString &) { return hubId; });
        QObject::connect(&m_fleet, &Fleet::eventsAppended, &m_fleet, [this](const QList<FleetEvent> &events) {
            for (const FleetEvent &event : events) {
                if (event.event.kind == EventKind)
                    m_came.emplace(event.event.sequence, Latencies::Clock::now());
            }
        });
    }

    void add(const SystemMember &member, bool isPaired)
    {
        FleetNode node;
        node.nodeId = member.nodeId;
        node.name = member.name;
        node.address = isPaired ? member.address : QString();
        node.isPaired = isPaired;
        m_fleet.addNode(node);
    }
    void connectAll() { m_pool->connectAll(); }
    [[nodiscard]] bool isConnectedTo(const QString &nodeId) const
    {
        const FleetNode *node = m_fleet.node(nodeId);
        return node && node->link == LinkState::Connected;
    }

    /// Whether a node's own host is so; and, by that node's word, one of its system's.
    [[nodiscard]] bool hasHost(const QString &nodeId, const QString &value) const
    {
        const FleetNode *node = m_fleet.node(nodeId);
        const FacetValue *host = node && node->facets ? node->facets->find(Facet::Host) : nullptr;
        return host && host->value == value;
    }
    [[nodiscard]] bool hasWhole(const QString &nodeId, const QString &value) const
    {
        const FleetNode *node = m_fleet.node(nodeId);
        if (!node || !node->systemFacets)
            return false;
        const auto host = std::ranges::find(node->systemFacets->facets, Facet::Host, &SystemFacet::facet);
        return host != node->systemFacets->facets.cend()
               && std::ranges::contains(host->counts, value, &ValueCount::value);
    }

    [[nodiscard]] bool has(qint64 sequence) const { return m_came.contains(sequence); }
    [[nodiscard]] Latencies::Clock::time_point came(qint64 sequence) const { return m_came.at(sequence); }

private:
    Fleet m_fleet;
    std::unique_ptr<LinkPool> m_pool;
    std::map<qint64, Latencies::Clock::time_point> m_came;
};

class Scene
{
public:
    Scene(const QString &agent, const QString &folder)
        : m_coordinator(agent, folder + u"/coordinator"_s, u"member-1"_s, Port)
        , m_via(m_deskVia, m_coordinator.nodeId())
        , m_direct(m_deskDirect, {})
    {
        m_coordinator.trust(m_admin, Role::Admin);
        m_coordinator.trust(m_deskVia, Role::Operator);
        m_coordinator.start();
        m_member.extendPlatform([this](agent::Platform &platform) {
            auto state = std::make_unique<test::ToldState>();
            m_state = state.get();
            platform.state = std::move(state);
        });
        m_member.restart();
        m_member.trust(m_admin, Role::Admin);
        m_member.trust(m_deskDirect, Role::Operator);
    }

    QCoro::Task<QByteArray> obey(QByteArrayList words)
    {
        if (words[0] == "form")
            co_return co_await form();
        if (words[0] == "events")
            co_return co_await events(words.value(1).toInt());
        if (words[0] == "states")
            co_return co_await states(words.value(1).toInt());
        qFatal("there is no order \"%s\"", words[0].constData());
    }

private:
    QCoro::Task<QByteArray> form()
    {
        const SystemMember member{2, m_member.nodeId().toString(), u"member-2"_s,
                                  m_member.endpoint().toString()};
        Membership membership;
        membership.id = u"pair-1-id"_s;
        membership.name = u"pair-1"_s;
        membership.members = {m_coordinator.member(1), member};
        membership.coordinator = m_coordinator.nodeId();
        membership.changedAt = now();
        const auto sealed = signMembership(membership, m_admin).value();
        const auto admin = co_await m_coordinator.greet(m_admin);
        (co_await admin->call<api::SystemSet>({sealed})).value();
        m_member.agent().composite().membership().set(sealed).value();
        m_via.add(m_coordinator.member(1), true);
        m_via.add(member, false);
        m_direct.add(member, true);
        m_via.connectAll();
        m_direct.connectAll();
        const auto areConnected = [this, id = member.nodeId] {
            return m_via.isConnectedTo(id) && m_direct.isConnectedTo(id);
        };
        co_await until(areConnected, "both consoles are connected");
        co_return "{\"formed\":true}";
    }

    QCoro::Task<QByteArray> events(int count)
    {
        Latencies via(count, 0);
        Latencies direct(count, 0);
        for (int i = 0; i < count; ++i) {
            QTimer quiet;
            quiet.start(Quiet);
            co_await quiet;
            const auto begun = Latencies::Clock::now();
            const qint64 sequence = m_member.agent().events().append(
                {Topic::Units, EventKind, Health::OK, u"fan-control.service"_s, u"It was restarted"_s});
            co_await until([this, sequence] { return m_via.has(sequence) && m_direct.has(sequence); },
                           "both consoles have the event");
            (void)via.add(m_via.came(sequence) - begun);
            (void)direct.add(m_direct.came(sequence) - begun);
        }
        co_return "{\"via\":" + via.toJson() + ",\"direct\":" + direct.toJson() + '}';
    }

    /// Until the model has it, to the millisecond; views are told with the next frame.
    QCoro::Task<QByteArray> states(int count)
    {
        Latencies own(count, 0);
        Latencies whole(count, 0);
        const QString member = m_member.nodeId().toString();
        for (int i = 0; i < count; ++i) {
            QTimer quiet;
            quiet.start(Quiet);
            co_await quiet;
            const QString value = i % 2 == 0 ? u"Running"_s : u"Standby"_s;
            const auto begun = Latencies::Clock::now();
            m_state->set(Facet::Host, value);
            co_await until([this, member, value] { return m_direct.hasHost(member, value); },
                           "the console has the member's state");
            (void)own.add(Latencies::Clock::now() - begun);
            co_await until([this, value] { return m_via.hasWhole(m_coordinator.nodeId(), value); },
                           "the console has the state of the whole");
            (void)whole.add(Latencies::Clock::now() - begun);
        }
        co_return "{\"own\":" + own.toJson() + ",\"whole\":" + whole.toJson() + '}';
    }

    const Identity m_admin = Identity::generate().value();
    const Identity m_deskVia = Identity::generate().value();
    const Identity m_deskDirect = Identity::generate().value();
    AgentProcess m_coordinator;
    test::TestAgent m_member{u"member-2"_s};
    test::ToldState *m_state = nullptr; ///< the member's
    Desk m_via;
    Desk m_direct;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return die("usage: bench-viacoordinator AGENT FOLDER");
    Scene scene(arguments[1], arguments[2]);
    const Orders orders([&scene](QByteArrayList words) { return scene.obey(std::move(words)); });
    return QCoreApplication::exec();
}
