// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/dumpids.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestDumpIds : public QObject
{
    Q_OBJECT

    Fleet m_fleet;
    DumpBook m_book;

    void add(const QString &name, const QStringList &ids)
    {
        FleetNode node;
        node.nodeId = u"node-"_s + name;
        node.name = name;
        m_fleet.addNode(node);
        QList<DumpEntry> entries;
        for (const QString &id : ids) {
            DumpEntry entry;
            entry.id = id;
            entries.append(entry);
        }
        m_book.setAll(node.nodeId, entries);
    }

private Q_SLOTS:
    void initTestCase()
    {
        add(u"a"_s, {u"bmc-1"_s, u"bmc-11"_s, u"sbe-1"_s});
        add(u"b"_s, {u"bmc-1"_s, u"system-1"_s});
    }

    void findsOne_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("dump");
        QTest::newRow("whole id") << u"sbe-1"_s << u"node-a"_s << u"sbe-1"_s;
        QTest::newRow("beginning") << u"sys"_s << u"node-b"_s << u"system-1"_s;
        QTest::newRow("whole id before beginnings") << u"a/bmc-1"_s << u"node-a"_s << u"bmc-1"_s;
        QTest::newRow("by the node's name") << u"b/bmc-1"_s << u"node-b"_s << u"bmc-1"_s;
        QTest::newRow("by the node's id") << u"node-b/bmc"_s << u"node-b"_s << u"bmc-1"_s;
    }
    void findsOne()
    {
        QFETCH(const QString, word);
        const auto found = resolveDump(m_fleet, m_book, word);
        QVERIFY(found);
        QTEST(found->nodeId, "node");
        QTEST(found->dumpId, "dump");
    }

    void namesTheCandidates()
    {
        const auto found = resolveDump(m_fleet, m_book, u"bmc-1"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Conflict);
        QCOMPARE(found.error().remedy, u"say which one: a/bmc-1, b/bmc-1"_s);
    }

    void saysThatThereIsNone_data()
    {
        QTest::addColumn<QString>("word");
        QTest::newRow("unknown") << u"checkstop"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("node without dump") << u"a/"_s;
        QTest::newRow("another node's") << u"a/system-1"_s;
    }
    void saysThatThereIsNone()
    {
        QFETCH(const QString, word);
        const auto found = resolveDump(m_fleet, m_book, word);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestDumpIds)
#include "tst_dumpids.moc"
