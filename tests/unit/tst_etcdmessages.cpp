// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcderror.h"
#include "agent/composite/etcd/etcdmessages.h"
#include "agent/composite/etcd/leaseright.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What etcd 3.5.16 was heard to say.
class TestEtcdMessages : public QObject
{
    Q_OBJECT

    const QString m_folder = u"/muster/systems/x/"_s;

private Q_SLOTS:
    void asksForATransaction()
    {
        const EtcdTxn txn{{{u"/k"_s, 7}}, {{u"/k"_s, "v", 9}}, {u"/old"_s}, u"/k"_s};
        QCOMPARE(etcd::txn(txn),
                 R"({"compare":[{"key":"L2s=","target":"MOD","result":"EQUAL","mod_revision":"7"}],)"
                 R"("success":[{"request_put":{"key":"L2s=","value":"dg==","lease":"9"}},)"
                 R"({"request_delete_range":{"key":"L29sZA=="}}],)"
                 R"("failure":[{"request_range":{"key":"L2s="}}]})");
    }

    void asksForAllBelowAFolder()
    {
        // "/a/" to "/a0": what follows / in ASCII.
        QCOMPARE(etcd::range(u"/a/"_s), R"({"key":"L2Ev","range_end":"L2Ew"})");
        QCOMPARE(etcd::watch(u"/a/"_s, 5),
                 R"({"create_request":{"key":"L2Ev","range_end":"L2Ew","start_revision":"5"}})");
    }

    void readsLeases()
    {
        const auto granted =
            etcd::readLease(R"({"header":{"revision":"1"}, "ID":"1418812107752449541", "TTL":"2"})");
        QVERIFY(granted);
        QCOMPARE(granted->id, 1418812107752449541);
        QCOMPARE(granted->ttl, 2s);
        const auto over = etcd::readLease(R"({"result":{"header":{"revision":"2"},"ID":"4711"}})");
        QVERIFY(over);
        QCOMPARE(over->ttl, 0s);
        QCOMPARE(etcd::readLease(R"({"ID":"4711","TTL":"-1"})")->ttl, -1s);
    }

    void readsARange()
    {
        const auto range = etcd::readRange(
            R"({"header":{"revision":"4"}, "kvs":[{"key":"L211c3Rlci9zeXN0ZW1zL3gvY29vcmRpbmF0b3I=",
                "create_revision":"2", "mod_revision":"3", "version":"1", "value":"YQ==",
                "lease":"1418812107752449543"}], "count":"1"})",
            m_folder);
        QVERIFY(range);
        QCOMPARE(range->revision, 4);
        QCOMPARE(range->entries, (EtcdEntries{{u"coordinator"_s, {"a", 3, 1418812107752449543}}}));
    }

    void readsWhatBecameOfATransaction()
    {
        const auto done = etcd::readTxn(
            R"({"header":{"revision":"2"},"succeeded":true,"responses":[{"response_put":{}}]})");
        QVERIFY(done && done->isDone);
        QCOMPARE(done->revision, 2);
        const auto refused = etcd::readTxn(R"({"header":{"revision":"2"},"responses":[{"response_range":
            {"kvs":[{"key":"L2s=","mod_revision":"2","value":"YQ==","lease":"5"}]}}]})");
        QVERIFY(refused && !refused->isDone);
        QCOMPARE(refused->instead, EtcdEntry({"a", 2, 5}));
    }

    void readsChanges()
    {
        const auto put = etcd::readChange(R"({"result":{"header":{"revision":"2"},"events":[{"kv":{
            "key":"L211c3Rlci9zeXN0ZW1zL3gvY29vcmRpbmF0b3I=","create_revision":"2","mod_revision":"2",
            "version":"1","value":"YQ==","lease":"5"}}]}})",
                                          m_folder);
        QVERIFY(put);
        QCOMPARE(put->events.size(), 1);
        QCOMPARE(put->events.first().key, u"coordinator"_s);
        QCOMPARE(put->events.first().entry, EtcdEntry({"a", 2, 5}));
        const auto deleted =
            etcd::readChange(R"({"result":{"header":{"revision":"3"},"events":[{"type":"DELETE",
            "kv":{"key":"L211c3Rlci9zeXN0ZW1zL3gvY29vcmRpbmF0b3I=","mod_revision":"3"}}]}})",
                             m_folder);
        QVERIFY(deleted);
        QCOMPARE(deleted->events.first().modRevision, 3);
        QVERIFY(!deleted->events.first().entry);
        const auto begun =
            etcd::readChange(R"({"result":{"header":{"revision":"3"},"created":true}})", m_folder);
        QVERIFY(begun && begun->events.isEmpty() && !begun->isOver);
    }

    void aWatchEndsWithWhatIsNoLongerKept()
    {
        const auto change = etcd::readChange(
            R"({"result":{"header":{"raft_term":"2"},"canceled":true,"compact_revision":"3"}})", m_folder);
        QVERIFY(change && change->isOver);
        const auto refused = etcd::readChange(
            R"({"error":{"grpc_code":16,"http_code":401,"message":"etcdserver: invalid auth token"}})",
            m_folder);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("other types") << QByteArray(R"({"header":7,"ID":[],"token":{},"kvs":1})");
        QTest::newRow("a header without revision") << QByteArray(R"({"header":{},"ID":"x"})");
    }

    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(etcd::readLease(text).error().code, ErrorCode::Unavailable);
        QCOMPARE(etcd::readRange(text, m_folder).error().code, ErrorCode::Unavailable);
        QCOMPARE(etcd::readTxn(text).error().code, ErrorCode::Unavailable);
        QCOMPARE(etcd::readToken(text).error().code, ErrorCode::Unavailable);
    }

    void saysWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("isOfServer");
        QTest::addColumn<bool>("isOfLogin");
        QTest::newRow("disk full") << 429 << QByteArray("etcdserver: mvcc: database space exceeded")
                                   << ErrorCode::QuotaExceeded << false << false;
        QTest::newRow("no leader") << 503 << QByteArray("etcdserver: no leader") << ErrorCode::Unavailable
                                   << true << false;
        QTest::newRow("old login") << 401 << QByteArray("etcdserver: invalid auth token")
                                   << ErrorCode::Forbidden << false << true;
        QTest::newRow("common name")
            << 400
            << QByteArray(
                   "CommonName of client sending a request against gateway will be ignored and not used")
            << ErrorCode::Forbidden << false << false;
        QTest::newRow("slow") << 504 << QByteArray("etcdserver: request timed out") << ErrorCode::Timeout
                              << true << false;
        QTest::newRow("no lease") << 404 << QByteArray("etcdserver: requested lease not found")
                                  << ErrorCode::NotFound << false << false;
        QTest::newRow("of a server, unknown")
            << 500 << QByteArray("etcdserver: corrupt") << ErrorCode::Unavailable << true << false;
        QTest::newRow("of us, unknown")
            << 400 << QByteArray("proto: bad") << ErrorCode::Unavailable << false << false;
    }

    void saysWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, message);
        const QByteArray body = "{\"code\":1, \"message\":\"" + message + "\"}";
        const EtcdFailure failure =
            toFailure({u"https://a:2379"_s, QNetworkReply::UnknownContentError, {}, status, body});
        QTEST(failure.error.code, "code");
        QTEST(failure.isOfServer, "isOfServer");
        QTEST(failure.isOfLogin, "isOfLogin");
        QCOMPARE(failure.error.source, u"https://a:2379"_s);
        QVERIFY(!failure.error.text.isEmpty());
    }

    void theRightEndsBeforeTheLease()
    {
        const BootClock::time_point asked{100s};
        QCOMPARE(LeaseRight::end(asked, 3s).time_since_epoch(), 102'500ms); // half a second at least
        QCOMPARE(LeaseRight::end(asked, 5s).time_since_epoch(), 104'500ms);
        QCOMPARE(LeaseRight::end(asked, 60s).time_since_epoch(), 154s); // a tenth
    }
};

QTEST_APPLESS_MAIN(TestEtcdMessages)
#include "tst_etcdmessages.moc"
