// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/copyroom.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

CopiedDump dump(const QString &id, qint64 size, const QStringList &keepers, const QStringList &refusers = {},
                bool isShort = false)
{
    // Named by their age: "1" is the oldest.
    return {id, Timestamp(std::chrono::seconds(id.toInt())), size, keepers, refusers, isShort};
}

} // namespace

/// Which copies go when there is no room for a newer one.
class TestCopyRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestOfAMemberWithoutRoomGo_data()
    {
        QTest::addColumn<QList<CopiedDump>>("dumps");
        QTest::addColumn<QStringList>("ids");
        const QStringList b{u"B"_s};
        const QStringList c{u"C"_s};
        QTest::newRow("all have their copies")
            << QList{dump(u"1"_s, 90, b), dump(u"2"_s, 90, c)} << QStringList();
        QTest::newRow("the oldest is enough")
            << QList{dump(u"3"_s, 50, {}, b, true), dump(u"2"_s, 50, b), dump(u"1"_s, 50, b)}
            << QStringList{u"1"_s};
        QTest::newRow("as many as it takes") << QList{dump(u"1"_s, 30, b), dump(u"2"_s, 30, b),
                                                      dump(u"3"_s, 30, b), dump(u"4"_s, 60, {}, b, true)}
                                             << QStringList{u"1"_s, u"2"_s};
        QTest::newRow("not those of others")
            << QList{dump(u"1"_s, 90, c), dump(u"2"_s, 90, b), dump(u"3"_s, 50, {}, b, true)}
            << QStringList{u"2"_s};
        QTest::newRow("not newer ones")
            << QList{dump(u"1"_s, 50, {}, b, true), dump(u"2"_s, 90, b)} << QStringList();
        QTest::newRow("none in vain")
            << QList{dump(u"1"_s, 40, b), dump(u"2"_s, 101, {}, b, true)} << QStringList();
        QTest::newRow("where another member can")
            << QList{dump(u"1"_s, 60, c), dump(u"3"_s, 60, b), dump(u"2"_s, 60, {}, b + c, true)}
            << QStringList{u"1"_s};
        QTest::newRow("a refusal for another reason")
            << QList{dump(u"1"_s, 10, b), dump(u"2"_s, 10, {}, b, true)} << QStringList();
        QTest::newRow("for the newest first")
            << QList{dump(u"1"_s, 60, b), dump(u"2"_s, 60, {}, b, true), dump(u"3"_s, 90, {}, b, true)}
            << QStringList{u"1"_s};
    }
    void theOldestOfAMemberWithoutRoomGo()
    {
        QFETCH(QList<CopiedDump>, dumps);
        QFETCH(QStringList, ids);
        QCOMPARE(copiesToGiveUp(dumps, 100).ids, ids);
    }

    void roomIsThereWhereOneMemberHasSome()
    {
        const QList<CopiedDump> dumps{dump(u"1"_s, 60, {u"B"_s, u"C"_s}), dump(u"2"_s, 30, {u"B"_s})};
        QVERIFY(isRoomFor(40, dumps, {u"B"_s, u"C"_s}, 100));
        QVERIFY(!isRoomFor(40, dumps, {u"B"_s}, 100));
        QVERIFY(!isRoomFor(1, dumps, {}, 100));
        QVERIFY(isRoomFor(100, dumps, {u"D"_s}, 100));
    }
};

QTEST_GUILESS_MAIN(TestCopyRoom)
#include "tst_copyroom.moc"
