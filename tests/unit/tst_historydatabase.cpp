// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/journalgap.h"
#include "console/store/historydatabase.h"
#include "tests/support/filesizelimit.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

FleetEvent eventOf(const QString &node, qint64 sequence, const QString &epoch = u"e1"_s)
{
    FleetEvent event{node, epoch, {}};
    event.event.sequence = sequence;
    event.event.at = Timestamp(std::chrono::seconds(sequence));
    event.event.kind = u"test.kind"_s;
    event.event.text = u"event %1"_s.arg(sequence);
    return event;
}

HistoryBatch batchOf(const QString &node, qint64 first, qint64 last, const QString &epoch = u"e1"_s)
{
    HistoryBatch batch;
    for (qint64 i = first; i <= last; ++i)
        batch.events.append(eventOf(node, i, epoch));
    return batch;
}

KeptState stateOf(qint64 heard, const QString &epoch = u"e1"_s)
{
    KeptState state;
    state.heardAt = Timestamp(std::chrono::seconds(heard));
    state.epoch = epoch;
    state.state = NodeState{Health::Critical, {}, heard, {}, {}};
    UnitStatus unit;
    unit.unit = u"a.service"_s;
    state.units = UnitList{true, {}, {unit}, 3};
    return state;
}

UnitEvidence evidenceOf(const QString &failureId)
{
    UnitEvidence evidence;
    evidence.failureId = failureId;
    evidence.unit = u"a.service"_s;
    return evidence;
}

/// The newest so many, of one node if it is named.
EventQuery newest(int limit, const QStringList &nodeIds = {})
{
    EventQuery query;
    query.limit = limit;
    query.nodeIds = nodeIds;
    return query;
}

QList<qint64> numbers(const QList<FleetEvent> &events)
{
    QList<qint64> list;
    for (const FleetEvent &event : events)
        list.append(event.event.sequence);
    return list;
}

} // namespace

class TestHistoryDatabase : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path() const
    {
        return m_folder.filePath(QLatin1StringView(QTest::currentTestFunction()) + ".sqlite"_L1);
    }
    [[nodiscard]] std::unique_ptr<HistoryDatabase> open(qint64 keptEvents = 50'000) const
    {
        auto opened = HistoryDatabase::open(path(), keptEvents);
        return opened ? std::move(*opened) : nullptr;
    }
    /// Runs a statement on the file itself. @return the first value of its answer
    QVariant valueOf(const QString &sql) const
    {
        QVariant value;
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"beside"_s);
            database.setDatabaseName(path());
            QSqlQuery query(database);
            if (database.open() && query.exec(sql) && query.next())
                value = query.value(0);
        }
        QSqlDatabase::removeDatabase(u"beside"_s);
        return value;
    }

private Q_SLOTS:
    void keepsEventsOnce()
    {
        const auto history = open();
        QVERIFY(history);
        QVERIFY(history->write(batchOf(u"A"_s, 1, 3)));
        QVERIFY(history->write(batchOf(u"A"_s, 2, 4)));
        QCOMPARE(numbers(*history->events({})), (QList<qint64>{4, 3, 2, 1}));
        QCOMPARE(history->events({})->first().event, eventOf(u"A"_s, 4).event);
    }

    void comesBackAfterARestart()
    {
        {
            const auto history = open();
            HistoryBatch batch = batchOf(u"A"_s, 1, 9);
            batch.states.insert(u"A"_s, stateOf(7));
            QVERIFY(history->write(batch));
        }
        const auto restored = open()->restore();
        QVERIFY(restored);
        KeptState expected = stateOf(7);
        expected.lastSequence = 9;
        QCOMPARE(restored->value(u"A"_s), expected);
    }

    void countsOnlyInThePresentJournal()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 90, u"old"_s)));
        HistoryBatch batch = batchOf(u"A"_s, 1, 2, u"new"_s);
        batch.states.insert(u"A"_s, stateOf(7, u"new"_s));
        QVERIFY(history->write(batch));
        QCOMPARE(history->restore()->value(u"A"_s).lastSequence, 2);
    }

    void anOlderStateDoesNotReplaceANewer()
    {
        const auto history = open();
        HistoryBatch newer;
        newer.states.insert(u"A"_s, stateOf(7));
        HistoryBatch older;
        older.states.insert(u"A"_s, stateOf(5));
        QVERIFY(history->write(newer));
        QVERIFY(history->write(older));
        QCOMPARE(history->restore()->value(u"A"_s), stateOf(7));
    }

    void findsWhatIsAskedFor()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 5)));
        QVERIFY(history->write(batchOf(u"B"_s, 3, 8)));
        QCOMPARE(numbers(*history->events(newest(2, {u"A"_s}))), (QList<qint64>{5, 4}));
        EventQuery fromSeven = newest(100, {u"B"_s});
        fromSeven.from = 7;
        QCOMPARE(numbers(*history->events(fromSeven)), (QList<qint64>{8, 7}));
        EventQuery sinceFive = newest(100);
        sinceFive.since = Timestamp(std::chrono::seconds(5));
        QCOMPARE(numbers(*history->events(sinceFive)), (QList<qint64>{8, 7, 6, 5, 5}));
        sinceFive.until = Timestamp(std::chrono::seconds(7));
        QCOMPARE(numbers(*history->events(sinceFive)), (QList<qint64>{6, 5, 5}));
    }

    void keepsOnlySoMany()
    {
        const auto history = open(100);
        QVERIFY(history->write(batchOf(u"A"_s, 1, 5000)));
        QVERIFY(history->write(batchOf(u"A"_s, 5001, 6000)));
        QCOMPARE(history->events(newest(10'000))->size(), 100);
        QCOMPARE(history->events({})->first().event.sequence, 6000);
    }

    void keepsEventsOverChangesOfJournal()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 2000, u"e0"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 2001, 2005, u"e1"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 2001, 2005, u"e2"_s)));
        QCOMPARE(history->events(newest(10'000))->size(), 2010);
    }

    void findsEventsOfAJournalThatCameBack()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 10, u"e0"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 11, 12, u"e1"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 11, 13, u"e0"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 14, 15, u"e2"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 14, 20, u"e0"_s)));
        QCOMPARE(history->events({})->size(), 24);
        QCOMPARE(history->events({})->first().event.sequence, 20);
        QCOMPARE(history->events({})->first().epoch, u"e0"_s);
    }

    void whatWasStoredFirstGoesFirst()
    {
        const auto history = open(100);
        QVERIFY(history->write(batchOf(u"B"_s, 1, 5)));
        QVERIFY(history->write(batchOf(u"A"_s, 5001, 6050, u"e0"_s)));
        QVERIFY(history->write(batchOf(u"A"_s, 1, 60, u"e1"_s))); // the clock went back
        const auto kept = history->events(newest(10'000, {u"A"_s}));
        QCOMPARE(kept->size(), 100);
        QCOMPARE(numbers(*kept).first(), 6050);
        QCOMPARE(numbers(*kept).at(39), 6011);
        QCOMPARE(numbers(*kept).at(40), 60);
        QCOMPARE(numbers(*kept).last(), 1);
        QCOMPARE(history->events(newest(10'000, {u"B"_s}))->size(), 5);
    }

    void journalsOfWhichNothingIsLeftGo()
    {
        const auto history = open(10);
        HistoryBatch batch;
        for (int i = 1; i <= 1500; ++i)
            batch.events.append(eventOf(u"A"_s, i, u"e%1"_s.arg(i)));
        QVERIFY(history->write(batch));
        QCOMPARE(history->events({})->size(), 10);
        QCOMPARE(valueOf(u"SELECT count(*) FROM journals"_s), 10);
        // One that went and comes back is found again.
        QVERIFY(history->write(batchOf(u"A"_s, 2000, 2000, u"e1"_s)));
        QCOMPARE(history->events({})->first().event.sequence, 2000);
        QCOMPARE(history->events({})->first().epoch, u"e1"_s);
    }

    void manyShortRunsDoNotGrowIt()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(open(100)->write(batchOf(u"A"_s, i * 600 + 1, (i + 1) * 600)));
        const auto kept = open(100)->events(newest(10'000));
        QVERIFY2(kept->size() <= 1100, QByteArray::number(kept->size()));
        QCOMPARE(kept->first().event.sequence, 3000);
    }

    void aJournalThatWasSetBackIsToldAgain()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 100)));
        QVERIFY(history->write(batchOf(u"B"_s, 1, 100)));
        HistoryBatch batch;
        FleetEvent gap = eventOf(u"A"_s, 101, u"note"_s);
        gap.event.kind = JournalGap::Kind;
        gap.event.data.text = toJson(JournalGap{u"e1"_s, 51});
        FleetEvent again = eventOf(u"A"_s, 51);
        again.event.text = u"another"_s;
        batch.events = {gap, again};
        batch.states.insert(u"A"_s, stateOf(7));
        QVERIFY(history->write(batch));
        const auto kept = history->events(newest(1000, {u"A"_s}));
        QCOMPARE(kept->size(), 52);
        QCOMPARE(kept->at(0).event, gap.event);
        QCOMPARE(kept->at(1).event, again.event);
        QCOMPARE(history->events(newest(1000, {u"B"_s}))->size(), 100);
        QCOMPARE(history->restore()->value(u"A"_s).lastSequence, 51);
    }

    void takesOverAFileOfVersion1()
    {
        for (const auto &sql :
             {u"CREATE TABLE journals (id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL,"
              " UNIQUE (node, epoch))"_s,
              u"CREATE TABLE events (journal INTEGER NOT NULL REFERENCES journals (id),"
              " sequence INTEGER NOT NULL, at INTEGER NOT NULL, json BLOB NOT NULL,"
              " PRIMARY KEY (journal, sequence)) WITHOUT ROWID"_s,
              u"CREATE INDEX events_by_time ON events (at)"_s,
              u"CREATE TABLE states (node TEXT PRIMARY KEY, heard INTEGER NOT NULL, json BLOB NOT NULL)"
              " WITHOUT ROWID"_s,
              u"CREATE TABLE evidence (id INTEGER PRIMARY KEY, node TEXT NOT NULL, failure TEXT NOT NULL,"
              " json BLOB NOT NULL, UNIQUE (node, failure))"_s,
              u"INSERT INTO journals VALUES (1, 'A', 'e1')"_s,
              u"INSERT INTO events VALUES (1, 7, 7000, '%1')"_s.arg(
                  QString::fromUtf8(toJson(eventOf(u"A"_s, 7).event))),
              u"PRAGMA user_version = 1"_s})
            valueOf(sql);
        const auto history = open();
        QVERIFY(history);
        QVERIFY(history->write(batchOf(u"A"_s, 7, 9)));
        QCOMPARE(numbers(*history->events({})), (QList<qint64>{9, 8, 7}));
        QCOMPARE(history->events({})->last().event, eventOf(u"A"_s, 7).event);
    }

    void takesOverAFileOfVersion2()
    {
        {
            // What version 2 did not have yet is taken away again.
            const auto history = open();
            QVERIFY(history->write(batchOf(u"A"_s, 1, 3)));
        }
        for (const auto &sql : {u"DROP INDEX events_by_kind"_s, u"ALTER TABLE events DROP COLUMN kind"_s,
                                u"PRAGMA user_version = 2"_s})
            valueOf(sql);
        const auto history = open();
        QVERIFY(history);
        EventQuery query;
        query.kinds = {eventOf(u"A"_s, 1).event.kind};
        QCOMPARE(numbers(*history->events(query)), (QList<qint64>{3, 2, 1}));
    }

    void findsWhatIsOfAKind()
    {
        const auto history = open();
        HistoryBatch batch = batchOf(u"A"_s, 1, 4);
        batch.events[1].event.kind = events::FacetChanged;
        batch.events[2].event.kind = events::NodeStarted;
        QVERIFY(history->write(batch));
        EventQuery query;
        query.kinds = {events::FacetChanged, events::NodeStarted};
        QCOMPARE(numbers(*history->events(query)), (QList<qint64>{3, 2}));
        query.kinds = {u"x' OR 1=1 --"_s};
        QVERIFY(history->events(query)->isEmpty());
    }

    void forgetsANode()
    {
        const auto history = open();
        HistoryBatch batch = batchOf(u"A"_s, 1, 5);
        batch.states.insert(u"A"_s, stateOf(7));
        batch.evidence.append({u"A"_s, evidenceOf(u"f"_s)});
        QVERIFY(history->write(batch));
        HistoryBatch forget;
        forget.forgotten.append(u"A"_s);
        QVERIFY(history->write(forget));
        QVERIFY(history->events({})->isEmpty());
        QVERIFY(history->restore()->isEmpty());
        QCOMPARE(history->evidence(u"A"_s, u"f"_s).error().code, ErrorCode::NotFound);
        QVERIFY(history->write(batchOf(u"A"_s, 1, 2)));
        QCOMPARE(history->events({})->size(), 2);
    }

    void keepsEvidence()
    {
        const auto history = open();
        UnitEvidence evidence = evidenceOf(u"f"_s);
        evidence.journal.append({now(), 3, u"a[1]"_s, u"out of fans"_s});
        HistoryBatch batch;
        batch.evidence.append({u"A"_s, evidence});
        QVERIFY(history->write(batch));
        QCOMPARE(history->evidence(u"A"_s, u"f"_s).value(), evidence);
        QCOMPARE(history->evidence(u"A"_s, u"g"_s).error().code, ErrorCode::NotFound);
    }

    void leavesAFileAloneThatIsNoHistory()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray text(10'000, 'x');
        file.write(text);
        file.close();
        const auto opened = HistoryDatabase::open(path(), 100);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Io);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    void refusesANewerFormat()
    {
        {
            QVERIFY(open());
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
            database.setDatabaseName(path());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(u"PRAGMA user_version = 99"_s));
            database.close();
        }
        QSqlDatabase::removeDatabase(u"newer"_s);
        const auto opened = HistoryDatabase::open(path(), 100);
        QVERIFY(!opened);
        QVERIFY(opened.error().text.contains(u"newer"_s));
    }

    void aFullDiskWritesAllOrNothing()
    {
        const auto history = open();
        QVERIFY(history->write(batchOf(u"A"_s, 1, 5)));
        {
            const test::FileSizeLimit full(200 * 1024);
            const auto written = history->write(batchOf(u"A"_s, 6, 20'000));
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::Io);
        }
        QCOMPARE(history->events(newest(100'000))->size(), 5);
        QVERIFY(history->write(batchOf(u"A"_s, 6, 2000)));
        QCOMPARE(history->events(newest(100'000))->size(), 2000);
    }

    void twoProgramsShareOneFile()
    {
        const auto one = open();
        const auto other = open();
        QVERIFY(one->write(batchOf(u"A"_s, 1, 5)));
        QVERIFY(other->write(batchOf(u"A"_s, 4, 7)));
        QCOMPARE(one->events({})->size(), 7);
    }
};

QTEST_GUILESS_MAIN(TestHistoryDatabase)
#include "tst_historydatabase.moc"
