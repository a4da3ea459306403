// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/eventjournaltest.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEventJournal : public EventJournalTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void beginsEmpty()
    {
        QCOMPARE(m_journal->oldest(), 0);
        QCOMPARE(m_journal->newest(), 0);
        QVERIFY(!m_journal->epoch().isEmpty());
        QVERIFY(sequences().isEmpty());
        QCOMPARE(QFile::permissions(folder()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void tellsEachEventOnceAndInOrder()
    {
        QSignalSpy told(m_journal.get(), &EventLog::appended);
        m_journal->append({Topic::Node, events::NodeStarted, Health::OK, {}, u"started"_s});
        m_journal->append({Topic::Node, events::ClockJumped, Health::Warning, {}, u"jumped"_s});
        QCOMPARE(told.size(), 0);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told.at(0).at(0).toLongLong(), 1);
        const auto event = fromJson<Event>(told.at(1).at(2).toByteArray()).value();
        QCOMPARE(event.sequence, 2);
        QCOMPARE(event.kind, events::ClockJumped);
        QCOMPARE(event.severity, Health::Warning);
    }

    void keepsEventsAcrossRestarts()
    {
        append(5);
        const QString epoch = m_journal->epoch();
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(sequences(), range(1, 5));
        append(2);
        QCOMPARE(sequences(4), range(4, 7));
    }

    void readsNoMoreThanAsked()
    {
        append(10);
        QCOMPARE(sequences(3, 2), range(3, 4));
        QCOMPARE(m_journal->read(1, 100, 1).size(), 1);
        QVERIFY(sequences(11).isEmpty());
    }

    void givesUpTheOldestBeyondItsBound()
    {
        append(400);
        QCOMPARE(m_journal->newest(), 400);
        QVERIFY(m_journal->oldest() > 1);
        QCOMPARE(files().size(), 3);
        QCOMPARE(sequences(), range(m_journal->oldest(), 400));
        const qint64 oldest = m_journal->oldest();
        open();
        QCOMPARE(m_journal->oldest(), oldest);
        QCOMPARE(sequences(), range(oldest, 400));
        for (const QString &name : files())
            QCOMPARE(QFileInfo(folder() + u'/' + name).size(), 8 * 1024);
    }

    void wipesWhatWasHalfWritten_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("half a line") << QByteArray("0123");
        QTest::newRow("wrong checksum") << QByteArray("00000000 {\"sequence\":6}\n");
        QTest::newRow("garbage, then a newline") << QByteArray("\xff\x00\xff\n", 4);
    }

    void wipesWhatWasHalfWritten()
    {
        QFETCH(QByteArray, tail);
        append(5);
        m_journal.reset();
        QFile file(folder() + u'/' + files().last());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 end = file.readAll().indexOf('\0');
        QVERIFY(file.seek(end) && file.write(tail) == tail.size());
        file.close();
        open();
        QCOMPARE(sequences(), range(1, 5));
        append(1);
        open();
        QCOMPARE(sequences(), range(1, 6));
    }

    void skipsADamagedEventInTheMiddle()
    {
        append(200);
        m_journal.reset();
        QFile file(folder() + u'/' + files().first());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qsizetype at = file.readAll().indexOf("xxxx");
        QVERIFY(file.seek(at) && file.write("YYYY") == 4);
        file.close();
        open();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"event=damaged"_s));
        QCOMPARE(sequences().size(), 200 - m_journal->oldest() + 1 - 1);
    }

    void beginsANewEpochWhenTheLastSegmentIsUnreadable()
    {
        append(5);
        const QString epoch = m_journal->epoch();
        m_journal.reset();
        QFile file(folder() + u'/' + files().last());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write("nonsense") == 8);
        file.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"segment=refused"_s));
        open();
        QVERIFY(m_journal->epoch() != epoch);
        QVERIFY(sequences().isEmpty());
        append(1);
        QCOMPARE(sequences(), range(1, 1));
    }

    void theNewEpochOutlivesWhatIsLeftOfTheOldOne()
    {
        append(200);
        QVERIFY(files().size() > 1);
        m_journal.reset();
        overwrite(files().last(), 0, "nonsense");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"segment=refused"_s));
        open();
        const QString epoch = m_journal->epoch();
        append(3);
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(sequences(), range(1, 3));
    }

    void readsNothingBeyondWhatCannotBeRead()
    {
        append(100);
        QCOMPARE(files().size(), 3);
        QVERIFY(QFile::resize(folder() + u'/' + files().at(1), 200));
        const qint64 second = files().at(1).section(u'.', 0, 0).toLongLong();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"read=failed"_s));
        const QList<qint64> read = sequences();
        QVERIFY(read.size() >= second - 1);
        QCOMPARE(read, range(1, read.size()));
        QVERIFY(read.last() < second + 5);
    }

    void skipsSegmentsThatAreEarlierAlsoWhenTheClockWasSet()
    {
        m_journal.reset();
        QVERIFY(QDir(folder()).removeRecursively() && QDir().mkpath(folder()));
        const Timestamp noon = timestampFromIso("2020-06-01T12:00:00Z").value();
        const auto store = [&](qint64 first, const std::array<std::chrono::minutes, 2> &times) {
            QList<QByteArray> events;
            for (const auto time : times)
                events.append(toJson(Event{
                    first + events.size(), noon + time, Topic::Node, events::NodeStarted, {}, {}, {}, {}}));
            QVERIFY(EventSegment::create(folder(), {u"epoch"_s, first, {}}, SmallestSegment, events));
        };
        store(1, {0min, 60min});
        store(3, {-120min, -90min});
        store(5, {30min, -60min});
        open();
        QCOMPARE(m_journal->skipEarlier(1, noon + 60min), 1);
        QCOMPARE(m_journal->skipEarlier(3, noon + 60min), 7);
        QCOMPARE(m_journal->skipEarlier(3, noon), 5);
        QCOMPARE(m_journal->skipEarlier(4, noon - 100min), 4);
        QCOMPARE(m_journal->skipEarlier(1, noon + 61min), 7);
        append(1);
        QCOMPARE(m_journal->skipEarlier(1, noon + 61min), 5);
        open();
        QCOMPARE(m_journal->skipEarlier(1, noon + 61min), 5);
    }

    void admitsThatItDoesNotReachBackOverAHole()
    {
        append(200);
        QCOMPARE(files().size(), 3);
        m_journal.reset();
        overwrite(files().at(1), 0, "nonsense");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"segment=refused"_s));
        open();
        const qint64 oldest = m_journal->oldest();
        QCOMPARE(sequences(), range(oldest, 200));
        open();
        QCOMPARE(m_journal->oldest(), oldest);
        QCOMPARE(sequences(), range(oldest, 200));
    }

    void keepsWhatComesAfterADamagedEventAcrossARestart()
    {
        append(5);
        m_journal.reset();
        const qsizetype second = content(files().last()).indexOf("\"sequence\":2");
        overwrite(files().last(), second, "#");
        open();
        QCOMPARE(m_journal->newest(), 5);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"event=damaged"_s));
        QCOMPARE(sequences(), (QList<qint64>{1, 3, 4, 5}));
    }

    void shortensWhatAReaderWouldRefuse_data()
    {
        QTest::addColumn<qint64>("segmentBytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("subject");
        const qint64 usual = EventJournal::Settings().segmentBytes;
        QTest::newRow("text") << usual << QString(5000, u'x') << QString();
        QTest::newRow("text of many bytes") << usual << QString(4000, u'\u20ac') << QString();
        QTest::newRow("subject") << usual << QString() << QString(5000, u'x');
        QTest::newRow("longer than a segment when it is escaped")
            << SmallestSegment << QString(5000, u'\x01') << QString(5000, u'\x01');
    }

    void shortensWhatAReaderWouldRefuse()
    {
        QFETCH(qint64, segmentBytes);
        QFETCH(QString, text);
        QFETCH(QString, subject);
        m_journal.reset();
        QVERIFY(QDir(folder()).removeRecursively());
        open(3, segmentBytes);
        m_journal->append({Topic::Node, events::NodeStarted, Health::OK, subject, text, "{\"a\":1}"});
        append(1);
        const auto event = fromJson<Event>(m_journal->read(1, 1, 100'000).at(0));
        QVERIFY2(event, qPrintable(event ? QString() : describe(event.error())));
        QCOMPARE(event->subject.isEmpty(), subject.isEmpty());
        QCOMPARE(event->text.isEmpty(), text.isEmpty());
        QCOMPARE(sequences(), range(1, 2));
    }

    void leavesOutDataThatIsTooLong()
    {
        m_journal->append({Topic::Node,
                           events::NodeStarted,
                           Health::OK,
                           {},
                           u"big"_s,
                           '"' + QByteArray(100'000, 'x') + '"'});
        m_journal->flush();
        const auto event = fromJson<Event>(m_journal->read(1, 1, 100'000).at(0)).value();
        QCOMPARE(event.data.text, QByteArray("null"));
        QCOMPARE(event.text, u"big"_s);
    }

    void anEventMayHaveNoData()
    {
        m_journal->append({Topic::Node, events::NodeStarted, Health::OK, {}, u"bare"_s, QByteArray()});
        m_journal->flush();
        const auto event = fromJson<Event>(m_journal->read(1, 1, 100'000).at(0));
        QVERIFY2(event, qPrintable(event ? QString() : describe(event.error())));
        QCOMPARE(event->data.text, QByteArray("null"));
    }

    void tellsInOrderWhenAReaderFlushes()
    {
        QList<qint64> told;
        connect(m_journal.get(), &EventLog::appended, this, [&](qint64 sequence) {
            if (sequence == 1)
                append(2); // flushes
        });
        connect(m_journal.get(), &EventLog::appended, this, [&](qint64 sequence) { told.append(sequence); });
        append(3);
        QCOMPARE(told, range(1, 5));
    }

    void keepsFewDamagedFiles()
    {
        for (int round = 0; round < EventJournal::MaxDamagedFiles + 2; ++round) {
            append(round + 1);
            m_journal->append({Topic::Node, events::NodeStarted, Health::OK, {}, QString(3500, u'x')});
            append(2, 3500);
            m_journal.reset();
            overwrite(files().filter(QRegularExpression(u"events$"_s)).last(), 0, "nonsense");
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"segment=refused"_s));
            open();
        }
        QCOMPARE(files().filter(u".damaged"_s).size(), EventJournal::MaxDamagedFiles);
    }
};

QTEST_GUILESS_MAIN(TestEventJournal)
#include "tst_eventjournal.moc"
