// SPDX-License-Identifier: Apache-2.0
#include "shared/api/events.h"
#include "shared/api/hello.h"
#include "shared/api/node.h"
#include "shared/api/pairing.h"
#include "shared/tls/enrolmenttoken.h"
#include "shared/tls/pairingcode.h"
#include "tests/support/testagent.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytes(const QString &hexText)
{
    return QByteArray::fromHex(hexText.toLatin1());
}

/// What a console does until both sides show a code.
struct BegunPairing
{
    QString request;
    QString code;

    static Result<BegunPairing> begin(RpcPeer &peer, const Identity &console, const NodeId &node,
                                      Role role = Role::Operator)
    {
        const PairingSide own{console.nodeId(), makePairingNonce().value()};
        PairBeginParams begin{hex(commitment(PairingRole::Console, own)), u"desk"_s, role};
        const auto begun = ask<api::PairBegin>(peer, begin);
        if (!begun)
            return fail(begun.error());
        const auto revealed = ask<api::PairReveal>(peer, {begun->request, hex(own.nonce)});
        if (!revealed)
            return fail(revealed.error());
        return BegunPairing{begun->request, PairingCode::of(own, {node, bytes(begun->nonce)}).toString()};
    }
};

struct Enrolling
{
    EnrolmentSession session;
    EnrollProveParams params;

    static Result<Enrolling> begin(RpcPeer &peer, const Identity &console, const NodeId &node,
                                   const QString &token)
    {
        const auto begun = ask<api::EnrollBegin>(peer);
        const auto parsed = EnrolmentToken::parse(token);
        if (!begun || !parsed)
            return fail(begun ? parsed.error() : begun.error());
        const EnrolmentSession session{console.nodeId(), node, makePairingNonce().value(),
                                       bytes(begun->nonce)};
        return Enrolling{session, {hex(session.consoleNonce), hex(parsed->proof(session)), u"desk"_s}};
    }
};

} // namespace

class TestAgentTrust : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const TestConsole m_console{m_identity};

private Q_SLOTS:
    void greetsAStranger()
    {
        TestAgent node(u"drawer-7"_s);
        auto peer = m_console.connectTo(node.endpoint(), node.nodeId()).value();
        const auto hello = ask<api::Hello>(*peer);
        QVERIFY(hello);
        QCOMPARE(hello->name, u"drawer-7"_s);
        QCOMPARE(hello->nodeId, node.nodeId().toString());
        QCOMPARE(hello->role, Role::Stranger);
        QVERIFY(hello->capabilities.isEmpty());
        QCOMPARE(ask<api::NodeFactsGet>(*peer).error().code, ErrorCode::NotPaired);
    }

    void wantsHelloFirst()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        auto peer = m_console.connectTo(node.endpoint()).value();
        QCOMPARE(ask<api::Ping>(*peer).error().code, ErrorCode::Conflict);
        QVERIFY(ask<api::Hello>(*peer));
        QVERIFY(ask<api::Ping>(*peer));
    }

    void pairsWhenTheCodeIsAccepted()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const auto pairing = BegunPairing::begin(*peer, m_identity, node.nodeId());
        QVERIFY(pairing);
        auto waiting = peer->call<api::PairWait>({pairing->request});
        auto local = greetLocally(node).value();
        const auto list = ask<api::PairList>(*local);
        QVERIFY(list);
        QCOMPARE(list->requests.size(), 1);
        QCOMPARE(list->requests.first().code, pairing->code);
        const auto accepted = ask<api::PairAccept>(*local, {pairing->code.toLower(), Role::Admin});
        QVERIFY2(accepted, qPrintable(accepted ? QString() : describe(accepted.error())));
        const auto outcome = QCoro::waitFor(std::move(waiting));
        QVERIFY(outcome);
        QCOMPARE(outcome->role, Role::Admin);
        // On the same connection at once, and on the next.
        QVERIFY(ask<api::NodeFactsGet>(*peer));
        auto again = m_console.connectTo(node.endpoint(), node.nodeId()).value();
        QCOMPARE(ask<api::Hello>(*again)->role, Role::Admin);
        QVERIFY(ask<api::PairList>(*local)->requests.isEmpty());
    }

    void remembersPeersOverARestart()
    {
        TestAgent node;
        node.trust(m_identity, Role::Operator);
        const NodeId before = node.nodeId();
        node.restart();
        QCOMPARE(node.nodeId(), before);
        auto peer = m_console.connectTo(node.endpoint()).value();
        QCOMPARE(ask<api::Hello>(*peer)->role, Role::Operator);
    }

    void aWrongCodeEndsTheWaitingPairing()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const auto pairing = BegunPairing::begin(*peer, m_identity, node.nodeId());
        QVERIFY(pairing);
        auto waiting = peer->call<api::PairWait>({pairing->request});
        auto local = greetLocally(node).value();
        QCOMPARE(ask<api::PairAccept>(*local, {u"AAAAA-AAAAA"_s, {}}).error().code, ErrorCode::Forbidden);
        QCOMPARE(QCoro::waitFor(std::move(waiting)).error().code, ErrorCode::Forbidden);
        // The right one comes too late.
        QCOMPARE(ask<api::PairAccept>(*local, {pairing->code, {}}).error().code, ErrorCode::NotFound);
        QVERIFY(!node.agent().peers().find(m_identity.nodeId().toString()));
    }

    void aTypingErrorEndsNothing()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const auto pairing = BegunPairing::begin(*peer, m_identity, node.nodeId());
        QVERIFY(pairing);
        auto local = greetLocally(node).value();
        QCOMPARE(ask<api::PairAccept>(*local, {u"short"_s, {}}).error().code, ErrorCode::Invalid);
        QVERIFY(ask<api::PairAccept>(*local, {pairing->code, {}}));
    }

    void refusesAnotherNonceThanCommittedTo()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const PairingSide own{m_identity.nodeId(), makePairingNonce().value()};
        const auto begun =
            ask<api::PairBegin>(*peer, {hex(commitment(PairingRole::Console, own)), u"desk"_s, Role::Viewer});
        QVERIFY(begun);
        const QString other = hex(makePairingNonce().value());
        QCOMPARE(ask<api::PairReveal>(*peer, {begun->request, other}).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::PairReveal>(*peer, {begun->request, hex(own.nonce)}).error().code,
                 ErrorCode::NotFound);
    }

    void onlyOnePairingASourceAtATime()
    {
        TestAgent node;
        auto first = m_console.greet(node.endpoint()).value();
        QVERIFY(BegunPairing::begin(*first, m_identity, node.nodeId()));
        const Identity other = Identity::generate().value();
        auto second = TestConsole(other).greet(node.endpoint()).value();
        QCOMPARE(BegunPairing::begin(*second, other, node.nodeId()).error().code, ErrorCode::Busy);
        // The first one's place is free once it has gone.
        first.reset();
        QTRY_VERIFY(BegunPairing::begin(*second, other, node.nodeId()).has_value());
    }

    void takesFewPairingsAMinute()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        for (size_t i = 0; i < Pairing::AttemptsPerMinute; ++i)
            QVERIFY(BegunPairing::begin(*peer, m_identity, node.nodeId()));
        QCOMPARE(BegunPairing::begin(*peer, m_identity, node.nodeId()).error().code,
                 ErrorCode::QuotaExceeded);
    }

    void givesNobodyTheLocalRole()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const auto begun = BegunPairing::begin(*peer, m_identity, node.nodeId(), Role::Local);
        QCOMPARE(begun.error().code, ErrorCode::Invalid);
        auto local = greetLocally(node).value();
        QCOMPARE(ask<api::TokenCreate>(*local, {Role::Local, 60}).error().code, ErrorCode::Invalid);
    }

    void refusesNamesThatPlayWithTerminals()
    {
        TestAgent node;
        auto peer = m_console.greet(node.endpoint()).value();
        const PairingSide own{m_identity.nodeId(), makePairingNonce().value()};
        const auto begun = ask<api::PairBegin>(
            *peer, {hex(commitment(PairingRole::Console, own)), u"desk\u001b[2J"_s, Role::Viewer});
        QCOMPARE(begun.error().code, ErrorCode::Invalid);
        QCOMPARE(begun.error().field, u"params.name"_s);
    }

    void enrolsWithAToken()
    {
        TestAgent node;
        auto local = greetLocally(node).value();
        const auto token = ask<api::TokenCreate>(*local, {Role::Operator, 600}).value();
        auto peer = m_console.greet(node.endpoint()).value();
        const auto enrolling = Enrolling::begin(*peer, m_identity, node.nodeId(), token.token).value();
        const auto proven = ask<api::EnrollProve>(*peer, enrolling.params);
        QVERIFY2(proven, qPrintable(proven ? QString() : describe(proven.error())));
        QCOMPARE(proven->role, Role::Operator);
        QVERIFY(EnrolmentToken::parse(token.token)->checkAnswer(bytes(proven->proof), enrolling.session));
        QVERIFY(ask<api::NodeFactsGet>(*peer));
    }

    void takesATokenOnce()
    {
        TestAgent node;
        auto local = greetLocally(node).value();
        const auto token = ask<api::TokenCreate>(*local, {Role::Operator, 600}).value();
        auto peer = m_console.greet(node.endpoint()).value();
        QVERIFY(ask<api::EnrollProve>(
            *peer, Enrolling::begin(*peer, m_identity, node.nodeId(), token.token)->params));
        // Not by another, and not after a restart either.
        node.restart();
        const Identity other = Identity::generate().value();
        auto second = TestConsole(other).greet(node.endpoint()).value();
        const auto again = ask<api::EnrollProve>(
            *second, Enrolling::begin(*second, other, node.nodeId(), token.token)->params);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        QVERIFY2(again.error().text.contains(u"was used"_s), qPrintable(again.error().text));
        QVERIFY(!node.agent().peers().find(other.nodeId().toString()));
    }

    void takesAProofOnce()
    {
        TestAgent node;
        auto local = greetLocally(node).value();
        const auto token = ask<api::TokenCreate>(*local, {Role::Operator, 600}).value();
        auto peer = m_console.greet(node.endpoint()).value();
        auto params = Enrolling::begin(*peer, m_identity, node.nodeId(), token.token)->params;
        params.proof = hex(QByteArray(32, 'x'));
        QCOMPARE(ask<api::EnrollProve>(*peer, params).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::EnrollProve>(*peer, params).error().code, ErrorCode::NotFound);
    }

    void removedPeersLoseTheirConnectionsAtOnce()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        auto peer = m_console.greet(node.endpoint()).value();
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        auto local = greetLocally(node).value();
        QCOMPARE(ask<api::PeersRemove>(*local, {u"desk"_s})->nodeId, m_identity.nodeId().toString());
        QTRY_COMPARE(closed.size(), 1);
        auto again = m_console.connectTo(node.endpoint()).value();
        QCOMPARE(ask<api::Hello>(*again)->role, Role::Stranger);
    }

    void aPeerCanLeave()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        auto peer = m_console.greet(node.endpoint()).value();
        QSignalSpy closed(peer.get(), &RpcPeer::closed);
        QVERIFY(ask<api::PeersLeave>(*peer));
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(node.agent().peers().list().peers.isEmpty());
    }

    void refusesAPeerThatIsTalkedDown()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        HelloParams newer;
        newer.maxVersion = 2;
        QVERIFY(m_console.greet(node.endpoint(), newer));
        const auto older = m_console.greet(node.endpoint());
        QVERIFY(!older);
        QCOMPARE(older.error().code, ErrorCode::Unsupported);
        QCOMPARE(older.error().field, u"params.maxVersion"_s);
    }

    void refusesAVersionThatItDoesNotSpeak()
    {
        TestAgent node;
        HelloParams future;
        future.minVersion = future.maxVersion = 7;
        QCOMPARE(m_console.greet(node.endpoint(), future).error().code, ErrorCode::Unsupported);
    }

    void tellsWhoIsTrusted()
    {
        TestAgent node;
        auto local = greetLocally(node).value();
        QList<Event> events;
        connect(local.get(), &RpcPeer::notified, this, [&](QByteArrayView, const JsonValue &params) {
            events.append(decode<Event>(params).value_or(Event()));
        });
        QVERIFY(ask<api::EventsSubscribe>(*local, {{}, {}, {Topic::Trust}}));
        auto peer = m_console.greet(node.endpoint()).value();
        const auto pairing = BegunPairing::begin(*peer, m_identity, node.nodeId()).value();
        QVERIFY(ask<api::PairAccept>(*local, {pairing.code, {}}));
        QVERIFY(ask<api::PeersRemove>(*local, {m_identity.nodeId().toString().first(13)}));
        QTRY_COMPARE(events.size(), 3);
        QCOMPARE(events[0].kind, QString(events::PairingRequested));
        QVERIFY(!events[0].data.text.contains(pairing.code.toUtf8()));
        QCOMPARE(events[1].kind, QString(events::PeerAdded));
        QCOMPARE(events[2].kind, QString(events::PeerRemoved));
    }
};

QTEST_GUILESS_MAIN(TestAgentTrust)
#include "tst_agenttrust.moc"
