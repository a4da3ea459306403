// SPDX-License-Identifier: Apache-2.0
#include "tlsends.h"

#include <QPointer>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace muster;
using namespace muster::test;

class TestTlsTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothEndsLearnWhoTheOtherIs();
    void bytesArriveBothWays();
    void resumesAndStillKnowsThePeer();
    void resumedSessionIsStillCheckedAgainstThePin();
    void wrongKeyIsRefusedLoudly();
    void datesAreChecked_data();
    void datesAreChecked();
    void otherChannelIsRefused();
    void serverPicksTheChannel();
    void slowReaderHoldsTheSenderBack();
    void closeDeliversWhatWasSent();
    void peersCloseIsTold();
    void abortTellsBeforeItReturns();
    void mayBeDestroyedInItsSlots_data();
    void mayBeDestroyedInItsSlots();
    void unknownHostIsNamed();
    void nobodyListening();
    void silentServerTimesOut();

private:
    Identity m_node = newIdentity();
    Identity m_console = newIdentity();
    TlsContext m_client = contextOf(TlsContext::Role::Client, m_console);
};

void TestTlsTransport::bothEndsLearnWhoTheOtherIs()
{
    ServerEnd server(m_node);
    QVERIFY(server.listening);
    const auto client = dialNow(m_client, server.endpoint(), m_node.nodeId());
    QVERIFY2(client, client ? "" : qPrintable(describe(client.error())));
    QCOMPARE((*client)->nodeId(), m_node.nodeId());
    QCOMPARE((*client)->peer().nodeId, m_node.nodeId().toString());
    QCOMPARE((*client)->peer().address, server.endpoint().toString());
    QCOMPARE((*client)->channel(), TlsContext::ControlChannel);

    QTRY_COMPARE(server.accepted.size(), 1U);
    QCOMPARE(server.accepted[0]->peer().nodeId, m_console.nodeId().toString());
    QVERIFY(server.accepted[0]->peer().address.startsWith(u"127.0.0.1:"));
    QVERIFY(!server.accepted[0]->peer().isLocalAdmin);
    QCOMPARE(server.listener.unfinishedHandshakes(), 0);
}

void TestTlsTransport::bytesArriveBothWays()
{
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QSignalSpy drained(client->get(), &Transport::drained);
    (*client)->send("hello\n");
    QCOMPARE((*client)->unsentBytes(), 0); // written at once, not in the next turn
    QTRY_COMPARE(server.received, "hello\n");

    QByteArray answer;
    connect(client->get(), &Transport::received, this, [&](QByteArrayView bytes) { answer += bytes; });
    (*client)->setReadingPaused(false);
    server.accepted[0]->send("welcome\n");
    QTRY_COMPARE(answer, "welcome\n");
    QCOMPARE(drained.count(), 0); // nothing ever had to wait
}

void TestTlsTransport::resumesAndStillKnowsThePeer()
{
    ServerEnd server(m_node);
    TlsContext context = contextOf(TlsContext::Role::Client, m_console);
    for (int round = 0; round < 3; ++round) {
        const auto client = dialNow(context, server.endpoint(), m_node.nodeId());
        QVERIFY(client);
        QCOMPARE((*client)->isResumed(), round > 0);
        QCOMPARE((*client)->nodeId(), m_node.nodeId());
        QTRY_COMPARE(server.accepted.size(), size_t(round + 1));
        QCOMPARE(server.accepted.back()->isResumed(), round > 0);
        QCOMPARE(server.accepted.back()->nodeId(), m_console.nodeId());
        // The ticket comes behind the handshake, with the first bytes that are read.
        QSignalSpy received(client->get(), &Transport::received);
        (*client)->setReadingPaused(false);
        server.accepted.back()->send("x");
        QTRY_COMPARE(received.count(), 1);
    }
}

void TestTlsTransport::resumedSessionIsStillCheckedAgainstThePin()
{
    ServerEnd server(m_node);
    const auto connectExpecting = [&](const NodeId &expected) {
        auto socket = beginConnect(SocketAddress(IpAddress::localhost(), server.listener.port()));
        auto transport =
            std::make_unique<TlsTransport>(m_client, std::move(*socket), u"node"_s, expected, "a key");
        transport->start();
        return transport;
    };
    const auto first = connectExpecting(m_node.nodeId());
    QSignalSpy received(first.get(), &Transport::received);
    QTRY_COMPARE(server.accepted.size(), 1U);
    server.accepted[0]->send("the ticket comes along");
    QTRY_COMPARE(received.count(), 1);

    // Paired anew since: the session is still good for TLS, but its node is no longer the right one.
    const auto second = connectExpecting(m_console.nodeId());
    QSignalSpy ready(second.get(), &Transport::ready);
    QSignalSpy closed(second.get(), &Transport::closed);
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(second->isResumed());
    QCOMPARE(ready.count(), 0);
    QCOMPARE(closed[0][0].value<Error>().code, ErrorCode::NotPaired);
}

void TestTlsTransport::wrongKeyIsRefusedLoudly()
{
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"refused connections count=1 .*refused this side's key"_s));
    ServerEnd server(m_node);
    const NodeId expected = newIdentity().nodeId();
    const auto client = dialNow(m_client, server.endpoint(), expected);
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::NotPaired);
    QVERIFY(client.error().text.contains(u"WRONG KEY"));
    QVERIFY(client.error().text.contains(expected.toString()));
    QVERIFY(client.error().text.contains(m_node.nodeId().toString()));
    QCOMPARE(client.error().source, server.endpoint().toString());
    QVERIFY(!client.error().remedy.isEmpty());
    QTRY_COMPARE(server.listener.refusals().count(Refusal::Failed), 1U);
    QVERIFY(server.accepted.empty());
}

void TestTlsTransport::datesAreChecked_data()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QTest::addColumn<QDateTime>("from");
    QTest::addColumn<QDateTime>("until");
    QTest::addColumn<QString>("fault");
    QTest::newRow("expired two days ago") << now.addDays(-9) << now.addDays(-2) << u"expired on "_s;
    QTest::newRow("valid from the day after tomorrow")
        << now.addDays(2) << now.addDays(9) << u"not valid before "_s;
    QTest::newRow("expired within the tolerance") << now.addDays(-9) << now.addSecs(-23 * 3600) << QString();
    QTest::newRow("not valid yet within the tolerance")
        << now.addSecs(23 * 3600) << now.addDays(9) << QString();
}

void TestTlsTransport::datesAreChecked()
{
    QFETCH(QDateTime, from);
    QFETCH(QDateTime, until);
    QFETCH(QString, fault);
    const auto odd = Identity::generate({from, until});
    QVERIFY(odd);

    // As the server's certificate: the client says what is wrong.
    if (!fault.isEmpty())
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"refused this side's certificate because of its dates"_s));
    ServerEnd oddServer(*odd);
    const auto toOdd = dialNow(m_client, oddServer.endpoint());
    QCOMPARE(toOdd.has_value(), fault.isEmpty());
    if (!toOdd) {
        QCOMPARE(toOdd.error().code, ErrorCode::NotPaired);
        QVERIFY2(toOdd.error().text.contains(fault), qPrintable(toOdd.error().text));
        QTRY_COMPARE(oddServer.listener.refusals().total(), 1U);
    }

    // As the client's: the server says what is wrong, and the client learns it.
    if (!fault.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(fault));
    ServerEnd server(m_node);
    const auto fromOdd = dialNow(contextOf(TlsContext::Role::Client, *odd), server.endpoint());
    QVERIFY(fromOdd); // TLS 1.3 lets the client finish first
    QSignalSpy closed(fromOdd->get(), &Transport::closed);
    (*fromOdd)->setReadingPaused(false);
    if (fault.isEmpty()) {
        QTRY_COMPARE(server.accepted.size(), 1U);
        return;
    }
    (*fromOdd)->send("a request that crosses the refusal\n");
    QTRY_COMPARE(closed.count(), 1);
    const auto reason = closed[0][0].value<Error>();
    QCOMPARE(reason.code, ErrorCode::NotPaired);
    QVERIFY2(reason.text.contains(u"because of its dates"), qPrintable(reason.text));
    QVERIFY(server.accepted.empty());
    QTRY_COMPARE(server.listener.refusals().total(), 1U);
}

void TestTlsTransport::otherChannelIsRefused()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"offers none of Muster's protocols"_s));
    ServerEnd server(m_node);
    const auto client =
        dialNow(contextOf(TlsContext::Role::Client, m_console, {"http/1.1"}), server.endpoint());
    QVERIFY(!client);
    QVERIFY2(client.error().text.contains(u"ALPN"), qPrintable(client.error().text));
    QTRY_COMPARE(server.listener.refusals().count(Refusal::Failed), 1U);
}

void TestTlsTransport::serverPicksTheChannel()
{
    ServerEnd server(m_node, {}, {TlsContext::ControlChannel, TlsContext::BulkChannel});
    const auto client =
        dialNow(contextOf(TlsContext::Role::Client, m_console, {TlsContext::BulkChannel}), server.endpoint());
    QVERIFY(client);
    QTRY_COMPARE(server.accepted.size(), 1U);
    QCOMPARE((*client)->channel(), TlsContext::BulkChannel);
    QCOMPARE(server.accepted[0]->channel(), TlsContext::BulkChannel);
}

void TestTlsTransport::slowReaderHoldsTheSenderBack()
{
    constexpr qint64 Total = 50 * 1024 * 1024;
    constexpr qint64 HighWater = 1024 * 1024;
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QTRY_COMPARE(server.accepted.size(), 1U);
    TlsTransport &sender = *server.accepted[0];
    TlsTransport &reader = **client;

    QByteArray block(256 * 1024, Qt::Uninitialized);
    qint64 sent = 0;
    qint64 mostUnsent = 0;
    const auto sendMore = [&] {
        while (sent < Total && sender.unsentBytes() < HighWater) {
            for (qsizetype i = 0; i < block.size(); i += 4096)
                block[i] = char(sent >> 18U);
            sender.send(block);
            sent += block.size();
            mostUnsent = std::max(mostUnsent, sender.unsentBytes());
        }
    };
    connect(&sender, &Transport::drained, this, sendMore);
    sendMore();
    QVERIFY(sender.unsentBytes() >= HighWater); // nobody reads: it fills up and stops
    const qint64 stuckAt = sent;

    qint64 got = 0;
    qsizetype largest = 0;
    bool isInOrder = true;
    connect(&reader, &Transport::received, this, [&](QByteArrayView bytes) {
        for (qint64 at = (got + 4095) / 4096 * 4096; at < got + bytes.size(); at += 4096)
            isInOrder = isInOrder && bytes[at - got] == char(at / block.size() * block.size() >> 18U);
        got += bytes.size();
        largest = std::max(largest, bytes.size());
        reader.setReadingPaused(true); // a slow one: a piece a turn
        QMetaObject::invokeMethod(&reader, [&] { reader.setReadingPaused(false); }, Qt::QueuedConnection);
    });
    QCOMPARE(sent, stuckAt);
    reader.setReadingPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(got, Total, 30s);
    QVERIFY(isInOrder);
    QVERIFY(mostUnsent <= HighWater + block.size());
    QVERIFY(largest <= FdPoller::ReadBufferBytes);
    QCOMPARE(sender.unsentBytes(), 0);
}

void TestTlsTransport::closeDeliversWhatWasSent()
{
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QTRY_COMPARE(server.accepted.size(), 1U);
    QSignalSpy closed(client->get(), &Transport::closed);
    const QByteArray much(4 * 1024 * 1024, 'm');
    (*client)->send(much);
    server.accepted[0]->send("unread by the client\n"); // must not turn the end into a reset
    (*client)->close();
    QCOMPARE(closed.count(), 0);
    (*client)->send("too late");
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(closed[0][0].value<Error>().code, ErrorCode::Cancelled);
    QTRY_COMPARE(server.closed.size(), 1U);
    QCOMPARE(server.closed[0].code, ErrorCode::Cancelled);
    QCOMPARE(server.received, much);
    (*client)->close();
    (*client)->abort({});
    QCOMPARE(closed.count(), 1);
}

void TestTlsTransport::peersCloseIsTold()
{
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QTRY_COMPARE(server.accepted.size(), 1U);
    QSignalSpy closed(client->get(), &Transport::closed);
    (*client)->setReadingPaused(false);
    server.accepted.clear(); // destroyed without a word: as if the program had died
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(closed[0][0].value<Error>().code, ErrorCode::Unavailable);
}

void TestTlsTransport::abortTellsBeforeItReturns()
{
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QSignalSpy closed(client->get(), &Transport::closed);
    (*client)->abort(Error{ErrorCode::TooLarge, u"enough"_s, {}, {}, {}});
    QCOMPARE(closed.count(), 1);
    QCOMPARE(closed[0][0].value<Error>().code, ErrorCode::TooLarge);
}

void TestTlsTransport::mayBeDestroyedInItsSlots_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::addColumn<int>("in");
    QTest::newRow("deleted in received()") << true << 0;
    QTest::newRow("deleted in drained()") << true << 1;
    QTest::newRow("deleted in closed()") << true << 2;
    QTest::newRow("aborted in received()") << false << 0;
    QTest::newRow("aborted in drained()") << false << 1;
    QTest::newRow("aborted in closed()") << false << 2;
}

void TestTlsTransport::mayBeDestroyedInItsSlots()
{
    QFETCH(bool, isDeleted);
    QFETCH(int, in);
    ServerEnd server(m_node);
    auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    QTRY_COMPARE(server.accepted.size(), 1U);
    QPointer<TlsTransport> transport = client->get();
    int calls = 0;
    const auto end = [&] {
        ++calls;
        isDeleted ? client->reset() : transport->abort({});
    };
    if (in == 0)
        connect(transport, &Transport::received, this, end);
    else if (in == 1)
        connect(transport, &Transport::drained, this, end);
    else
        connect(transport, &Transport::closed, this, end);
    transport->setReadingPaused(false);
    transport->send(QByteArray(16 * 1024 * 1024, 'd'));
    server.accepted[0]->send(QByteArray(1024 * 1024, 'r'));
    if (in == 2)
        server.accepted[0]->abort({});
    QTRY_COMPARE(calls, 1);
    QCOMPARE(transport.isNull(), isDeleted);
}

void TestTlsTransport::unknownHostIsNamed()
{
    const auto client = dialNow(m_client, {u"no-such-host.invalid"_s, 7117});
    QVERIFY(!client);
    QVERIFY(client.error().code == ErrorCode::NotFound || client.error().code == ErrorCode::Timeout);
    QCOMPARE(client.error().source, u"no-such-host.invalid:7117"_s);
}

void TestTlsTransport::nobodyListening()
{
    Endpoint nobody;
    {
        ServerEnd server(m_node);
        nobody = server.endpoint();
    }
    const auto client = dialNow(m_client, nobody);
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::Unavailable);
    QVERIFY2(client.error().text.contains(u"refused"), qPrintable(client.error().text));
    QCOMPARE(client.error().source, nobody.toString());
}

void TestTlsTransport::silentServerTimesOut()
{
    const auto listening = listenOn(IpAddress::localhost(), 0);
    QVERIFY(listening);
    const Endpoint silent{u"127.0.0.1"_s, localAddress(listening->get()).port()};
    const auto client = dialNow(m_client, silent, {}, 200ms);
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::Timeout);
    QVERIFY2(client.error().text.contains(u"said nothing"), qPrintable(client.error().text));
}

QTEST_GUILESS_MAIN(TestTlsTransport)
#include "tst_tlstransport.moc"
