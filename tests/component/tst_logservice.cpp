// SPDX-License-Identifier: Apache-2.0
#include "agent/log/logservice.h"
#include "agent/platform/simulated/simulatedlog.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTest>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

/// Writes an entry under an id that was another's, as soon as that is deleted.
class ReusingLog : public SimulatedLog
{
public:
    [[nodiscard]] QCoro::Task<Result<LogReading>> read() override
    {
        Result<LogReading> answer = LogReading();
        LogEntry entry;
        entry.id = u"1"_s;
        entry.at = Timestamp(std::chrono::milliseconds(isDeleted ? 2000 : 1000));
        entry.severity = LogSeverity::Error;
        answer->entries.append(entry);
        co_return answer;
    }
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString) override
    {
        isDeleted = true;
        Result<void> done;
        co_return done;
    }
    bool isDeleted = false;
};

struct Kept
{
    test::MemoryEventLog events;
    SimulatedLog log;
    LogService service{&log, events};

    Result<LogPage> list(const LogListParams &params = {}) { return QCoro::waitFor(service.list(params)); }
    Result<LogDeleted> remove(const LogDeleteParams &params)
    {
        return QCoro::waitFor(service.remove(params));
    }
};

} // namespace

class TestLogService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMachineWithoutLogHasNone()
    {
        test::MemoryEventLog events;
        LogService service(nullptr, events);
        service.start();
        QCOMPARE(QCoro::waitFor(service.list({})).error().code, ErrorCode::Unsupported);
        QCOMPARE(QCoro::waitFor(service.show(u"1"_s)).error().code, ErrorCode::Unsupported);
        QCOMPARE(QCoro::waitFor(service.blocks()).error().code, ErrorCode::Unsupported);
        QCOMPARE(QCoro::waitFor(service.remove({{}, true})).error().code, ErrorCode::Unsupported);
    }

    void isToldInPages()
    {
        Kept kept;
        for (int i = 0; i < 5; ++i)
            kept.log.write(LogSeverity::Error, u"error %1"_s.arg(i));
        LogListParams params;
        params.limit = 3;
        params.worst = LogSeverity::Error;
        const auto first = kept.list(params);
        QCOMPARE(first->entries.size(), 3);
        QCOMPARE(first->total, 5);
        QCOMPARE(first->open, 5);
        QVERIFY(!first->isLast);
        QCOMPARE(first->entries.first().message, u"error 4"_s);
        params.after = first->entries.last().id;
        const auto rest = kept.list(params);
        QCOMPARE(rest->entries.size(), 2);
        QVERIFY(rest->isLast);
        QVERIFY(kept.remove({{params.after}, false}));
        QCOMPARE(kept.list(params).error().code, ErrorCode::NotFound);
    }

    void aSeverityThatIsNotKnownCountsAsBad()
    {
        Kept kept;
        kept.log.write(LogSeverity::Unknown, u"odd"_s);
        LogListParams params;
        params.worst = LogSeverity::Emergency;
        const auto page = kept.list(params);
        QCOMPARE(page->total, 1);
        QCOMPARE(page->open, 1);
    }

    void anAnswerFitsAMessage()
    {
        Kept kept;
        for (int i = 0; i < MaxLogPage; ++i)
            kept.log.write(LogSeverity::Error, QString(MaxLogMessage, u'x'),
                           {{u"HUGE"_s, QString(MaxLogText, u'y')}});
        const auto page = kept.list();
        QCOMPARE(page->entries.size(), MaxLogPage);
        QVERIFY(toJson(*page).size() < 1024 * 1024);
    }

    void eitherSomeOrAll()
    {
        Kept kept;
        QCOMPARE(kept.remove({}).error().code, ErrorCode::Invalid);
        QCOMPARE(kept.remove({{u"1"_s}, true}).error().code, ErrorCode::Invalid);
        QCOMPARE(kept.list()->total, 2);
    }

    void anotherEntryOfTheSameIdIsNotLeft()
    {
        test::MemoryEventLog events;
        ReusingLog log;
        LogService service(&log, events);
        const auto deleted = QCoro::waitFor(service.remove({{u"1"_s}, false}));
        QVERIFY2(deleted, deleted ? "" : qPrintable(describe(deleted.error())));
        QCOMPARE(deleted->gone, 1);
        QVERIFY(deleted->left.isEmpty());
    }

    void eventsHaveNoData()
    {
        Kept kept;
        kept.service.start();
        kept.log.write(LogSeverity::Critical, u"a.b.C"_s, {{u"SECRET"_s, u"x"_s}});
        QCOMPARE(kept.events.count(events::LogAdded), 1);
        const auto told = kept.events.latestData<LogEntry>(events::LogAdded);
        QCOMPARE(told.message, u"a.b.C"_s);
        QVERIFY(told.data.isEmpty());
        QVERIFY(kept.remove({{}, true}));
        QCOMPARE(kept.events.count(events::LogRemoved), 1);
        QCOMPARE(kept.events.latestData<LogGone>(events::LogRemoved).ids.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestLogService)
#include "tst_logservice.moc"
