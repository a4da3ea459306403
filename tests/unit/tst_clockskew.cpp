// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/roster.h"

#include <QTest>

using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClockSkew : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhoIsOff_data()
    {
        using Readings = QHash<QString, ClockReading>;
        QTest::addColumn<Readings>("readings");
        QTest::addColumn<QSet<QString>>("before");
        QTest::addColumn<QSet<QString>>("skewed");
        const QSet<QString> nobody;
        QTest::newRow("nobody is there") << Readings() << nobody << nobody;
        QTest::newRow("alone") << Readings{{u"a"_s, {}}} << nobody << nobody;
        QTest::newRow("all agree") << Readings{{u"a"_s, {}}, {u"b"_s, {3ms, 2ms}}, {u"c"_s, {-5ms, 2ms}}}
                                   << nobody << nobody;
        QTest::newRow("one is ahead") << Readings{{u"a"_s, {}}, {u"b"_s, {5s, 2ms}}, {u"c"_s, {0ms, 2ms}}}
                                      << nobody << QSet<QString>{u"b"_s};
        QTest::newRow("the coordinator itself is off")
            << Readings{{u"a"_s, {}}, {u"b"_s, {5s, 2ms}}, {u"c"_s, {5s, 2ms}}} << nobody
            << QSet<QString>{u"a"_s};
        QTest::newRow("of two the coordinator is right")
            << Readings{{u"a"_s, {}}, {u"b"_s, {-5s, 2ms}}} << nobody << QSet<QString>{u"b"_s};
        QTest::newRow("a long way is no proof")
            << Readings{{u"a"_s, {}}, {u"b"_s, {2200ms, 600ms}}} << nobody << nobody;
        QTest::newRow("just within") << Readings{{u"a"_s, {}}, {u"b"_s, {2s, 0ms}}} << nobody << nobody;
        QTest::newRow("who was named stays so for a while") << Readings{{u"a"_s, {}}, {u"b"_s, {1900ms, 0ms}}}
                                                            << QSet<QString>{u"b"_s} << QSet<QString>{u"b"_s};
        QTest::newRow("and is right again")
            << Readings{{u"a"_s, {}}, {u"b"_s, {1600ms, 0ms}}} << QSet<QString>{u"b"_s} << nobody;
    }

    void namesWhoIsOff()
    {
        using Readings = QHash<QString, ClockReading>;
        QFETCH(Readings, readings);
        QFETCH(QSet<QString>, before);
        QFETCH(QSet<QString>, skewed);
        QCOMPARE(skewedMembers(readings, 2s, before), skewed);
    }
};

QTEST_APPLESS_MAIN(TestClockSkew)
#include "tst_clockskew.moc"
