// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurestore.h"

#include "agent/events/eventjournal.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/memoryeventlog.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestFailureStore : public QObject
{
    Q_OBJECT

    static UnitFailure failure(const QString &unit, const QString &run)
    {
        UnitFailure failure;
        failure.id = unit + u'@' + run;
        failure.unit = unit;
        failure.invocationId = failure.run = run;
        failure.at = now();
        return failure;
    }

    static bool any(const UnitFailure &) { return true; }

private Q_SLOTS:
    void remembersAcrossRestarts()
    {
        const QTemporaryDir folder;
        const test::MemoryEventLog log;
        const QString path = folder.filePath(u"failures.json"_s);
        FailureStore store(path);
        QVERIFY(store.load(log));
        store.take(failure(u"a.service"_s, u"1"_s));
        store.excuse(u"b.service"_s, u"b.service@7"_s);
        QVERIFY(store.save(log));

        FailureStore later(path);
        QVERIFY(later.load(log));
        QCOMPARE(later.all(), store.all());
        QVERIFY(later.knowsRun(u"a.service"_s, u"1"_s));
        QVERIFY(later.isExcused(u"b.service"_s, u"b.service@7"_s));
        QVERIFY(!later.isExcused(u"b.service"_s, u"b.service@8"_s));
    }

    void takesFromTheJournalWhatTheFileLacks()
    {
        const QTemporaryDir folder;
        test::MemoryEventLog log;
        const QString path = folder.filePath(u"failures.json"_s);
        const auto tell = [&log](QLatin1StringView kind, const UnitFailure &failure) {
            log.append({Topic::Units, kind, Health::OK, failure.unit, {}}, failure);
        };
        UnitFailure first = failure(u"a.service"_s, u"1"_s);
        FailureStore store(path);
        QVERIFY(store.load(log));
        tell(events::UnitFailed, first);
        store.take(first);
        QVERIFY(store.save(log));
        // The agent is killed before it could save these.
        first.recoveredAt = now();
        tell(events::UnitRecovered, first);
        tell(events::UnitFailed, failure(u"b.service"_s, u"2"_s));

        FailureStore later(path);
        QVERIFY(later.load(log));
        QCOMPARE(later.all().size(), 2);
        QCOMPARE(later.all().first().id, u"b.service@2"_s);
        QVERIFY(later.all().last().recoveredAt);
    }

    void isNotUndoneByTheJournalWhenLaterEventsAreGone()
    {
        const QTemporaryDir folder;
        const EventJournal::Settings settings{.folder = folder.filePath(u"events"_s)};
        auto journal = EventJournal::open(settings).value();
        FailureStore store(folder.filePath(u"failures.json"_s));
        const UnitFailure told = failure(u"a.service"_s, u"1"_s);
        journal->append({Topic::Units, events::UnitFailed, Health::Critical, told.unit, {}}, told);
        journal->flush();
        store.take(told);
        const QList<UnitFailure> recovered = store.recover(told.unit, u"2"_s, now(), any);
        QCOMPARE(recovered.size(), 1);
        {
            const test::FileSizeLimit refuses(0);
            journal->append({Topic::Units, events::UnitRecovered, Health::OK, told.unit, {}},
                            recovered.first());
            journal->flush();
        }
        QVERIFY(store.save(*journal));
        journal.reset(); // as a kill does

        journal = EventJournal::open(settings).value();
        FailureStore later(folder.filePath(u"failures.json"_s));
        QVERIFY(later.load(*journal));
        QCOMPARE(later.all(), store.all());
        QVERIFY(!later.unrecoveredOf(told.unit));
    }

    void aDamagedFileCostsNothingThatTheJournalHas()
    {
        const QTemporaryDir folder;
        test::MemoryEventLog log;
        const UnitFailure told = failure(u"a.service"_s, u"1"_s);
        log.append({Topic::Units, events::UnitFailed, Health::Critical, told.unit, {}}, told);
        QFile file(folder.filePath(u"failures.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"epoch\":") > 0);
        file.close();
        FailureStore store(file.fileName());
        const auto loaded = store.load(log);
        QCOMPARE(loaded.error().source, file.fileName());
        QVERIFY(store.knowsRun(told.unit, told.invocationId));
    }

    void countsFailuresUntilSomebodyTakesNote()
    {
        FailureStore store({});
        const UnitFailure first = store.take(failure(u"a.service"_s, u"1"_s));
        store.recover(u"a.service"_s, u"2"_s, now(), any);
        UnitFailure again = failure(u"a.service"_s, u"2"_s);
        again.suppressed = 1;
        again.explanation = u"killed by SIGABRT"_s;
        const UnitFailure second = store.take(again);
        QCOMPARE(second.id, first.id);
        QCOMPARE(second.count, 2);
        QCOMPARE(second.suppressed, 1);
        QCOMPARE(second.since(), first.at);
        QCOMPARE(second.at, again.at);
        QCOMPARE(second.explanation, again.explanation);
        QVERIFY(!second.recoveredAt);
        QCOMPARE(store.all(), QList<UnitFailure>{second});
        QVERIFY(store.knowsRun(u"a.service"_s, u"1"_s));
        QVERIFY(store.knowsRun(u"a.service"_s, u"2"_s));

        store.amend(first.id, [](UnitFailure &one) { one.acknowledged = Acknowledgement{now(), {}, {}}; });
        const UnitFailure news = store.take(failure(u"a.service"_s, u"3"_s));
        QCOMPARE(news.id, u"a.service@3"_s);
        QCOMPARE(news.count, 1);
        QCOMPARE(store.all().size(), 2);
        QVERIFY(store.all().last().recoveredAt); // it was started again
        QCOMPARE(store.openIds(), QStringList{news.id});
    }

    void aRunThatIsFoundOutLaterIsCountedAndChangesNoMore()
    {
        FailureStore store({});
        UnitFailure latest = failure(u"a.service"_s, u"2"_s);
        latest.explanation = u"killed by SIGABRT"_s;
        store.take(latest);
        UnitFailure earlier = failure(u"a.service"_s, u"1"_s);
        earlier.at = latest.at - std::chrono::minutes(1);
        const UnitFailure merged = store.take(earlier);
        QCOMPARE(merged.explanation, latest.explanation);
        QCOMPARE(merged.at, latest.at);
        QCOMPARE(merged.since(), earlier.at);
        QCOMPARE(merged.count, 2);
        QCOMPARE(merged.invocationId, latest.invocationId);
        QCOMPARE(merged.run, earlier.invocationId);
    }

    void recoveryEndsEarlierRunsOnly()
    {
        FailureStore store({});
        store.take(failure(u"a.service"_s, u"1"_s));
        store.take(failure(u"b.service"_s, u"1"_s));
        QCOMPARE(store.openIds(), (QStringList{u"b.service@1"_s, u"a.service@1"_s}));
        const auto none = [](const UnitFailure &) { return false; };
        QVERIFY(store.recover(u"a.service"_s, u"3"_s, now(), none).isEmpty());
        QCOMPARE(store.recover(u"a.service"_s, u"3"_s, now(), any).size(), 1);
        QVERIFY(!store.unrecoveredOf(u"a.service"_s));
        QVERIFY(store.unrecoveredOf(u"b.service"_s));
        QVERIFY(store.recover(u"b.service"_s, u"1"_s, now(), any).isEmpty());
        QVERIFY(store.recover(u"a.service"_s, u"4"_s, now(), any).isEmpty());
        QCOMPARE(store.openIds().size(), 2); // nobody has taken note
    }

    void keepsAllOpenOnesAndTheLatestOthers()
    {
        FailureStore store({});
        store.take(failure(u"open.service"_s, u"0"_s));
        for (int i = 0; i < FailureStore::KeptClosed + 50; ++i) {
            const UnitFailure one = store.take(failure(u"a.service"_s, QString::number(i)));
            store.recover(u"a.service"_s, u"later"_s, now(), any);
            store.amend(one.id,
                        [](UnitFailure &note) { note.acknowledged = Acknowledgement{now(), {}, {}}; });
        }
        QCOMPARE(store.all().size(), FailureStore::KeptClosed + 1);
        QVERIFY(store.find(u"open.service@0"_s));
        QVERIFY(!store.find(u"a.service@0"_s));
        QVERIFY(store.find(u"a.service@%1"_s.arg(FailureStore::KeptClosed + 49)));
    }

    void aUnitThatFailsAgainAndAgainDoesNotFillTheStore()
    {
        const QTemporaryDir folder;
        const test::MemoryEventLog log;
        FailureStore store(folder.filePath(u"failures.json"_s));
        for (int i = 0; i < 10'000; ++i)
            store.take(failure(u"a.service"_s, QString::number(i)));
        QCOMPARE(store.all().size(), 1);
        QCOMPARE(store.all().first().count, 10'000);
        QVERIFY(!store.knowsRun(u"a.service"_s, QString::number(9'999 - FailureStore::KnownRuns)));
        QVERIFY(store.knowsRun(u"a.service"_s, QString::number(10'000 - FailureStore::KnownRuns)));
        QVERIFY(store.save(log));
        QVERIFY(QFileInfo(folder.filePath(u"failures.json"_s)).size() < 32 * FailureStore::KnownRuns);
        FailureStore later(folder.filePath(u"failures.json"_s));
        QVERIFY(later.load(log));
        QVERIFY(later.knowsRun(u"a.service"_s, QString::number(10'000 - FailureStore::KnownRuns)));
    }

    void theLatestRunOfAFailureIsKnownForEver()
    {
        FailureStore store({});
        store.take(failure(u"failed.service"_s, u"1"_s));
        for (int i = 0; i < 2 * FailureStore::KnownRuns; ++i)
            store.take(failure(u"a.service"_s, QString::number(i)));
        QVERIFY(store.knowsRun(u"failed.service"_s, u"1"_s));
    }
};

QTEST_GUILESS_MAIN(TestFailureStore)
#include "tst_failurestore.moc"
