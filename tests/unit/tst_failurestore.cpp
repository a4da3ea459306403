// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurestore.h"

#include "agent/events/eventjournal.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/memoryeventlog.h"

#include <QFile>
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
        failure.invocationId = run;
        failure.at = now();
        return failure;
    }

private Q_SLOTS:
    void remembersAcrossRestarts()
    {
        const QTemporaryDir folder;
        const test::MemoryEventLog log;
        const QString path = folder.filePath(u"failures.json"_s);
        FailureStore store(path);
        QVERIFY(store.load(log));
        store.add(failure(u"a.service"_s, u"1"_s));
        store.excuse(u"b.service"_s, u"b.service@7"_s);
        QVERIFY(store.save(log));

        FailureStore later(path);
        QVERIFY(later.load(log));
        QCOMPARE(later.all(), store.all());
        QVERIFY(later.knows(u"a.service@1"_s));
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
        store.add(first);
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
        store.add(told);
        const QList<UnitFailure> recovered = store.recover(told.unit, u"2"_s, now());
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
        QVERIFY(later.openIds().isEmpty());
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
        QVERIFY(store.knows(told.id));
    }

    void recoveryEndsEarlierRunsOnly()
    {
        FailureStore store({});
        store.add(failure(u"a.service"_s, u"1"_s));
        store.add(failure(u"a.service"_s, u"2"_s));
        store.add(failure(u"b.service"_s, u"1"_s));
        QCOMPARE(store.openIds(), (QStringList{u"b.service@1"_s, u"a.service@2"_s}));
        QVERIFY(store.recover(u"a.service"_s, u"3"_s, now()).size() == 2);
        QVERIFY(!store.openOf(u"a.service"_s));
        QVERIFY(store.openOf(u"b.service"_s));
        QVERIFY(store.recover(u"b.service"_s, u"1"_s, now()).isEmpty());
        QVERIFY(store.recover(u"a.service"_s, u"4"_s, now()).isEmpty());
    }

    void keepsAllOpenOnesAndTheLatestOthers()
    {
        FailureStore store({});
        store.add(failure(u"open.service"_s, u"0"_s));
        for (int i = 0; i < FailureStore::KeptClosed + 50; ++i) {
            store.add(failure(u"a.service"_s, QString::number(i)));
            store.recover(u"a.service"_s, u"later"_s, now());
        }
        QCOMPARE(store.all().size(), FailureStore::KeptClosed + 1);
        QVERIFY(store.knows(u"open.service@0"_s));
        QVERIFY(!store.knows(u"a.service@0"_s));
        QVERIFY(store.knows(u"a.service@%1"_s.arg(FailureStore::KeptClosed + 49)));
    }

    void aUnitThatNeverRecoversDoesNotFillTheStore()
    {
        FailureStore store({});
        for (int i = 0; i < FailureStore::KeptClosed + 50; ++i)
            store.add(failure(u"a.service"_s, QString::number(i)));
        QCOMPARE(store.all().size(), FailureStore::KeptClosed + 1);
        QCOMPARE(store.openIds().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestFailureStore)
#include "tst_failurestore.moc"
