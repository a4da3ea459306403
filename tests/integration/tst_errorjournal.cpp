// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/errorjournal.h"

#include <QCoroTest>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

/// This machine's own journal, whatever is in it.
class TestErrorJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsErrorsOnlyAndNotTooMany()
    {
        ErrorJournal journal;
        const auto reading = QCoro::waitFor(journal.read());
        if (!reading) { // it may not be read here; then it is not told as empty
            QVERIFY(reading.error().code == ErrorCode::Forbidden
                    || reading.error().code == ErrorCode::Unavailable);
            return;
        }
        QVERIFY(reading->entries.size() <= ErrorJournal::MaxLines);
        for (const LogEntry &entry : reading->entries) {
            QVERIFY(!entry.id.isEmpty() && isOpen(entry));
            QVERIFY(entry.severity <= LogSeverity::Error);
            QVERIFY(entry.at && !entry.isResolved);
        }
        QVERIFY(std::ranges::is_sorted(reading->entries, std::greater(), &LogEntry::at));
        if (!reading->entries.isEmpty()) {
            const LogEntry first = reading->entries.first();
            const auto whole = QCoro::waitFor(journal.entry(first.id));
            QVERIFY2(whole, whole ? "" : qPrintable(describe(whole.error())));
            QCOMPARE(whole->message, first.message);
            QVERIFY(std::ranges::contains(whole->data, u"PRIORITY"_s, &ErrorDatum::key));
        }
    }

    void hasNoSuchLine()
    {
        ErrorJournal journal;
        const auto one = QCoro::waitFor(journal.entry(u"ffff-00000000"_s));
        QVERIFY(!one);
    }

    void cannotBeDeletedFrom()
    {
        ErrorJournal journal;
        QVERIFY(!journal.notDeletable().isEmpty());
        QCOMPARE(QCoro::waitFor(journal.removeAll()).error().code, ErrorCode::Unsupported);
        QCOMPARE(QCoro::waitFor(journal.remove(u"1"_s)).error().code, ErrorCode::Unsupported);
    }

    void endsWhileItIsRead()
    {
        auto journal = std::make_unique<ErrorJournal>();
        for (int i = 0; i < 4; ++i)
            [](ErrorJournal &log) -> QCoro::Task<> { (void)co_await log.read(); }(*journal);
        journal.reset();
    }
};

QTEST_GUILESS_MAIN(TestErrorJournal)
#include "tst_errorjournal.moc"
