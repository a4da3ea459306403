// SPDX-License-Identifier: Apache-2.0
#include "tests/support/descriptorlimit.h"
#include "tests/support/filesizelimit.h"
#include "tests/unit/eventjournaltest.h"

#include <QSet>
#include <QSignalSpy>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the journal does on a disk, or a machine, that refuses something.
class TestEventJournalDisk : public EventJournalTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void opensOnADiskThatTakesNoWrites()
    {
        append(5);
        const QString epoch = m_journal->epoch();
        m_journal.reset();
        const FileSizeLimit refuses(0);
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(sequences(), range(1, 5));
    }

    void tellsEventsThatTheDiskRefusesAndStoresThemLater()
    {
        append(2);
        QSignalSpy failed(m_journal.get(), &EventJournal::storingFailed);
        QSignalSpy told(m_journal.get(), &EventLog::appended);
        QList<qint64> readWhileRefused;
        {
            const FileSizeLimit refuses(0);
            append(3);
            readWhileRefused = sequences();
        }

        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::Io);
        QCOMPARE(told.size(), 3);
        QCOMPARE(readWhileRefused, range(1, 5));
        append(1);
        QCOMPARE(failed.size(), 2);
        open();
        QCOMPARE(sequences(), range(1, 6));
    }

    void triesADiskThatRefusedAgainByItself()
    {
        open(3, SmallestSegment, 1ms);
        append(2);
        QSignalSpy failed(m_journal.get(), &EventJournal::storingFailed);
        {
            const FileSizeLimit refuses(0);
            append(3);
            QCoreApplication::sendPostedEvents(m_journal.get());
        }
        QCOMPARE(m_journal->durable().sequence, 2);
        QTRY_COMPARE(failed.size(), 2);
        QVERIFY(failed.at(1).at(0).value<Error>().text.isEmpty());
        QCOMPARE(m_journal->durable().sequence, 5);
        QCOMPARE(m_journal->durable().epoch, m_journal->epoch());
        open();
        QCOMPARE(sequences(), range(1, 5));
    }

    void doesNotAskADiskThatHasJustRefusedWithEachEvent()
    {
        append(2);
        QSignalSpy told(m_journal.get(), &EventLog::appended);
        {
            const FileSizeLimit refuses(0);
            append(1);
        }
        const QString apart = m_journal->epoch();
        m_journal->append({Topic::Node, events::NodeStarted, Health::OK, {}, u"later"_s});
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(m_journal->durable().sequence, 2);
        QCOMPARE(m_journal->epoch(), apart);
        m_journal->flush();
        QCOMPARE(m_journal->durable().sequence, 4);
    }

    void storesAtTheEndWhatTheDiskRefusedBefore()
    {
        append(2);
        {
            const FileSizeLimit refuses(0);
            append(3);
        }
        m_journal->flush();
        open();
        QCOMPARE(sequences(), range(1, 5));
    }

    void numbersToldWhileTheDiskRefusesAreNotGivenAgainAfterAKill()
    {
        append(2);
        using Told = std::pair<QString, qint64>;
        QList<Told> told;
        const auto listen = [&] {
            connect(m_journal.get(), &EventLog::appended, this,
                    [&](qint64 sequence) { told.append({m_journal->epoch(), sequence}); });
        };
        const QString epoch = m_journal->epoch();
        listen();
        QSignalSpy changed(m_journal.get(), &EventLog::epochChanged);
        {
            const FileSizeLimit refuses(0);
            append(3);
            append(2);
        }
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_journal->sharedWith(epoch), 2);
        open(); // without a flush, as after a kill
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(m_journal->sharedWith(told.first().first), std::nullopt);
        listen();
        append(6);
        QCOMPARE(told.size(), 11);
        QCOMPARE(QSet<Told>(told.cbegin(), told.cend()).size(), 11);
    }

    void whatTheDiskRefusedGoesOnFromWhatItHad()
    {
        append(2);
        const QString before = m_journal->epoch();
        {
            const FileSizeLimit refuses(0);
            append(3);
        }
        const QString apart = m_journal->epoch();
        QVERIFY(apart != before);
        append(1);
        QCOMPARE(m_journal->epoch(), apart);
        for (int start = 0; start < 2; ++start) {
            QCOMPARE(sequences(), range(1, 6));
            QCOMPARE(m_journal->oldest(), 1);
            QCOMPARE(m_journal->sharedWith(before), 2);
            QCOMPARE(m_journal->sharedWith(apart), 6);
            open();
        }
        QCOMPARE(m_journal->epoch(), apart);
        append(300);
        QCOMPARE(m_journal->newest(), 306);
    }

    void eachTimeTheDiskRefusesIsAnEpochOfItsOwn()
    {
        QStringList epochs;
        for (int round = 0; round < 3; ++round) {
            append(1);
            epochs.append(m_journal->epoch());
            const FileSizeLimit refuses(0);
            append(1);
        }
        QCOMPARE(QSet<QString>(epochs.cbegin(), epochs.cend()).size(), 3);
        open();
        QCOMPARE(m_journal->epoch(), epochs.last());
        QCOMPARE(m_journal->newest(), 5); // the sixth was told in an epoch that is gone
    }

    void anEpochApartIsStoredWholeOrNotAtAll()
    {
        append(1);
        const QString epoch = m_journal->epoch();
        {
            const FileSizeLimit refuses(0);
            append(20);
        }
        {
            const FileSizeLimit takesALittle(SmallestSegment / 8);
            append(1);
        }
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(files().size(), 1);
    }

    void losesNothingWhenTheOldestCannotBeReused()
    {
        append(6, 3500); // two in each of three segments
        QCOMPARE(files().size(), 3);
        {
            const FileSizeLimit refuses(0);
            append(1, 3500);
            QCOMPARE(m_journal->oldest(), 1);
            QCOMPARE(sequences(), range(1, 7));
        }
        open();
        QCOMPARE(m_journal->oldest(), 1);
        QCOMPARE(sequences(), range(1, 6));
    }

    void doesNotReachBackOverWhatMemoryCouldNotHold()
    {
        append(2);
        {
            const FileSizeLimit refuses(0);
            append(int(EventJournal::MaxUnstored) + 10);
        }
        const qint64 newest = m_journal->newest();
        QVERIFY(m_journal->oldest() > 3);
        QCOMPARE(sequences(m_journal->oldest()), range(m_journal->oldest(), newest));
        append(1);
        const qint64 oldest = m_journal->oldest();
        QVERIFY(oldest > 3);
        open();
        QCOMPARE(m_journal->oldest(), oldest);
        QCOMPARE(sequences(), range(oldest, newest + 1));
    }

    void cannotBeOpenedWhereNothingCanBeMade()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto refused = EventJournal::open({file.fileName() + u"/events"_s, 8 * 1024, 3});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Io);
    }

    void forgetsNothingThatItCannotOpenNow()
    {
        append(6, 3500); // two in each of three segments
        const QString epoch = m_journal->epoch();
        m_journal.reset();
        {
            const DescriptorLimit leaves(1);
            const auto refused = EventJournal::open({folder(), SmallestSegment, 3});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Io);
        }
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(sequences(), range(1, 6));
    }

    void forgetsNothingWhereItsFolderCannotBeRead()
    {
        append(2);
        const QString epoch = m_journal->epoch();
        m_journal.reset();
        {
            const DescriptorLimit leaves(0);
            QVERIFY(!EventJournal::open({folder(), SmallestSegment, 3}));
        }
        open();
        QCOMPARE(m_journal->epoch(), epoch);
        QCOMPARE(sequences(), range(1, 2));
    }
};

QTEST_GUILESS_MAIN(TestEventJournalDisk)
#include "tst_eventjournaldisk.moc"
