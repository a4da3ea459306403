// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdclient.h"
#include "agent/composite/etcd/systemkeys.h"
#include "tests/support/realetcd.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto Folder = u"/muster/systems/s1/"_s;

/// Answers each request with the same, or says nothing.
class RudeServer : public QTcpServer
{
public:
    explicit RudeServer(const QByteArray &answer, const QByteArray &watch = {}, int backlog = 50)
    {
        setListenBacklogSize(backlog);
        connect(this, &QTcpServer::newConnection, this, [this, answer, watch] {
            QTcpSocket *const socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer, watch] {
                const bool isWatch = socket->readAll().startsWith("POST /v3/watch");
                watches += isWatch;
                socket->write(isWatch ? watch : answer);
            });
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
    }
    [[nodiscard]] QString endpoint() const { return u"http://127.0.0.1:%1"_s.arg(serverPort()); }

    int connections = 0;
    int watches = 0;
};

/// A whole answer of HTTP.
QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

EtcdConfig at(const QList<QString> &endpoints)
{
    EtcdConfig config;
    config.endpoints = endpoints;
    return config;
}

/// What a call ends with, in `outcome`.
template <typename T>
void keep(QCoro::Task<Result<T>> &&task, std::optional<Result<T>> &outcome)
{
    std::move(task).then([&outcome](const Result<T> &result) { outcome = result; });
}

} // namespace

class TestEtcdClient : public QObject
{
    Q_OBJECT

    RealEtcd m_etcd;
    QString m_missing;

private Q_SLOTS:
    void initTestCase()
    {
        m_missing = m_etcd.prepare();
        if (m_missing.isEmpty())
            QVERIFY(m_etcd.start());
    }

    void givesUpOnAServerThatSaysNothing()
    {
        const RudeServer silent{{}};
        EtcdClient client(at({silent.endpoint()}));
        std::optional<Result<EtcdRange>> outcome;
        keep(client.range(Folder, 300ms), outcome);
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->error().code, ErrorCode::Timeout);
        QCOMPARE(outcome->error().source, silent.endpoint());
    }

    void askedAnewOverAWireThatWasCut()
    {
        // As behind a pulled cable: what is sent to open a connection is dropped, for the queue is full.
        RudeServer server{ok(R"({"header":{"revision":"3"}})"), {}, 1};
        server.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 4; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, server.serverPort());
        }
        QTRY_COMPARE(crowd.front()->state(), QAbstractSocket::ConnectedState);
        EtcdClient client(at({server.endpoint()}));
        std::optional<Result<EtcdRange>> outcome;
        // More than there are connections to one server at a time.
        for (int i = 0; i < 8; ++i) {
            outcome.reset();
            keep(client.range(Folder, 150ms), outcome);
            QTRY_VERIFY(outcome);
            QCOMPARE(outcome->error().code, ErrorCode::Timeout);
        }
        crowd.clear();
        server.resumeAccepting();
        QTRY_VERIFY(server.connections > 0);
        outcome.reset();
        keep(client.range(Folder, 700ms), outcome);
        QTRY_VERIFY(outcome);
        QVERIFY2(outcome->has_value(), qPrintable(*outcome ? QString() : describe(outcome->error())));
    }

    void theNextServerHasItsPartOfTheTime()
    {
        const RudeServer silent{{}};
        const RudeServer other{ok(R"({"header":{"revision":"3"}})")};
        EtcdClient client(at({silent.endpoint(), other.endpoint()}));
        std::optional<Result<EtcdRange>> outcome;
        keep(client.range(Folder, 600ms), outcome);
        QTRY_VERIFY(outcome);
        QVERIFY2(outcome->has_value(), qPrintable(*outcome ? QString() : describe(outcome->error())));
        QCOMPARE((*outcome)->revision, 3);
        // The one that answered is asked first from then on.
        outcome.reset();
        const int before = silent.connections;
        keep(client.range(Folder, 600ms), outcome);
        QTRY_VERIFY(outcome && *outcome);
        QCOMPARE(silent.connections, before);
    }

    void readsNoAnswerWithoutEnd()
    {
        const QByteArray much(EtcdRequest::MaxAnswerBytes + 1, ' ');
        const RudeServer endless("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + much);
        EtcdClient client(at({endless.endpoint()}));
        std::optional<Result<EtcdRange>> outcome;
        keep(client.range(Folder, 5s), outcome);
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->error().code, ErrorCode::Unavailable);
        QVERIFY(outcome->error().text.contains(u"too long"_s));
    }

    void asksNoMoreThanItsLimitAtATime()
    {
        const RudeServer silent{{}};
        std::vector<std::optional<Result<EtcdRange>>> outcomes(EtcdClient::MaxRequests + 1);
        EtcdClient client(at({silent.endpoint()}));
        for (auto &outcome : outcomes)
            keep(client.range(Folder, 10s), outcome);
        QVERIFY(outcomes.back());
        QCOMPARE(outcomes.back()->error().code, ErrorCode::Busy);
        QVERIFY(!outcomes.front() && !outcomes[EtcdClient::MaxRequests - 1]);
    }

    void answersAllThatWaitsWhenItDies()
    {
        const RudeServer silent{{}};
        auto client = std::make_unique<EtcdClient>(at({silent.endpoint()}));
        std::optional<Result<EtcdRange>> outcome;
        keep(client->range(Folder, 10s), outcome);
        client.reset();
        QVERIFY(outcome);
        QCOMPARE(outcome->error().code, ErrorCode::Cancelled);
    }

    void aLeaseThatIsOverHasNoTime()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
        EtcdClient client(m_etcd.config());
        std::optional<Result<EtcdLeaseAnswer>> lease;
        keep(client.grant(60s, 5s), lease);
        QTRY_VERIFY(lease && *lease);
        QCOMPARE((*lease)->ttl, 60s);
        const qint64 id = (*lease)->id;
        for (int i = 0; i < 2; ++i) { // one that is over is no error
            std::optional<Result<void>> revoked;
            keep(client.revoke(id, 5s), revoked);
            QTRY_VERIFY(revoked && *revoked);
        }
        lease.reset();
        keep(client.keepAlive(id, 5s), lease);
        QTRY_VERIFY(lease && *lease);
        QCOMPARE((*lease)->ttl, 0s);
        lease.reset();
        keep(client.timeToLive(id, 5s), lease);
        QTRY_VERIFY(lease && *lease);
        QCOMPARE((*lease)->ttl, -1s);
    }

    void followsKeys()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
        m_etcd.ctl({u"put"_s, Folder + u"coordinator"_s, u"node-1"_s});
        EtcdClient client(m_etcd.config());
        SystemKeys keys(client, Folder, 3s);
        keys.start();
        const auto value = [&] { return keys.entry(u"coordinator"_s).value_or(EtcdEntry()).value; };
        QTRY_COMPARE(value(), "node-1");
        m_etcd.ctl({u"put"_s, Folder + u"coordinator"_s, u"node-2"_s});
        QTRY_COMPARE(value(), "node-2");
        m_etcd.ctl({u"put"_s, u"/muster/systems/s10/coordinator"_s, u"node-3"_s});
        m_etcd.ctl({u"del"_s, Folder + u"coordinator"_s});
        QTRY_VERIFY(!keys.entry(u"coordinator"_s));
        QVERIFY(keys.isKnown());
    }

    void whatWasNotedIsNotUndoneByOlderNews()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
        m_etcd.ctl({u"put"_s, Folder + u"coordinator"_s, u"node-1"_s});
        EtcdClient client(m_etcd.config());
        SystemKeys keys(client, Folder, 3s);
        keys.start();
        QTRY_VERIFY(keys.entry(u"coordinator"_s));
        const qint64 revision = keys.entry(u"coordinator"_s)->modRevision;
        keys.note(u"coordinator"_s, {"node-9", revision + 2, 7});
        QSignalSpy changed(&keys, &SystemKeys::changed);
        m_etcd.ctl({u"put"_s, Folder + u"coordinator"_s, u"older"_s});
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(keys.entry(u"coordinator"_s)->value, "node-9");
        m_etcd.ctl({u"put"_s, Folder + u"coordinator"_s, u"same"_s});
        QTRY_COMPARE(keys.entry(u"coordinator"_s)->value, "same");
    }

    void readsAgainWhenAWatchIsEnded_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isTrouble");
        QTest::newRow("compacted") << QByteArray(R"({"result":{"canceled":true,"compact_revision":"3"}})")
                                   << false;
        QTest::newRow("ended") << QByteArray() << true;
        QTest::newRow("nonsense") << QByteArray("<html>") << true;
    }

    void readsAgainWhenAWatchIsEnded()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, isTrouble);
        const RudeServer server(ok(R"({"header":{"revision":"3"}})"), ok(line + '\n'));
        EtcdClient client(at({server.endpoint()}));
        SystemKeys keys(client, Folder, 3s);
        bool hadTrouble = false;
        connect(&keys, &SystemKeys::changed, this, [&] { hadTrouble |= keys.trouble().has_value(); });
        keys.start();
        QTRY_VERIFY(server.watches >= 3);
        QVERIFY(keys.isKnown());
        QCOMPARE(hadTrouble, isTrouble);
    }

    void holdsNoMoreKeysThanItsLimit()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
        const auto folder = u"/muster/systems/many/"_s;
        EtcdClient client(m_etcd.config());
        const auto put = [&](int from, int to) {
            for (int i = from; i < to; ++i) {
                std::optional<Result<EtcdTxnAnswer>> done;
                keep(client.txn({{}, {{folder + QString::number(i), "x", 0}}, {}, {}}, 5s), done);
                QTRY_VERIFY(done && *done);
            }
        };
        put(0, SystemKeys::MaxEntries);
        SystemKeys keys(client, folder, 3s);
        keys.start();
        QTRY_VERIFY(keys.isKnown());
        put(SystemKeys::MaxEntries, SystemKeys::MaxEntries + 1);
        // Read again at the latest, it is too many.
        QTRY_VERIFY(keys.trouble());
        QCOMPARE(keys.trouble()->code, ErrorCode::TooLarge);
        QVERIFY(!keys.entry(QString::number(SystemKeys::MaxEntries)));
    }
};

QTEST_GUILESS_MAIN(TestEtcdClient)
#include "tst_etcdclient.moc"
