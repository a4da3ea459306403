// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingqueue.h"
#include "console/views/models/cell.h"
#include "tests/gui/support/warnings.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Outcome = PairingQueue::Outcome;

const QList<PairingQueue::Entry> Three{{u"10.0.0.1"_s, u"one"_s}, {u"10.0.0.2"_s, {}}, {u"10.0.0.3"_s, {}}};

} // namespace

class TestPairingQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void goesThroughAllInTheirOrder()
    {
        PairingQueue queue(Three);
        QAbstractItemModelTester tester(&queue, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(queue.current(), 0);
        queue.settle(0, Outcome::Paired);
        QCOMPARE(queue.current(), 1);
        queue.settle(1, Outcome::Skipped);
        QCOMPARE(queue.current(), 2);
        queue.settle(2, Outcome::Paired);
        QCOMPARE(queue.current(), -1);
        QCOMPARE(queue.count(Outcome::Paired), 2);
    }

    void aLateResultDoesNotEndTheTurnOfAnother()
    {
        PairingQueue queue(Three);
        queue.settle(0, Outcome::Skipped);
        queue.settle(0, Outcome::Paired);
        QCOMPARE(queue.current(), 1);
        QCOMPARE(queue.at(0).outcome, Outcome::Paired);
        queue.settle(7, Outcome::Paired);
        queue.settle(-1, Outcome::Paired);
        QCOMPARE(queue.count(Outcome::Paired), 1);
    }

    void whatIsNotPairedIsOpenAgain()
    {
        PairingQueue queue(Three);
        queue.settle(0, Outcome::Paired);
        queue.note(u"no answer"_s);
        queue.settle(1, Outcome::Skipped);
        queue.pause();
        QCOMPARE(queue.current(), -1);
        queue.reopen();
        QCOMPARE(queue.current(), 1);
        QCOMPARE(queue.count(Outcome::Open), 2);
        QVERIFY(queue.at(1).why.isEmpty());
    }

    void saysOfEachHowItStands()
    {
        PairingQueue queue(Three);
        const auto detail = [&](int row) { return queue.index(row).data(DetailRole).toString(); };
        QCOMPARE(queue.index(0).data().toString(), u"one"_s);
        QCOMPARE(detail(0), u"10.0.0.1 \u00b7 its turn"_s);
        QCOMPARE(detail(1), u"not paired yet"_s);
        queue.note(u"no answer"_s);
        QCOMPARE(detail(0), u"10.0.0.1 \u00b7 not paired: no answer"_s);
        queue.settle(0, Outcome::Paired);
        QCOMPARE(detail(0), u"10.0.0.1 \u00b7 paired"_s);
        queue.settle(1, Outcome::Skipped);
        QCOMPARE(detail(1), u"skipped"_s);
        QCOMPARE(queue.index(0).data(MarkRole).toInt(), int(Mark::Well));
        QCOMPARE(queue.index(2).data(MarkRole).toInt(), int(Mark::Running));
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestPairingQueue)
#include "tst_pairingqueue.moc"
