// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/techsupportcollector.h"

#include "tests/component/dumpnode.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

class TestTechSupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void techSupportIsTakenIn()
    {
        Node node;
        const QByteArray archive = node.top.filePath(u"sonic_dump_leaf.tar.gz"_s).toUtf8();
        const QByteArray tries = node.top.filePath(u"tries"_s).toUtf8();
        // The first try finds a lock that somebody left, and says to try again.
        const QString program =
            node.program(u"generate_dump"_s, "echo x >> " + tries + "; [ $(wc -l < " + tries
                                                 + ") = 1 ] && exit 4; printf archive > " + archive
                                                 + "; echo some text; echo " + archive);
        Collectors collectors;
        collectors.push_back(std::make_unique<TechSupportCollector>(program));
        Maker maker(node, std::move(collectors));
        const DumpEntry entry = maker.ended(maker.create(u"techsupport"_s));
        QVERIFY2(entry.state == DumpState::Complete, qPrintable(entry.why));
        const DumpManifest manifest = maker.manifest(entry.id);
        QCOMPARE(manifest.creator, DumpCreator::Management);
        QCOMPARE(manifest.members.first().content, DumpContent::Archive);
        QCOMPARE(maker.bytes(entry.id, u"techsupport.tar.gz"_s), "archive"_ba);
        QCOMPARE(node.read(u"tries"_s), "x\nx\n"_ba);
        QVERIFY(!QFile::exists(QString::fromUtf8(archive)));
    }

    void whyThereIsNoTechSupportIsTold_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("part");
        QTest::newRow("another runs") << "exit 2"_ba << u"another tech-support is being made"_s;
        QTest::newRow("for ever again") << "exit 4"_ba << u"code 4"_s;
        QTest::newRow("tar failed") << "echo 'no space' >&2; exit 5"_ba << u"code 5: no space"_s;
        QTest::newRow("says nothing") << "exit 0"_ba << u"did not say where"_s;
        QTest::newRow("not there") << "echo /nowhere/x.tar.gz"_ba << u"/nowhere/x.tar.gz"_s;
    }
    void whyThereIsNoTechSupportIsTold()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, part);
        Node node;
        node.write(u"dumps.d/t.json"_s, "{\"type\": \"t\", \"collectors\": [\"facts\", \"techsupport\"]}");
        Collectors collectors;
        collectors.push_back(
            std::make_unique<TechSupportCollector>(node.program(u"generate_dump"_s, script)));
        Maker maker(node, std::move(collectors));
        const DumpEntry entry = maker.ended(maker.create(u"t"_s));
        QCOMPARE(entry.state, DumpState::Partial);
        const QString why = memberOf(maker.manifest(entry.id), u"techsupport.tar.gz"_s).missing;
        QVERIFY2(why.contains(part), qPrintable(why));
    }
};

QTEST_GUILESS_MAIN(TestTechSupport)
#include "tst_techsupport.moc"
