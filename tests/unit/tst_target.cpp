// SPDX-License-Identifier: Apache-2.0
#include "console/batch/target.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestTarget : public QObject
{
    Q_OBJECT

private:
    Fleet m_fleet;

    void add(const QString &id, const QString &name)
    {
        FleetNode node;
        node.nodeId = id;
        node.name = name;
        m_fleet.addNode(node);
    }

private Q_SLOTS:
    void initTestCase()
    {
        add(u"ABCDEFG-HIJKLMN"_s, u"drawer-a"_s);
        add(u"ABCDEFG-QRSTUVW"_s, u"drawer-b"_s);
        add(u"XYZXYZX-XYZXYZX"_s, u"twin"_s);
        add(u"2345672-2345672"_s, u"twin"_s);
        add(u"7777777-7777777"_s, u"frame-1"_s);
        QVERIFY(m_fleet.setSystem(
            {u"db-1"_s, {{1, u"ABCDEFG-HIJKLMN"_s, {}, {}}, {3, u"ABCDEFG-QRSTUVW"_s, {}, {}}}, {}}));
        QVERIFY(m_fleet.setSystem({u"frame-1"_s, {{1, u"XYZXYZX-XYZXYZX"_s, {}, {}}}, {}}));
    }

    void resolves_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("nodeIds");
        QTest::addColumn<QString>("system");
        const QStringList both{u"ABCDEFG-HIJKLMN"_s, u"ABCDEFG-QRSTUVW"_s};
        QTest::newRow("a name") << u"drawer-b"_s << both.last(1) << QString();
        QTest::newRow("a system") << u"db-1"_s << both << u"db-1"_s;
        QTest::newRow("instance 0") << u"db-1/0"_s << both << u"db-1"_s;
        QTest::newRow("an instance") << u"db-1/3"_s << both.last(1) << QString();
        QTest::newRow("the beginning of an id") << u"ABCDEFG-Q"_s << both.last(1) << QString();
        QTest::newRow("lower case, no dashes") << u"abcdefgq"_s << both.last(1) << QString();
        QTest::newRow("a whole id") << u"7777777-7777777"_s << QStringList{u"7777777-7777777"_s} << QString();
    }

    void resolves()
    {
        QFETCH(QString, text);
        const auto target = resolveTarget(m_fleet, text);
        QVERIFY2(target, target ? "" : qPrintable(describe(target.error())));
        QTEST(target->nodeIds, "nodeIds");
        QTEST(target->system, "system");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("candidate");
        QTest::newRow("two ids begin so") << u"ABCDEFG"_s << int(ErrorCode::Conflict) << u"ABCDEFG-QRSTUVW"_s;
        QTest::newRow("two nodes of one name")
            << u"twin"_s << int(ErrorCode::Conflict) << u"2345672-2345672"_s;
        QTest::newRow("node and system of one name")
            << u"frame-1"_s << int(ErrorCode::Conflict) << u"frame-1/0"_s;
        QTest::newRow("id too short") << u"777"_s << int(ErrorCode::NotFound) << QString();
        QTest::newRow("no such instance") << u"db-1/2"_s << int(ErrorCode::NotFound) << QString();
        QTest::newRow("a slip of the keys") << u"drawer-c"_s << int(ErrorCode::NotFound) << u"drawer-"_s;
        QTest::newRow("unknown") << u"qqqqqqqqqqqq"_s << int(ErrorCode::NotFound) << u"db-1"_s;
        QTest::newRow("empty") << QString() << int(ErrorCode::NotFound) << QString();
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(int, code);
        QFETCH(QString, candidate);
        const auto target = resolveTarget(m_fleet, text);
        QVERIFY(!target);
        QCOMPARE(int(target.error().code), code);
        QVERIFY2(target.error().remedy.contains(candidate), qPrintable(target.error().remedy));
    }

    void aSystemIsNotOneNode()
    {
        QCOMPARE(resolveNode(m_fleet, u"db-1"_s).error().code, ErrorCode::Invalid);
        QCOMPARE(resolveNode(m_fleet, u"db-1/1"_s).value(), u"ABCDEFG-HIJKLMN"_s);
    }

    void saysHowToBeginInAnEmptyFleet()
    {
        QVERIFY(resolveTarget(Fleet(), u"x"_s).error().remedy.contains(u"muster pair"_s));
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
