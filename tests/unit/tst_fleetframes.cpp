// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleet.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

/// When the fleet's model tells what has changed.
class TestFleetFrames : public QObject
{
    Q_OBJECT

    static FleetNode node()
    {
        FleetNode one;
        one.nodeId = one.name = u"a"_s;
        return one;
    }
    static void change(Fleet &fleet, NodeAspects aspects)
    {
        fleet.update(u"a"_s, aspects, [](FleetNode &) { });
    }

private Q_SLOTS:
    void aFailureDoesNotWaitForTheFrameOfAnotherChange()
    {
        Fleet fleet;
        fleet.addNode(node());
        QSignalSpy told(&fleet, &Fleet::nodesChanged);
        change(fleet, NodeAspect::Units);
        QTRY_COMPARE(told.size(), 1);
        change(fleet, NodeAspect::Units); // it gathers what follows now
        change(fleet, NodeAspect::Failures);
        QCoreApplication::processEvents();
        QCOMPARE(told.size(), 2);
        const auto changed = told.last().first().value<QHash<QString, NodeAspects>>();
        QVERIFY(changed.value(u"a"_s).testFlags(NodeAspect::Units | NodeAspect::Failures));
    }

    void aStormIsToldInAFewBatchesAFrame()
    {
        Fleet fleet;
        fleet.addNode(node());
        QSignalSpy told(&fleet, &Fleet::nodesChanged);
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < 200; ++i) {
            change(fleet, NodeAspect::Failures);
            QCoreApplication::processEvents();
        }
        const qint64 frames = time.elapsed() / Fleet::FrameMilliseconds + 1;
        QVERIFY2(told.size() <= frames * (Fleet::UrgentPerFrame + 1),
                 qPrintable(QString::number(told.size())));
        const qsizetype before = told.size();
        change(fleet, NodeAspect::Failures);
        QTRY_VERIFY(told.size() > before); // and none is kept back
    }
};

QTEST_GUILESS_MAIN(TestFleetFrames)
#include "tst_fleetframes.moc"
