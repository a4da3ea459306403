// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/columnfit.h"

#include <QTest>

#include <numeric>

namespace muster::console {

class TestColumnFit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void widthsAre_data()
    {
        QTest::addColumn<int>("room");
        QTest::addColumn<QList<int>>("widths");
        QTest::newRow("more than enough room") << 2000 << QList<int>{100, 300, 200};
        QTest::newRow("just enough") << 600 << QList<int>{100, 300, 200};
        QTest::newRow("wide columns give way first") << 500 << QList<int>{100, 240, 160};
        QTest::newRow("then all do") << 350 << QList<int>{82, 157, 110};
        QTest::newRow("none below its least") << 10 << QList<int>{70, 120, 90};
        QTest::newRow("no room at all") << 0 << QList<int>{70, 120, 90};
    }

    void widthsAre()
    {
        QFETCH(const int, room);
        QFETCH(const QList<int>, widths);
        const QList<int> found = fittedWidths({{100, 70}, {300, 120}, {200, 90}}, room);
        QCOMPARE(found, widths);
        const int least = 70 + 120 + 90;
        QVERIFY(std::accumulate(found.cbegin(), found.cend(), 0) <= std::max(room, least));
    }

    void noColumnsNeedNoRoom() { QVERIFY(fittedWidths({}, 100).isEmpty()); }

    void wideColumnsMayGiveWayFurther()
    {
        QCOMPARE(leastWidthOf(100), 70);
        QCOMPARE(leastWidthOf(400), 160);
        QVERIFY(leastWidthOf(170) <= 170);
    }
};

} // namespace muster::console

QTEST_GUILESS_MAIN(muster::console::TestColumnFit)
#include "tst_columnfit.moc"
