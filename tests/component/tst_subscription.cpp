// SPDX-License-Identifier: Apache-2.0
#include "agent/server/subscription.h"
#include "shared/api/events.h"
#include "shared/wire/rpcpeer.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/memorytransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

class TestSubscription : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryEventLog> m_log;
    MemoryTransport *m_agentSide = nullptr;
    std::unique_ptr<RpcPeer> m_agent;
    std::unique_ptr<RpcPeer> m_console;
    std::unique_ptr<Subscription> m_subscription;
    QList<qint64> m_received;

    void tell(QLatin1StringView kind, const QString &subject, qsizetype bytes = 0)
    {
        m_log->append({kind == events::UnitFailed || kind == events::UnitChanged ? Topic::Units : Topic::Node,
                       kind, Health::OK, subject, QString(bytes, u'x')});
    }

    void subscribe(qint64 next, const QList<Topic> &topics = {})
    {
        m_subscription = std::make_unique<Subscription>(*m_log, *m_agent, SubscriptionStart{next, topics});
    }

    static QList<qint64> numbers(qint64 from, qint64 to)
    {
        QList<qint64> list;
        for (qint64 i = from; i <= to; ++i)
            list.append(i);
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<MemoryEventLog>();
        m_received.clear();
        auto [agentSide, consoleSide] = MemoryTransport::pair();
        m_agentSide = agentSide.get();
        m_agent = std::make_unique<RpcPeer>(std::move(agentSide));
        m_console = std::make_unique<RpcPeer>(std::move(consoleSide));
        connect(m_console.get(), &RpcPeer::notified, this,
                [this](QByteArrayView method, const JsonValue &params) {
                    QCOMPARE(method, QByteArrayView(api::EventsSubscribe::Notification));
                    m_received.append(decode<Event>(params).value_or(Event()).sequence);
                });
    }

    void cleanup() { m_subscription.reset(); }

    void sendsWhatIsStoredThenWhatHappens()
    {
        for (int i = 0; i < 1000; ++i)
            tell(events::NodeChanged, u"n"_s);
        subscribe(3);
        QTRY_COMPARE(m_received, numbers(3, 1000));
        tell(events::NodeChanged, u"n"_s);
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received, numbers(3, 1002));
    }

    void eventsBetweenTheCallAndTheBeginningAreNotLost()
    {
        tell(events::NodeChanged, u"n"_s);
        subscribe(1);
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received, numbers(1, 2));
    }

    void sendsALiveEventInTheSameTurn()
    {
        subscribe(1);
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received, numbers(1, 1));
        tell(events::NodeChanged, u"n"_s);
        QVERIFY(m_agent->unsentBytes() > 0);
    }

    void keepsToItsTopics()
    {
        tell(events::NodeChanged, u"n"_s);
        tell(events::UnitFailed, u"a.service"_s);
        subscribe(1, {Topic::Units});
        QTRY_COMPARE(m_received, QList<qint64>{2});
        tell(events::NodeChanged, u"n"_s);
        tell(events::UnitFailed, u"b.service"_s);
        QTRY_COMPARE(m_received, (QList<qint64>{2, 4}));
    }

    void aSlowReaderCostsBoundedMemoryAndLosesNothing()
    {
        subscribe(1);
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received.size(), 1);
        m_agentSide->setStalled(true);
        constexpr int Count = 5000;
        qint64 most = 0;
        for (int i = 0; i < Count; ++i) {
            tell(events::NodeChanged, u"n"_s, 1000);
            most = std::max(most, m_agent->unsentBytes());
        }
        QVERIFY2(most <= Subscription::LowWater + 4096, QByteArray::number(most).constData());
        m_agentSide->setStalled(false);
        QTRY_COMPARE(m_received, numbers(1, Count + 1));
        // And it is live again.
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received, numbers(1, Count + 2));
    }

    void aSlowReaderGetsTheLatestStateAndEveryFailure()
    {
        subscribe(1);
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(m_received.size(), 1);
        m_agentSide->setStalled(true);
        for (int i = 0; i < 300; ++i)
            tell(events::NodeChanged, u"n"_s, 1000); // until it counts as slow
        QList<qint64> failures;
        for (int i = 0; i < 100; ++i) {
            tell(events::UnitChanged, u"fan.service"_s, 1000);
            tell(events::UnitFailed, u"fan.service"_s, 1000);
            failures.append(m_log->newest());
        }
        const qint64 lastChange = m_log->newest() - 1;
        m_agentSide->setStalled(false);
        QTRY_VERIFY(m_received.contains(m_log->newest()));
        for (const qint64 failure : std::as_const(failures))
            QCOMPARE(m_received.count(failure), 1);
        QVERIFY(m_received.contains(lastChange));
        QVERIFY(m_received.size() < m_log->newest());
        QVERIFY(std::ranges::is_sorted(m_received));
    }

    void endsTheConnectionWhenAnotherEpochBegins()
    {
        tell(events::NodeChanged, u"n"_s);
        subscribe(1);
        QTRY_COMPARE(m_received, numbers(1, 1));
        QSignalSpy closed(m_console.get(), &RpcPeer::closed);
        Q_EMIT m_log->epochChanged();
        tell(events::NodeChanged, u"n"_s);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_received, numbers(1, 1));
        const auto why = closed.at(0).at(0).value<Error>();
        QVERIFY2(why.text.contains(u"epoch"_s), qPrintable(why.text));
    }

    void survivesItsReader()
    {
        subscribe(1);
        QSignalSpy closed(m_agent.get(), &RpcPeer::closed);
        m_console.reset();
        QTRY_COMPARE(closed.size(), 1);
        tell(events::NodeChanged, u"n"_s);
    }
};

QTEST_GUILESS_MAIN(TestSubscription)
#include "tst_subscription.moc"
