// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/channelacceptor.h"
#include "agent/composite/channelrelay.h"
#include "agent/server/eventsbinding.h"
#include "agent/server/greeting.h"
#include "agent/server/methodtable.h"
#include "agent/trust/enrolment.h"
#include "agent/trust/pairing.h"
#include "agent/trust/peerstore.h"
#include "agent/trust/revoked.h"
#include "agent/trust/trustbinding.h"
#include "shared/api/events.h"
#include "shared/api/pairing.h"
#include "shared/tls/identity.h"
#include "shared/wire/channels.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/memorytransport.h"
#include "tests/support/testneighbours.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers with the role it was called with, and through whom.
struct WhoAmI
{
    static constexpr const char *Name = "test.whoAmI";
    static constexpr const char *Doc = "Tells the caller what is known of it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = ChannelCaller;
};

/// One agent of a system, as far as channels need it.
struct Node
{
    explicit Node(const QString &nodeId, std::chrono::milliseconds greetingTime = 10s,
                  qsizetype maxChannels = ChannelRelay::MaxInAll)
        : id(nodeId)
        , peers(PeerStore::open(folder.filePath(u"peers.json"_s)).value())
        , revoked(Revoked::open(folder.filePath(u"revoked.json"_s), *peers).value())
        , known(*peers)
        , neighbours(nodeId)
        , relay(neighbours, known, methods, maxChannels)
        , acceptor(neighbours, known, *revoked, methods, greetingTime)
    {
        bindGreeting(methods, *peers,
                     {nodeId, nodeId.toLower(), [] { return QStringList(); }, {u"events"_s}});
        bindEvents(methods, events);
        methods.add<WhoAmI>([](const CallContext &context, const Nothing &) -> Result<ChannelCaller> {
            return ChannelCaller{context.peer.nodeId, context.peerName + u" via "_s + context.via,
                                 context.role};
        });
    }

    void pairWith(const QString &nodeId, Role role)
    {
        Peer peer;
        peer.nodeId = nodeId;
        peer.name = u"known-"_s + nodeId.toLower();
        peer.role = role;
        peer.pairedAt = now();
        QVERIFY(peers->add(peer));
    }

    QString id;
    QTemporaryDir folder;
    MemoryEventLog events;
    MethodTable methods;
    std::unique_ptr<PeerStore> peers;
    std::unique_ptr<Revoked> revoked;
    KnownPeers known;
    TestNeighbours neighbours;
    ChannelRelay relay;
    ChannelAcceptor acceptor;
};

/// Two joined ends of a connection between agents, and the wire between them.
struct Link
{
    std::unique_ptr<Session> hub; ///< the hub's end
    std::unique_ptr<Session> member;
    QPointer<MemoryTransport> fromHub;
};

struct Desk
{
    std::unique_ptr<RpcPeer> peer;
    std::unique_ptr<Session> session; ///< the hub's end
    QPointer<MemoryTransport> fromHub;
};

constexpr qsizetype Members = 3;

} // namespace

class TestChannelRelay : public QObject
{
    Q_OBJECT

    std::unique_ptr<Node> m_hub;
    std::vector<std::unique_ptr<Node>> m_members; ///< M1, M2, M3
    std::map<QString, Link> m_links;
    Desk m_desk;

    [[nodiscard]] Membership system(Role forwardedRole = Role::Operator) const
    {
        Membership system;
        system.id = system.name = u"rack"_s;
        system.coordinator = u"HUB"_s;
        system.settings.forwardedRole = forwardedRole;
        system.members.append({1, u"HUB"_s, u"hub"_s, {}});
        for (const auto &member : m_members)
            system.members.append({int(system.members.size()) + 1, member->id, member->id.toLower(), {}});
        return system;
    }

    void setSystem(const Membership &membership)
    {
        m_hub->neighbours.setMembership(membership);
        for (const auto &member : m_members)
            member->neighbours.setMembership(membership);
    }

    static std::unique_ptr<Session> endOf(std::unique_ptr<Transport> transport, Node &node,
                                          const Terms &terms)
    {
        auto session = std::make_unique<Session>(std::move(transport), node.methods, 10s);
        session->setTerms(terms);
        session->setVersion(1);
        return session;
    }

    void link(Node &member)
    {
        auto [hubEnd, memberEnd] = MemoryTransport::pair({u"HUB"_s, u"hub"_s}, {member.id, u"member"_s});
        Link &link = m_links[member.id];
        link.fromHub = hubEnd.get();
        link.hub = endOf(std::move(hubEnd), *m_hub, {Role::Viewer, member.id.toLower(), true});
        link.member = endOf(std::move(memberEnd), member, {Role::Viewer, u"hub"_s, true});
        m_hub->neighbours.setLink(member.id, link.hub.get());
        member.neighbours.setLink(u"HUB"_s, link.member.get());
    }

    void unlink(Node &member)
    {
        m_hub->neighbours.unlink(member.id);
        member.neighbours.unlink(u"HUB"_s);
        m_links.erase(member.id);
    }

    /// A console at the coordinator.
    [[nodiscard]] Desk connectDesk(const QString &nodeId = u"DESK"_s, Role role = Role::Admin) const
    {
        auto [deskEnd, hubEnd] = MemoryTransport::pair({nodeId, u"desk"_s}, {u"HUB"_s, u"hub"_s});
        Desk desk;
        desk.fromHub = hubEnd.get();
        desk.peer = std::make_unique<RpcPeer>(std::move(deskEnd));
        desk.session = endOf(std::move(hubEnd), *m_hub, {role, nodeId.toLower(), false});
        return desk;
    }

    template <Method M>
    static Result<typename M::Answer> ask(RpcPeer &peer, typename M::Params params = {})
    {
        return QCoro::waitFor(peer.call<M>(std::move(params), 5s));
    }

    static Result<std::unique_ptr<ChannelTransport>> open(const Desk &desk, const QString &member)
    {
        const auto opened = ask<api::ChannelOpen>(*desk.peer, {member});
        if (!opened)
            return fail(opened.error());
        return Channels::of(*desk.peer).open(opened->channel, {member, u"via hub"_s, false, u"HUB"_s});
    }

    /// A connection to a member through a channel, with hello said.
    static std::unique_ptr<RpcPeer> talkTo(const Desk &desk, const QString &member)
    {
        auto peer = std::make_unique<RpcPeer>(open(desk, member).value());
        const auto hello = ask<api::Hello>(*peer, {});
        if (!hello || hello->nodeId != member)
            qFatal("no hello of %s", qPrintable(member));
        return peer;
    }

    static Role roleOf(RpcPeer &peer) { return ask<WhoAmI>(peer).value_or(ChannelCaller()).role; }

private Q_SLOTS:
    void init()
    {
        m_hub = std::make_unique<Node>(u"HUB"_s);
        for (int i = 1; i <= Members; ++i)
            m_members.push_back(std::make_unique<Node>(u"M%1"_s.arg(i)));
        setSystem(system());
        m_hub->neighbours.setHub(u"HUB"_s);
        for (const auto &member : m_members) {
            member->neighbours.setHub(u"HUB"_s);
            link(*member);
        }
        m_desk = connectDesk();
    }

    void cleanup()
    {
        m_desk = {};
        m_links.clear();
        m_members.clear();
        m_hub.reset();
    }

    void connectsAConsoleToEachMember()
    {
        std::vector<std::unique_ptr<RpcPeer>> peers;
        for (const auto &member : m_members)
            peers.push_back(talkTo(m_desk, member->id));
        for (const auto &peer : peers) {
            const auto caller = ask<WhoAmI>(*peer);
            QCOMPARE(caller->nodeId, u"DESK"_s);
            QCOMPARE(caller->name, u"desk via HUB"_s);
            QCOMPARE(caller->role, Role::Operator); // the setting's, for it is Admin on the hub
        }
        QCOMPARE(m_hub->relay.channels(), Members);
        peers.clear();
        QTRY_COMPARE(m_hub->relay.channels(), 0);
        for (const auto &member : m_members)
            QTRY_COMPARE(member->acceptor.sessions(), 0);
    }

    void takesTheMembersOwnWordForWhomItKnows()
    {
        m_members[0]->pairWith(u"DESK"_s, Role::Admin);
        m_members[1]->pairWith(u"DESK"_s, Role::Viewer);
        const auto first = talkTo(m_desk, u"M1"_s);
        const auto second = talkTo(m_desk, u"M2"_s);
        QCOMPARE(ask<WhoAmI>(*first)->name, u"known-desk via HUB"_s);
        QCOMPARE(roleOf(*first), Role::Admin);
        QCOMPARE(roleOf(*second), Role::Viewer);
        const Desk viewer = connectDesk(u"OTHER"_s, Role::Viewer);
        QCOMPARE(roleOf(*talkTo(viewer, u"M1"_s)), Role::Viewer);
    }

    void aChangedRoleIsFeltAtOnce()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        m_members[0]->pairWith(u"DESK"_s, Role::Viewer);
        QCOMPARE(roleOf(*peer), Role::Viewer);
        m_members[0]->pairWith(u"DESK"_s, Role::Admin);
        QCOMPARE(roleOf(*peer), Role::Admin);
    }

    void theSystemsSettingIsFeltAtOnce()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        m_members[0]->neighbours.setMembership(system(Role::Viewer));
        QCOMPARE(roleOf(*peer), Role::Viewer);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        m_members[0]->neighbours.setMembership(system(Role::Stranger));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::NotPaired);
    }

    void whoIsUnpairedGoesAndStaysOut()
    {
        m_members[0]->pairWith(u"DESK"_s, Role::Admin);
        const auto peer = talkTo(m_desk, u"M1"_s);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        QVERIFY(m_members[0]->peers->remove(u"DESK"_s));
        QTRY_COMPARE(closed.size(), 1);
        const auto reason = closed.at(0).at(0).value<Error>();
        QCOMPARE(reason.code, ErrorCode::NotPaired);
        QVERIFY2(reason.text.contains(u"unpaired on this node"_s), qPrintable(reason.text));
        QCOMPARE(open(m_desk, u"M1"_s).error().code, ErrorCode::NotPaired);
        QTRY_COMPARE(m_hub->relay.channels(), 0);
        m_members[0]->pairWith(u"DESK"_s, Role::Viewer);
        QCOMPARE(roleOf(*talkTo(m_desk, u"M1"_s)), Role::Viewer);
    }

    void anotherRoleOnTheCoordinatorEndsTheChannel()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        m_hub->pairWith(u"DESK"_s, Role::Viewer);
        QTRY_COMPARE(closed.size(), 1);
        QTRY_COMPARE(m_members[0]->acceptor.sessions(), 0);
    }

    void goesOneHopOnly()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        QCOMPARE(ask<api::ChannelOpen>(*peer, {u"M2"_s}).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::ChannelAccept>(*peer, {1, {u"X"_s, u"x"_s, Role::Admin}}).error().code,
                 ErrorCode::Forbidden);
    }

    void pairingIsNotForWhomOthersVouch()
    {
        Node &member = *m_members[0];
        const Identity identity = Identity::generate().value();
        Pairing pairing(identity.nodeId(), *member.peers);
        auto tokens = TokenStore::open(member.folder.filePath(u"tokens.json"_s)).value();
        Enrolment enrolment(identity.nodeId(), *member.peers, tokens);
        bindTrust(member.methods, *member.peers, pairing, enrolment);
        const auto peer = talkTo(m_desk, u"M1"_s);
        QCOMPARE(ask<api::EnrollBegin>(*peer).error().code, ErrorCode::Unsupported);
    }

    void nobodyIsLockedOutByAVersionThatOthersSay()
    {
        m_members[0]->pairWith(u"DESK"_s, Role::Admin);
        RpcPeer peer(open(m_desk, u"M1"_s).value());
        QVERIFY(ask<api::Hello>(peer, {1, 1000, {}, {}}));
        QCOMPARE(m_members[0]->peers->find(u"DESK"_s)->highestVersion, 0);
    }

    void saysWhyThereIsNone()
    {
        QCOMPARE(open(m_desk, u"NOBODY"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(open(m_desk, u"HUB"_s).error().code, ErrorCode::Invalid);
        unlink(*m_members[1]);
        const Error away = open(m_desk, u"M2"_s).error();
        QCOMPARE(away.code, ErrorCode::Unavailable);
        QCOMPARE(away.source, u"m2"_s);
        QVERIFY2(away.text.contains(u"since 20"_s), qPrintable(away.text));
        link(*m_members[1]);
        QVERIFY(open(m_desk, u"M2"_s));
        m_hub->neighbours.setHub(u"M1"_s);
        QCOMPARE(open(m_desk, u"M2"_s).error().code, ErrorCode::Unavailable);
    }

    void onlyTheCoordinatorHandsCallersOn()
    {
        m_members[0]->neighbours.setHub(u"M2"_s);
        QCOMPARE(open(m_desk, u"M1"_s).error().code, ErrorCode::Forbidden);
        QCOMPARE(m_hub->relay.channels(), 0);
    }

    void endsBothSidesWithTheLink()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        const auto other = talkTo(m_desk, u"M2"_s);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        unlink(*m_members[0]);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Unavailable);
        QTRY_COMPARE(m_members[0]->acceptor.sessions(), 0);
        QCOMPARE(m_hub->relay.channels(), 1);
        QCOMPARE(roleOf(*other), Role::Operator);
    }

    void endsWithTheConsole()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        m_desk.peer->close();
        QTRY_COMPARE(closed.size(), 1);
        QTRY_COMPARE(m_members[0]->acceptor.sessions(), 0);
        QCOMPARE(m_hub->relay.channels(), 0);
    }

    void endsWhenAnotherCoordinates()
    {
        const auto peer = talkTo(m_desk, u"M1"_s);
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        m_members[0]->neighbours.setHub(u"M2"_s);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(closed.at(0).at(0).value<Error>().text.contains(u"coordinator"_s));
        const auto second = talkTo(m_desk, u"M2"_s);
        QSignalSpy secondClosed(second.get(), &RpcPeer::closed);
        m_hub->neighbours.setHub(u"M2"_s);
        QTRY_COMPARE(secondClosed.size(), 1);
        QCOMPARE(m_hub->relay.channels(), 0);
    }

    void handsReasonsOn()
    {
        auto channel = open(m_desk, u"M1"_s).value();
        RpcPeer peer(std::move(channel));
        QSignalSpy closed(&peer, &RpcPeer::closed);
        QVERIFY(ask<api::Hello>(peer));
        Q_EMIT m_members[0]->events.epochChanged(); // nobody has subscribed: nothing happens
        QVERIFY(ask<api::EventsSubscribe>(peer, {{}, {}, {}}));
        Q_EMIT m_members[0]->events.epochChanged();
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(closed.at(0).at(0).value<Error>().text.contains(u"another epoch"_s));
    }

    void aCallerThatDoesNotGreetIsSentAway()
    {
        m_members.push_back(std::make_unique<Node>(u"M4"_s, 20ms));
        setSystem(system());
        m_members.back()->neighbours.setHub(u"HUB"_s);
        link(*m_members.back());
        const auto channel = open(m_desk, u"M4"_s).value();
        QSignalSpy closed(channel.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Timeout);
        QCOMPARE(m_members.back()->acceptor.sessions(), 0);
    }

    void aCallerThatGivesUpLeavesNothing()
    {
        m_links.at(u"M1"_s).fromHub->setStalled(true);
        std::optional<ErrorCode> outcome;
        const qint64 request =
            m_desk.peer->call(api::ChannelOpen::Name, R"({"member":"M1"})", 5s,
                              [&](const Result<JsonValue> &answer) { outcome = answer.error().code; });
        QTRY_COMPARE(m_hub->relay.channels(), 1);
        m_desk.peer->cancel(request);
        QVERIFY(outcome == ErrorCode::Cancelled);
        QVERIFY(ask<WhoAmI>(*m_desk.peer)); // the hub knows
        m_links.at(u"M1"_s).fromHub->setStalled(false);
        QTRY_COMPARE(m_hub->relay.channels(), 0);
        QTRY_COMPARE(m_members[0]->acceptor.sessions(), 0);
    }

    void aConnectionHasSoManyChannels()
    {
        std::vector<std::unique_ptr<ChannelTransport>> channels;
        for (qsizetype i = 0; i < ChannelRelay::MaxOfCaller; ++i)
            channels.push_back(open(m_desk, u"M%1"_s.arg(i % Members + 1)).value());
        QCOMPARE(open(m_desk, u"M1"_s).error().code, ErrorCode::QuotaExceeded);
        const Desk second = connectDesk(u"OTHER"_s);
        QVERIFY(open(second, u"M1"_s));
        channels.pop_back();
        QTRY_VERIFY(m_hub->relay.channels() < ChannelRelay::MaxOfCaller);
        QVERIFY(open(m_desk, u"M1"_s));
    }

    void theCoordinatorHasSoManyChannels()
    {
        constexpr qsizetype Most = 5;
        Node full(u"FULL"_s, 10s, Most);
        full.neighbours.setMembership(system());
        full.neighbours.setHub(u"FULL"_s);
        auto [hubEnd, memberEnd] = MemoryTransport::pair({u"HUB"_s, u"hub"_s}, {u"M1"_s, u"member"_s});
        const auto link = endOf(std::move(hubEnd), full, {Role::Viewer, u"m1"_s, true});
        RpcPeer member(std::move(memberEnd));
        member.setRequestHandler(
            [](const std::shared_ptr<IncomingRequest> &request) { request->answer(QByteArray("{}")); });
        full.neighbours.setLink(u"M1"_s, link.get());
        auto [deskEnd, sessionEnd] = MemoryTransport::pair({u"DESK"_s, u"desk"_s}, {u"FULL"_s, u"full"_s});
        const auto session = endOf(std::move(sessionEnd), full, {Role::Viewer, u"desk"_s, false});
        RpcPeer desk(std::move(deskEnd));
        for (qsizetype i = 0; i < Most; ++i)
            QVERIFY(ask<api::ChannelOpen>(desk, {u"M1"_s}));
        const auto refused = ask<api::ChannelOpen>(desk, {u"M1"_s});
        QCOMPARE(refused.error().code, ErrorCode::QuotaExceeded);
        QCOMPARE(full.relay.channels(), Most);
    }

    void aMemberHasSoManyCallers()
    {
        std::vector<std::unique_ptr<ChannelTransport>> channels;
        for (qsizetype i = 0; i < ChannelAcceptor::MaxSessions; ++i)
            channels.push_back(open(m_desk, u"M1"_s).value());
        const Error full = open(m_desk, u"M1"_s).error();
        QCOMPARE(full.code, ErrorCode::QuotaExceeded);
        QVERIFY(full.text.contains(u"callers of the coordinator"_s));
        QVERIFY(open(m_desk, u"M2"_s));
    }

    void aConsoleThatDoesNotReadCostsTheCoordinatorLittle()
    {
        std::vector<std::unique_ptr<RpcPeer>> peers;
        std::vector<qint64> received(60, 0);
        for (std::size_t i = 0; i < received.size(); ++i) {
            peers.push_back(talkTo(m_desk, u"M%1"_s.arg(i % Members + 1)));
            connect(peers.back().get(), &RpcPeer::notified, this, [&received, i] { ++received[i]; });
            QVERIFY(ask<api::EventsSubscribe>(*peers.back(), {{}, {}, {}}));
        }
        m_desk.fromHub->setStalled(true);
        for (int i = 0; i < 1000; ++i) {
            for (const auto &member : m_members)
                member->events.append(
                    {Topic::Node, events::NodeChanged, Health::OK, u"n"_s, QString(1000, u'x')});
        }
        // Each channel alone would be allowed a window: 15 MiB in all.
        qint64 unsent = 0;
        const auto isStill = [&] {
            const qint64 before = std::exchange(unsent, m_desk.session->rpc().unsentBytes());
            return unsent > 0 && unsent == before;
        };
        QTRY_VERIFY(isStill());
        QVERIFY2(unsent <= ChannelRelay::MaxWaitingBytes + ChannelChunkBytes + 8192,
                 QByteArray::number(unsent).constData());
        QVERIFY(!m_desk.session->rpc().isClosed());
        m_desk.fromHub->setStalled(false);
        // Some had to go for the others, which get all.
        QTRY_VERIFY(std::ranges::count(received, 1000)
                        + std::ranges::count_if(peers, [](const auto &peer) { return peer->isClosed(); })
                    == qsizetype(peers.size()));
        QVERIFY(std::ranges::count(received, 1000) > 0);
    }

    void aSlowConsoleIsNotToldMoreAndLosesNothing()
    {
        auto peer = talkTo(m_desk, u"M1"_s);
        QList<qint64> received;
        connect(peer.get(), &RpcPeer::notified, this, [&](QByteArrayView, const JsonValue &params) {
            received.append(decode<Event>(params).value_or(Event()).sequence);
        });
        QVERIFY(ask<api::EventsSubscribe>(*peer, {{}, {}, {}}));
        m_desk.fromHub->setPiece(1000);
        constexpr int Count = 3000;
        for (int i = 0; i < Count; ++i)
            m_members[0]->events.append(
                {Topic::Units, events::UnitFailed, Health::Critical, u"u"_s, QString(1000, u'x')});
        QTRY_COMPARE_WITH_TIMEOUT(received.size(), Count, 20s);
        QVERIFY(std::ranges::is_sorted(received));
    }

    void eventsGoOnAfterALostLink()
    {
        Node &member = *m_members[0];
        QList<qint64> received;
        const auto follow = [&](RpcPeer &peer, const SubscribeParams &from) {
            connect(&peer, &RpcPeer::notified, this, [&](QByteArrayView method, const JsonValue &params) {
                if (method == QByteArrayView(api::EventsSubscribe::Notification))
                    received.append(decode<Event>(params).value_or(Event()).sequence);
            });
            return ask<api::EventsSubscribe>(peer, from);
        };
        const auto tell = [&] {
            member.events.append({Topic::Units, events::UnitFailed, Health::Critical, u"fan.service"_s, {}});
        };
        tell();
        auto peer = talkTo(m_desk, u"M1"_s);
        const auto first = follow(*peer, {member.events.epoch(), 1, {}});
        QVERIFY(first);
        tell();
        QTRY_COMPARE(received, (QList<qint64>{1, 2}));
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        unlink(member);
        tell();
        QTRY_COMPARE(closed.size(), 1);
        tell();
        link(member);
        peer = talkTo(m_desk, u"M1"_s);
        QVERIFY(follow(*peer, {first->epoch, received.last() + 1, {}})->complete);
        tell();
        QTRY_COMPARE(received, (QList<qint64>{1, 2, 3, 4, 5}));
    }

    void endsAChannelThatBreaksTheLimits()
    {
        auto channel = open(m_desk, u"M1"_s).value();
        QSignalSpy closed(channel.get(), &Transport::closed);
        const auto one = toJson(ChannelCredit{channel->number(), 1});
        m_desk.peer->notify(ChannelCredit::Notification, one);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Invalid);
        QTRY_COMPARE(m_members[0]->acceptor.sessions(), 0);
        // Nobody reaches into a channel of others.
        const auto mine = talkTo(m_desk, u"M1"_s);
        const Desk other = connectDesk(u"OTHER"_s);
        for (qint64 number = 0; number < 10; ++number)
            other.peer->notify(ChannelClose::Notification, toJson(ChannelClose{number, {}, {}, {}}));
        QVERIFY(ask<WhoAmI>(*other.peer));
        QCOMPARE(roleOf(*mine), Role::Operator);
    }
};

QTEST_GUILESS_MAIN(TestChannelRelay)
#include "tst_channelrelay.moc"
