// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/tls/tlsstream.h"
#include "tests/support/aside.h"
#include "tests/support/dumpnode.h"
#include "tests/support/testagent.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBulkTickets : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const Identity m_other = Identity::generate().value();
    static constexpr auto Id = "bmc-1"_L1;

    static QList<NamedBytes> members() { return {{u"journal.txt"_s, lines(100'000)}}; }

    [[nodiscard]] static Result<std::unique_ptr<TlsStream>> bulkTo(const DumpNode &node, const Identity &who)
    {
        const auto context =
            TlsContext::create(TlsContext::Role::Client, who, {TlsContext::BulkChannel}).value();
        return aside([&] { return TlsStream::connect(context, node.endpoint(), node.nodeId(), 10s, {}); });
    }
    /// What the node says to a line.
    [[nodiscard]] static BulkAnswer answerTo(const DumpNode &node, const Identity &who,
                                             const QByteArray &line)
    {
        auto stream = bulkTo(node, who);
        if (!stream)
            return BulkAnswer::refusal(stream.error());
        const auto answer = aside([&] {
            (void)(*stream)->write(line + '\n');
            return (*stream)->readLine(BulkAnswer::MaxBytes);
        });
        return answer ? fromJson<BulkAnswer>(*answer).value() : BulkAnswer::refusal(answer.error());
    }
    [[nodiscard]] static QByteArray requestFor(const QString &ticket) { return toJson(BulkRequest{ticket}); }
    [[nodiscard]] static std::unique_ptr<RpcPeer> connectTo(const DumpNode &node, const Identity &who)
    {
        return TestConsole(who).greet(node.endpoint()).value();
    }

private Q_SLOTS:
    void aTicketIsForItsCallerOnly()
    {
        DumpNode node;
        node.trust(m_identity);
        node.trust(m_other, Role::Admin, u"other"_s);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {Id, {}});
        QVERIFY2(ticket, ticket ? "" : qPrintable(describe(ticket.error())));
        QCOMPARE(answerTo(node, m_other, requestFor(ticket->ticket)).error, u"NotFound"_s);
        QCOMPARE(answerTo(node, m_identity, requestFor(u"AAAA"_s)).error, u"NotFound"_s);
        const BulkAnswer answer = answerTo(node, m_identity, requestFor(ticket->ticket));
        QVERIFY2(answer.error.isEmpty(), qPrintable(answer.text));
        QCOMPARE(answer.size, ticket->size);
        QCOMPARE(answer.blocks, 1);
    }

    void aDumpIsHeldWhileItsTicketIsOpen()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {Id, u"/srv/dumps"_s});
        QVERIFY(ticket);
        const auto refused = node.holds().beginDeletion(Id);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Busy);
        QVERIFY(refused.error().text.contains("desk (/srv/dumps)"_L1));
        QVERIFY(ask<api::DumpsRelease>(*peer, {ticket->ticket}));
        QVERIFY(node.holds().beginDeletion(Id));
        const auto late = ask<api::DumpsOffload>(*peer, {Id, {}});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Busy);
        QVERIFY(node.service().tickets().isEmpty());
    }

    void askingAgainForTheSamePlaceReplacesIt()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        const auto lost = ask<api::DumpsOffload>(*peer, {Id, u"/srv/dumps"_s});
        const auto elsewhere = ask<api::DumpsOffload>(*peer, {Id, u"/home"_s});
        QVERIFY(lost && elsewhere);
        const auto again = ask<api::DumpsOffload>(*peer, {Id, u"/srv/dumps"_s});
        QVERIFY(again);
        QCOMPARE(node.holds().holders(Id).size(), 2);
        QCOMPARE(answerTo(node, m_identity, requestFor(lost->ticket)).error, u"NotFound"_s);
        QVERIFY(ask<api::DumpsRelease>(*peer, {again->ticket}));
        QVERIFY(ask<api::DumpsRelease>(*peer, {elsewhere->ticket}));
        QVERIFY(node.holds().beginDeletion(Id));
    }

    void acknowledgingEndsItAndIsRemembered()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {Id, u"/srv"_s});
        QVERIFY(ticket);
        const auto wrong = ask<api::DumpsAcknowledge>(*peer, {Id, ticket->ticket, QString(64, u'0')});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Conflict);
        QCOMPARE(node.holds().holders(Id), QStringList{u"desk (/srv)"_s});
        const auto entry = ask<api::DumpsAcknowledge>(*peer, {Id, ticket->ticket, ticket->digest});
        QVERIFY2(entry, entry ? "" : qPrintable(describe(entry.error())));
        QCOMPARE(entry->offloaded.size(), 1);
        QCOMPARE(entry->offloaded[0].to, u"desk (/srv)"_s);
        QVERIFY(node.holds().holders(Id).isEmpty());
        // The answer may have been lost: saying it again does no harm.
        QVERIFY(ask<api::DumpsAcknowledge>(*peer, {Id, ticket->ticket, ticket->digest}));
    }

    void withoutProgressItEnds()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {Id, {}});
        QVERIFY(ticket);
        node.service().expire(OffloadTicket::Clock::now() + std::chrono::seconds(ticket->expiresIn - 5));
        QCOMPARE(node.holds().holders(Id).size(), 1);
        node.service().expire(OffloadTicket::Clock::now() + std::chrono::seconds(ticket->expiresIn));
        QVERIFY(node.holds().holders(Id).isEmpty());
        QCOMPARE(answerTo(node, m_identity, requestFor(ticket->ticket)).error, u"NotFound"_s);
    }

    void whoIsForgottenStopsAtOnce()
    {
        DumpNode node({256 * 1024, 8}); // slow, so that it is under way
        node.trust(m_identity);
        node.addDump(Id, {{u"core"_s, noise(8 * 1024 * 1024)}});
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {Id, {}});
        QVERIFY(ticket);
        auto stream = bulkTo(node, m_identity);
        QVERIFY(stream);
        QVERIFY(aside([&] {
            (void)(*stream)->write(requestFor(ticket->ticket) + '\n');
            return (*stream)->readLine(BulkAnswer::MaxBytes);
        }));
        node.trust(m_identity, Role::Viewer);
        const auto end = aside([&] {
            QByteArray bytes(9 * 1024 * 1024, Qt::Uninitialized);
            return (*stream)->read(std::span(bytes.data(), size_t(bytes.size())));
        });
        QVERIFY(!end);
        QVERIFY(node.holds().holders(Id).isEmpty());
    }

    void strangersAndViewersAreRefused()
    {
        DumpNode node;
        node.trust(m_other, Role::Viewer);
        QCOMPARE(answerTo(node, m_identity, requestFor(u"A"_s)).error, u"NotPaired"_s);
        QCOMPARE(answerTo(node, m_other, requestFor(u"A"_s)).error, u"Forbidden"_s);
    }

    void asManyAsAllowedAtATime()
    {
        DumpNode node({0, 1});
        node.trust(m_identity);
        const auto first = bulkTo(node, m_identity); // has said nothing yet
        QVERIFY(first);
        const BulkAnswer answer = answerTo(node, m_identity, requestFor(u"A"_s));
        QCOMPARE(answer.error, u"Busy"_s);
        QVERIFY(!answer.remedy.isEmpty());
    }

    void badRequestsAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("error");
        QTest::newRow("no JSON") << QByteArray("GET / HTTP/1.1\r") << u"Invalid"_s;
        QTest::newRow("no ticket") << QByteArray("{}") << u"Invalid"_s;
        QTest::newRow("negative") << QByteArray(R"({"ticket":"A","firstBlock":-1})") << u"Invalid"_s;
        QTest::newRow("long") << QByteArray(BulkRequest::MaxBytes + 1, 'x') << u"TooLarge"_s;
    }
    void badRequestsAreAnswered()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, error);
        DumpNode node;
        node.trust(m_identity);
        QCOMPARE(answerTo(node, m_identity, line).error, error);
    }

    void unknownDumpsAreNamed()
    {
        DumpNode node;
        node.trust(m_identity);
        const auto peer = connectTo(node, m_identity);
        const auto ticket = ask<api::DumpsOffload>(*peer, {u"bmc-9"_s, {}});
        QVERIFY(!ticket);
        QCOMPARE(ticket.error().code, ErrorCode::NotFound);
    }

    void tooManyTicketsAreRefused()
    {
        DumpNode node({}, {300s, {2, 8}});
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto peer = connectTo(node, m_identity);
        QVERIFY(ask<api::DumpsOffload>(*peer, {Id, {}}));
        QVERIFY(ask<api::DumpsOffload>(*peer, {Id, {}}));
        const auto third = ask<api::DumpsOffload>(*peer, {Id, {}});
        QVERIFY(!third);
        QCOMPARE(third.error().code, ErrorCode::QuotaExceeded);
        QCOMPARE(node.holds().holders(Id).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBulkTickets)
#include "tst_bulktickets.moc"
