// SPDX-License-Identifier: Apache-2.0
#include "shared/api/hello.h"
#include "shared/wire/rpcpeer.h"
#include "tests/support/memorytransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a call ended with, so that a test can wait for it.
struct Outcome
{
    std::optional<QByteArray> result;
    std::optional<Error> error;
    int times = 0;

    RpcPeer::Done taker()
    {
        return [this](Result<JsonValue> json) {
            ++times;
            if (json)
                result = json->toJson();
            else
                error = json.error();
        };
    }
};

} // namespace

class TestRpcPeer : public QObject
{
    Q_OBJECT

    MemoryTransport *m_clientWire = nullptr;
    MemoryTransport *m_serverWire = nullptr;
    std::unique_ptr<RpcPeer> m_client;
    std::unique_ptr<RpcPeer> m_server;
    std::vector<std::shared_ptr<IncomingRequest>> m_held;

    void join(PeerLimits serverLimits = {})
    {
        auto [client, server] = MemoryTransport::pair();
        m_clientWire = client.get();
        m_serverWire = server.get();
        m_client = std::make_unique<RpcPeer>(std::move(client));
        m_server = std::make_unique<RpcPeer>(std::move(server), serverLimits);
        m_server->setRequestHandler([this](std::shared_ptr<IncomingRequest> request) {
            if (request->method() == "echo")
                request->answer(request->params() ? request->params()->toJson() : QByteArray("null"));
            else if (request->method() == "hold")
                m_held.push_back(std::move(request));
            else if (request->method() == "refuse")
                request->answer(fail(ErrorCode::Busy, u"in use"_s, u"dump"_s));
        });
    }

private Q_SLOTS:
    void init() { join(); }

    void cleanup()
    {
        m_held.clear();
        m_client.reset();
        m_server.reset();
    }

    void answersACall()
    {
        Outcome outcome;
        m_client->call("echo", "{\"a\":1}", 5s, outcome.taker());
        QVERIFY2(!outcome.times, "an answer never comes from inside call()");
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.result, QByteArray("{\"a\":1}"));
    }

    void answersHoweverBytesArrive()
    {
        m_clientWire->setPiece(1);
        m_serverWire->setPiece(3);
        Outcome first, second;
        m_client->call("echo", "{\"a\":1}", 5s, first.taker());
        m_client->call("echo", "{\"a\":2}", 5s, second.taker());
        QTRY_COMPARE(second.result, QByteArray("{\"a\":2}"));
        QCOMPARE(first.result, QByteArray("{\"a\":1}"));
    }

    void carriesErrorsWhole()
    {
        Outcome outcome;
        m_client->call("refuse", {}, 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::Busy);
        QCOMPARE(outcome.error->field, u"dump"_s);
    }

    void tellsWhenARequestWasDropped()
    {
        Outcome outcome;
        m_client->call("nobody-knows", {}, 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::Internal);
    }

    void givesUpAtTheDeadline()
    {
        Outcome outcome;
        m_client->call("hold", {}, 50ms, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::Timeout);
        QTRY_VERIFY(m_held.at(0)->stopToken().stop_requested());
        m_held.at(0)->answer(QByteArray("1"));
        Outcome next;
        m_client->call("echo", "{}", 5s, next.taker());
        QTRY_COMPARE(next.times, 1);
        QCOMPARE(outcome.times, 1);
    }

    void cancels()
    {
        Outcome outcome;
        const qint64 id = m_client->call("hold", {}, 5s, outcome.taker());
        QTRY_COMPARE(m_held.size(), 1u);
        m_client->cancel(id);
        QCOMPARE(outcome.error->code, ErrorCode::Cancelled);
        QTRY_VERIFY(m_held.at(0)->stopToken().stop_requested());
    }

    void endsAllCallsWithTheConnection()
    {
        Outcome outcome;
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        m_client->call("hold", {}, 5s, outcome.taker());
        QTRY_COMPARE(m_held.size(), 1u);
        m_server.reset();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(outcome.error->code, ErrorCode::Unavailable);
        Outcome late;
        m_client->call("echo", {}, 5s, late.taker());
        QTRY_COMPARE(late.times, 1);
        QCOMPARE(late.error->code, ErrorCode::Unavailable);
    }

    void survivesBeingDeletedInsideAnAnswer()
    {
        bool answered = false;
        m_client->call("echo", "{}", 5s, [&](const Result<JsonValue> &) {
            answered = true;
            m_client.reset();
        });
        Outcome second;
        m_client->call("echo", "{}", 5s, second.taker());
        QTRY_VERIFY(answered);
        QCOMPARE(second.error->code, ErrorCode::Unavailable);
    }

    void answersACallThatCameTooLateForItsConnection()
    {
        Outcome late;
        m_client->call("hold", "{}", 5s,
                       [&](const Result<JsonValue> &) { m_client->call("echo", "{}", 5s, late.taker()); });
        connect(m_client.get(), &RpcPeer::closed, this, [this] { m_client.reset(); });
        QTRY_COMPARE(m_held.size(), 1u);
        m_server.reset();
        QTRY_COMPARE(late.times, 1);
        QVERIFY(!m_client);
        QCOMPARE(late.error->code, ErrorCode::Unavailable);
    }

    void answersACallMadeWhileItIsDeleted()
    {
        Outcome late;
        m_client->call("hold", "{}", 5s, [&, peer = m_client.get()](const Result<JsonValue> &) {
            peer->call("echo", "{}", 5s, late.taker());
        });
        m_client.reset();
        QCOMPARE(late.times, 1);
        QCOMPARE(late.error->code, ErrorCode::Unavailable);
    }

    void survivesBeingDeletedWhileItCancels()
    {
        Outcome outcome;
        auto [client, server] = MemoryTransport::pair();
        m_client = std::make_unique<RpcPeer>(std::move(client), PeerLimits{.maxUnsentBytes = 300});
        m_server = std::make_unique<RpcPeer>(std::move(server));
        const qint64 id =
            m_client->call("hold", "{\"x\":\"" + QByteArray(200, 'x') + "\"}", 5s, outcome.taker());
        connect(m_client.get(), &RpcPeer::closed, this, [this] { m_client.reset(); });
        m_client->cancel(id);
        QTRY_VERIFY(!m_client);
        QCOMPARE(outcome.times, 1);
        QVERIFY(outcome.error);
    }

    void stopsAllRequestsWhenItIsDeleted()
    {
        constexpr size_t Requests = 60;
        for (size_t i = 0; i < Requests; ++i)
            m_client->call("hold", "{}", 5s, [](const Result<JsonValue> &) { });
        QTRY_COMPARE(m_held.size(), Requests);
        using Callback = std::stop_callback<std::function<void()>>;
        std::vector<std::stop_token> tokens;
        std::vector<std::unique_ptr<Callback>> callbacks;
        for (size_t i = 0; i < Requests; ++i) {
            tokens.push_back(m_held[i]->stopToken());
            // As a flow that is told to stop: it ends, and lets go of its request.
            callbacks.push_back(std::make_unique<Callback>(tokens.back(), [this, i] { m_held[i].reset(); }));
        }
        m_server.reset();
        for (const std::stop_token &token : tokens)
            QVERIFY(token.stop_requested());
    }

    void takesNoMoreRequestsWhileTimedOutOnesAreStillWorkedOn()
    {
        join({.maxInFlight = 2});
        Outcome first, second, third;
        m_client->call("hold", {}, 20ms, first.taker());
        m_client->call("hold", {}, 20ms, second.taker());
        QTRY_COMPARE(second.times, 1);
        QTRY_VERIFY(m_held.at(1)->stopToken().stop_requested());
        m_client->call("hold", {}, 5s, third.taker());
        QTRY_COMPARE(third.times, 1);
        QCOMPARE(third.error->code, ErrorCode::Busy);
        m_held.clear();
        Outcome fourth;
        m_client->call("echo", "{}", 5s, fourth.taker());
        QTRY_COMPARE(fourth.times, 1);
        QVERIFY(fourth.result);
    }

    void tellsThatAnAnswerIsTooLong()
    {
        m_server->setRequestHandler([](const std::shared_ptr<IncomingRequest> &request) {
            request->answer('"' + QByteArray(PeerLimits{}.maxMessageBytes, 'x') + '"');
        });
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        Outcome outcome;
        m_client->call("dump", "{}", 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::TooLarge);
        QCOMPARE(closed.size(), 0);
    }

    void tellsWhichRequestItCannotRead()
    {
        Outcome outcome;
        m_client->call("echo", "[1]", 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::Invalid);
        QCOMPARE(outcome.error->field, u"params"_s);
    }

    void takesNoMoreRequestsThanTheLimit()
    {
        join({.maxInFlight = 2});
        Outcome outcomes[3];
        for (Outcome &outcome : outcomes)
            m_client->call("hold", {}, 5s, outcome.taker());
        QTRY_COMPARE(outcomes[2].times, 1);
        QCOMPARE(outcomes[2].error->code, ErrorCode::Busy);
        QCOMPARE(m_held.size(), 2u);
        m_held.clear();
        QTRY_COMPARE(outcomes[1].times, 1);
    }

    void endsAConnectionWhoseLineIsTooLong()
    {
        join({.maxMessageBytes = 100});
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        m_clientWire->send(QByteArray(101, 'x'));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::TooLarge);
    }

    void endsAConnectionThatSaysMoreLinesThanItMay()
    {
        join({.maxLines = 2});
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        m_clientWire->send("\n\n");
        Outcome outcome;
        m_client->call("echo", {}, 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::QuotaExceeded);
    }

    void badMessagesCostAKnownPeerTheMessageOnly()
    {
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        Outcome outcome;
        m_clientWire->send("{\"jsonrpc\":\"2.0\",\"id\":1}\n");
        m_client->call("echo", "{\"still\":1}", 5s, outcome.taker());
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(closed.size(), 0);
    }

    void badMessagesCostAStrangerTheConnection()
    {
        join(PeerLimits::stranger());
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        m_clientWire->send("GET / HTTP/1.1\r\n");
        QTRY_COMPARE(closed.size(), 1);
    }

    void answersToNothingCostAStrangerTheConnection_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("without a number")
            << QByteArray(R"({"jsonrpc":"2.0","id":null,"error":{"message":"x"}})");
        QTest::newRow("to no question") << QByteArray(R"({"jsonrpc":"2.0","id":7,"result":1})");
    }

    void answersToNothingCostAStrangerTheConnection()
    {
        QFETCH(QByteArray, line);
        join(PeerLimits::stranger());
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        QSignalSpy heard(m_server.get(), &RpcPeer::heard);
        for (int i = 0; i < 10; ++i)
            m_clientWire->send(line + '\n');
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(heard.size(), 1);
    }

    void givesUpAReaderThatNeverReads()
    {
        join({.maxUnsentBytes = 1000});
        m_serverWire->setStalled(true);
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        for (int i = 0; i < 20; ++i)
            m_server->notify("event", QByteArray("{\"x\":\"" + QByteArray(100, 'x') + "\"}"));
        QVERIFY(m_server->unsentBytes() < 2000);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::TooLarge);
    }

    void neverAnswersFromInsideACall()
    {
        m_clientWire->setStalled(true);
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        m_client->setLimits({.maxUnsentBytes = 100});
        Outcome outcome;
        m_client->call("echo", "{\"x\":\"" + QByteArray(200, 'x') + "\"}", 5s, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QCOMPARE(closed.size(), 0);
        QTRY_COMPARE(outcome.times, 1);
        QCOMPARE(outcome.error->code, ErrorCode::TooLarge);
    }

    void tellsThePeerWhyItIsSentAway_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("line too long") << QByteArray(9000, 'x') << QByteArray("TooLarge");
        QTest::newRow("no JSON") << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("Invalid");
        QTest::newRow("answer to no question")
            << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":1}\n") << QByteArray("Invalid");
    }

    void tellsThePeerWhyItIsSentAway()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, reason);
        join(PeerLimits::stranger());
        QByteArray heard;
        connect(m_clientWire, &Transport::received, this, [&](QByteArrayView part) { heard += part; });
        QSignalSpy closed(m_server.get(), &RpcPeer::closed);
        m_clientWire->send(bytes);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY2(heard.contains("\"name\":\"" + reason), heard.constData());
        QCOMPARE(errorName(closed.at(0).at(0).value<Error>().code).toLatin1(), reason);
    }

    void tellsWhyThePeerEndedTheConnection()
    {
        Outcome outcome;
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        m_client->call("hold", {}, 5s, outcome.taker());
        QTRY_COMPARE(m_held.size(), 1u);
        m_server->endWith({ErrorCode::Busy, u"the house is full"_s, {}, {}, u"come tomorrow"_s});
        QTRY_COMPARE(closed.size(), 1);
        const auto told = closed.at(0).at(0).value<Error>();
        QCOMPARE(told.code, ErrorCode::Busy);
        QVERIFY2(told.text.contains(u"the house is full"_s), qPrintable(told.text));
        QCOMPARE(told.remedy, u"come tomorrow"_s);
        QCOMPARE(outcome.error->code, ErrorCode::Unavailable);
        QCOMPARE(outcome.error->text, told.text);
    }

    void anEarlierComplaintIsNotWhyTheConnectionEnded()
    {
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        QSignalSpy heard(m_client.get(), &RpcPeer::heard);
        m_clientWire->send("{\"jsonrpc\":\"2.0\",\"id\":true}\n");
        QTRY_COMPARE(heard.size(), 1);
        m_server->notify("event", "{}");
        QTRY_COMPARE(heard.size(), 2);
        m_server->close();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Cancelled);
    }

    void whyItEndsAConnectionItselfIsItsOwnReason()
    {
        QSignalSpy closed(m_client.get(), &RpcPeer::closed);
        QSignalSpy heard(m_client.get(), &RpcPeer::heard);
        m_clientWire->send("{\"jsonrpc\":\"2.0\",\"id\":true}\n");
        QTRY_COMPARE(heard.size(), 1);
        m_client->abort({ErrorCode::Timeout, u"nothing was heard of it"_s, {}, {}, {}});
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Timeout);
    }

    void hearsNotifications()
    {
        QByteArray heard;
        connect(m_client.get(), &RpcPeer::notified, this,
                [&](QByteArrayView method, const JsonValue &params) {
                    heard = method.toByteArray() + params.toJson();
                });
        m_server->notify("event", "{\"n\":1}");
        QTRY_COMPARE(heard, QByteArray("event{\"n\":1}"));
    }

    void awaitsTypedCalls()
    {
        m_server->setRequestHandler([](std::shared_ptr<IncomingRequest> request) {
            HelloAnswer answer;
            answer.nodeId = u"N"_s;
            answer.name = u"drawer-a"_s;
            request->answer(toJson(answer));
        });
        QString name;
        [](RpcPeer &peer, QString &into) -> QCoro::Task<> {
            const auto hello = co_await peer.call<api::Hello>({});
            into = hello ? hello->name : describe(hello.error());
        }(*m_client, name);
        QTRY_COMPARE(name, u"drawer-a"_s);
    }
};

QTEST_GUILESS_MAIN(TestRpcPeer)
#include "tst_rpcpeer.moc"
