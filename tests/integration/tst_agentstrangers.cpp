// SPDX-License-Identifier: Apache-2.0
#include "agent/server/greeting.h"
#include "shared/api/hello.h"
#include "shared/api/node.h"
#include "tests/support/testagent.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Resident memory of this process, in bytes.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// A connection that speaks no protocol of ours beyond TLS.
struct RudePeer
{
    std::unique_ptr<TlsTransport> transport;
    QByteArray heard;
    bool isClosed = false;

    RudePeer(const TestConsole &console, const Endpoint &endpoint)
        : transport(console.dialTo(endpoint).value())
    {
        QObject::connect(transport.get(), &Transport::received, transport.get(),
                         [this](QByteArrayView bytes) { heard += bytes; });
        QObject::connect(transport.get(), &Transport::closed, transport.get(),
                         [this](const Error &) { isClosed = true; });
        transport->setReadingPaused(false);
    }
};

} // namespace

class TestAgentStrangers : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const Identity m_known = Identity::generate().value();
    const TestConsole m_stranger{m_identity};
    const TestConsole m_console{m_known};

    /// Whether a known peer is served as if nothing were.
    [[nodiscard]] bool serves(TestAgent &node) const
    {
        const auto peer = m_console.greet(node.endpoint());
        return peer && ask<api::NodeFactsGet>(**peer);
    }

private Q_SLOTS:
    void initTestCase()
    {
        rlimit files = {};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
        files.rlim_cur = files.rlim_max;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    }

    void aSilentStrangerIsSentAway()
    {
        QTemporaryDir folder;
        auto peers = PeerStore::open(folder.filePath(u"peers.json"_s)).value();
        MethodTable methods;
        bindGreeting(methods, *peers, {u"id"_s, u"n"_s, [] { return QList<QString>(); }, {}});
        Server::Settings settings;
        settings.listen = {u"127.0.0.1"_s};
        settings.strangerTime = 200ms;
        const Identity own = Identity::generate().value();
        KnownPeers known(*peers);
        Server server(TlsContext::create(TlsContext::Role::Server, own).value(), methods, known, settings);
        QVERIFY(server.listen());
        RudePeer silent(m_stranger, {u"127.0.0.1"_s, server.port()});
        QTRY_COMPARE(server.strangers(), 1);
        QTRY_VERIFY(silent.isClosed);
        QVERIFY2(silent.heard.contains("pair first"), silent.heard.constData());
        QTRY_COMPARE(server.sessions(), 0);
        QCOMPARE(server.strangers(), 0);
    }

    void garbageCostsAStrangerTheConnection()
    {
        TestAgent node;
        RudePeer rude(m_stranger, node.endpoint());
        rude.transport->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_VERIFY(rude.isClosed);
        QVERIFY2(rude.heard.contains("not JSON"), rude.heard.constData());
    }

    void garbageCostsAKnownPeerTheMessageOnly()
    {
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        RudePeer rude(m_console, node.endpoint());
        rude.transport->send("\xff\xfe{]\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\","
                             "\"params\":{\"minVersion\":1,\"maxVersion\":1}}\n");
        QTRY_VERIFY(rude.heard.contains("\"role\":\"Viewer\""));
        QVERIFY(!rude.isClosed);
    }

    void anEndlessLineCostsBoundedMemory_data()
    {
        QTest::addColumn<bool>("known");
        QTest::newRow("stranger") << false;
        QTest::newRow("known peer") << true;
    }

    void anEndlessLineCostsBoundedMemory()
    {
        QFETCH(bool, known);
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        RudePeer rude(known ? m_console : m_stranger, node.endpoint());
        const qint64 before = residentBytes();
        const QByteArray block(256 * 1024, 'x');
        constexpr qint64 All = 2LL * 1024 * 1024 * 1024;
        qint64 sent = 0;
        while (sent < All && !rude.isClosed) {
            if (rude.transport->unsentBytes() < 2 * block.size()) {
                rude.transport->send(block);
                sent += block.size();
            }
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        }
        QVERIFY(rude.isClosed);
        QVERIFY2(sent < 64 * 1024 * 1024, "the agent took far more than a message may have");
        QVERIFY2(residentBytes() - before < 16 * 1024 * 1024, "the agent held what it should have refused");
        QVERIFY(serves(node));
    }

    void deepNestingIsRefused()
    {
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        RudePeer rude(m_console, node.endpoint());
        rude.transport->send(QByteArray(10'000, '[') + QByteArray(10'000, ']') + '\n');
        QTRY_VERIFY2(rude.heard.contains("nested deeper"), rude.heard.constData());
        QVERIFY(!rude.isClosed);
        RudePeer stranger(m_stranger, node.endpoint());
        stranger.transport->send(QByteArray(4'000, '[') + '\n');
        QTRY_VERIFY(stranger.isClosed);
        QVERIFY(serves(node));
    }

    void aStrangerMaySayOnlyALittle_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("requests") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"hello",)"
                                                R"("params":{"minVersion":1,"maxVersion":1}})");
        QTest::newRow("notifications") << QByteArray(R"({"jsonrpc":"2.0","method":"x","params":{}})");
        QTest::newRow("cancellations")
            << QByteArray(R"({"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":1}})");
        QTest::newRow("empty lines") << QByteArray();
    }

    void aStrangerMaySayOnlyALittle()
    {
        QFETCH(QByteArray, line);
        TestAgent node;
        RudePeer rude(m_stranger, node.endpoint());
        constexpr int Most = PeerLimits::stranger().maxLines.value();
        for (int i = 0; i < Most + 1; ++i)
            rude.transport->send(line + '\n');
        QTRY_VERIFY(rude.isClosed);
        QVERIFY2(rude.heard.contains("QuotaExceeded"), rude.heard.constData());
    }

    void aKnownPeerMaySayALot()
    {
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        RudePeer polite(m_console, node.endpoint());
        for (int i = 0; i < 10 * PeerLimits::stranger().maxLines.value(); ++i)
            polite.transport->send("\n");
        polite.transport->send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\","
                               "\"params\":{\"minVersion\":1,\"maxVersion\":1}}\n");
        QTRY_VERIFY(polite.heard.contains("\"role\":\"Viewer\""));
        QVERIFY(!polite.isClosed);
    }

    void strangersOfOneSourceMakePlaceForEachOther()
    {
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        std::vector<std::unique_ptr<RudePeer>> crowd;
        for (int i = 0; i < 3 * Server::StrangerRoom.perSource; ++i)
            crowd.push_back(std::make_unique<RudePeer>(m_stranger, node.endpoint()));
        QTRY_COMPARE(node.agent().server().strangers(), Server::StrangerRoom.perSource);
        QVERIFY(!crowd.back()->isClosed);
        QTRY_VERIFY(crowd.front()->isClosed);
        QVERIFY2(crowd.front()->heard.contains("made place for another stranger"),
                 crowd.front()->heard.constData());
        QVERIFY(serves(node));
    }

    void tellsItsPeersThatItStops()
    {
        auto node = std::make_unique<TestAgent>();
        node->trust(m_known, Role::Viewer);
        const auto peer = m_console.greet(node->endpoint());
        QVERIFY(peer);
        QSignalSpy closed(peer->get(), &RpcPeer::closed);
        node.reset();
        QTRY_COMPARE(closed.size(), 1);
        const auto why = closed.at(0).at(0).value<Error>();
        QCOMPARE(why.code, ErrorCode::Unavailable);
        QVERIFY2(why.text.contains(u"the agent stops"_s), qPrintable(why.text));
    }

    void aThousandConnectionsKeepNobodyOut()
    {
        TestAgent node;
        node.trust(m_known, Role::Viewer);
        const qint64 before = residentBytes();
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 1000; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(u"127.0.0.1"_s, node.endpoint().port);
        }
        QVERIFY(serves(node));
        QVERIFY2(std::ranges::any_of(
                     crowd, [](const auto &socket) { return socket->state() == QTcpSocket::ConnectedState; }),
                 "a known peer waited until the strangers were gone");
        QVERIFY(node.agent().server().sessions() <= Server::StrangerRoom.all);
#ifdef __SANITIZE_ADDRESS__
        constexpr int Share = 6; // freed memory is kept, and what surrounds each piece
#else
        constexpr int Share = 1;
#endif
        QVERIFY(residentBytes() - before < Share * 64 * 1024 * 1024);
    }
};

QTEST_GUILESS_MAIN(TestAgentStrangers)
#include "tst_agentstrangers.moc"
