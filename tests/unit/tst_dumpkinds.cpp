// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/builtinkinds.h"
#include "agent/dumps/collectors/machinecollectors.h"
#include "agent/dumps/dumpabilities.h"
#include "agent/dumps/dumpkindfile.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestDumpKinds : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    test::MemoryEventLog m_log;
    Problems m_problems{m_log};

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's file");
    }
    static DumpKind kindOf(const DumpKindFolder &folder, const QString &type)
    {
        const auto &kinds = folder.kinds();
        const auto found = std::ranges::find(kinds, type, &DumpKind::type);
        return found == kinds.cend() ? DumpKind() : *found;
    }

private Q_SLOTS:
    void cleanup()
    {
        for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files))
            QFile::remove(m_folder.filePath(name));
    }

    /// Dump Manager Design, Table 1.
    void theTableIsTheDesigns_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<DumpScope>("scope");
        QTest::addColumn<DumpCreator>("creator");
        QTest::newRow("System Dump") << u"system"_s << DumpScope::System << DumpCreator::Host;
        QTest::newRow("Resource Dump") << u"resource"_s << DumpScope::System << DumpCreator::Host;
        QTest::newRow("Checkstop Dump") << u"checkstop"_s << DumpScope::System << DumpCreator::Agent;
        QTest::newRow("Hostboot Dump") << u"hostboot"_s << DumpScope::Node << DumpCreator::Management;
        QTest::newRow("SBE Dump") << u"sbe"_s << DumpScope::Node << DumpCreator::Management;
        QTest::newRow("BMC Dump") << u"bmc"_s << DumpScope::Node << DumpCreator::Agent;
    }
    void theTableIsTheDesigns()
    {
        QFETCH(QString, type);
        QFETCH(DumpScope, scope);
        QFETCH(DumpCreator, creator);
        const QList<DumpKind> kinds = builtInKinds();
        const auto kind = std::ranges::find(kinds, type, &DumpKind::type);
        QVERIFY(kind != kinds.cend());
        QCOMPARE(kind->scope, scope);
        QCOMPARE(kind->creator, creator);
    }

    void whatKindsNameIsCollected()
    {
        const QStringList words = collectorWords();
        for (const DumpKind &kind : builtInKinds()) {
            for (const QString &word : kind.collectors)
                QVERIFY2(words.contains(word), qPrintable(kind.type + u' ' + word));
        }
    }

    void aSitesKindIsRead()
    {
        const auto kind = parseDumpKind(
            "{\"type\": \"fans\", \"title\": \"Fans\", \"collectors\": [\"journal\"],\n            "
            "\"files\": [\"/var/log/fan/*.log\"], \"maxBytes\": 1048576, \"deadlineSeconds\": 30}",
            u"fans.json"_s);
        QVERIFY2(kind, kind ? "" : qPrintable(describe(kind.error())));
        QCOMPARE(kind->maxBytes, 1048576);
        QCOMPARE(kind->scope, DumpScope::Node);
    }

    void aBadFileIsNamedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const char *text, const QString &part) {
            QTest::newRow(name) << QByteArray(text) << part;
        };
        row("not JSON", "{\n\"type\": \"a\",\n}", u"k.json:3"_s);
        row("unknown key", "{\"type\": \"a\",\n\"colectors\": []}", u"did you mean \"collectors\"?"_s);
        row("unknown collector", "{\"type\": \"a\",\n\"collectors\": [\"journal\",\n\"moon\"]}",
            u"k.json:3"_s);
        row("bad type", "{\"type\": \"../a\", \"collectors\": [\"journal\"]}", u"no type of dump"_s);
        row("relative file", "{\"type\": \"a\",\n\"files\": [\"log\"]}", u"from the root"_s);
        row("up", "{\"type\": \"a\", \"files\": [\"/var/../etc/shadow\"]}", u"without \"..\""_s);
        row("wildcard folder", "{\"type\": \"a\", \"files\": [\"/home/*/.ssh/id\"]}", u"last part"_s);
        row("nothing", "{\"type\": \"a\"}", u"collects nothing"_s);
        row("host's", "{\"type\": \"a\", \"creator\": \"Host\", \"collectors\": [\"journal\"]}", u"host"_s);
        row("disruptive", "{\"type\": \"a\", \"isDisruptive\": true, \"collectors\": [\"journal\"]}",
            u"stops the host"_s);
        row("unavailable", "{\"type\": \"a\", \"unavailable\": \"x\", \"collectors\": [\"journal\"]}",
            u"told by"_s);
        row("too large a number",
            "{\"type\": \"a\", \"collectors\": [\"journal\"], \"deadlineSeconds\": 1e9}",
            u"deadlineSeconds"_s);
        row("a list", "[]", u"k.json:1"_s);
        row("empty", "", u"k.json:1"_s);
    }
    void aBadFileIsNamedWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const auto kind = parseDumpKind(text, u"k.json"_s);
        QVERIFY(!kind);
        QVERIFY2(describe(kind.error()).contains(part), qPrintable(describe(kind.error())));
        QVERIFY(kind.error().source.startsWith(u"k.json:"_s));
    }

    void aBadFileLeavesInForceWhatItSaid()
    {
        write(u"fans.json"_s, "{\"type\": \"fans\", \"collectors\": [\"journal\"]}");
        DumpKindFolder folder(m_folder.path(), m_problems);
        folder.start();
        QCOMPARE(kindOf(folder, u"fans"_s).collectors, QStringList{u"journal"_s});
        QVERIFY(m_problems.state().problems.isEmpty());

        QSignalSpy changed(&folder, &DumpKindFolder::changed);
        write(u"fans.json"_s, "{");
        QTRY_COMPARE(m_problems.state().problems.size(), 1);
        QVERIFY(m_problems.state().problems.first().text.contains(u"fans.json:1"_s));
        QCOMPARE(kindOf(folder, u"fans"_s).collectors, QStringList{u"journal"_s});

        QVERIFY(QFile::remove(m_folder.filePath(u"fans.json"_s)));
        QTRY_VERIFY(m_problems.state().problems.isEmpty());
        QCOMPARE(kindOf(folder, u"fans"_s).type, QString());
    }

    void aSiteMayChangeABuiltInOne()
    {
        write(u"bmc.json"_s, "{\"type\": \"bmc\", \"files\": [\"/etc/hostname\"]}");
        DumpKindFolder folder(m_folder.path(), m_problems);
        folder.start();
        QCOMPARE(folder.kinds().size(), builtInKinds().size());
        QCOMPARE(kindOf(folder, u"bmc"_s).files, QStringList{u"/etc/hostname"_s});
    }

    void tooManyFilesAreSaid()
    {
        for (int i = 0; i <= DumpKindFolder::MaxFiles; ++i)
            write(
                u"k%1.json"_s.arg(i, 3, 10, QChar(u'0')),
                "{\"type\": \"t%1\", \"collectors\": [\"journal\"]}"_ba.replace("%1", QByteArray::number(i)));
        DumpKindFolder folder(m_folder.path(), m_problems);
        folder.start();
        QCOMPARE(folder.kinds().size(), builtInKinds().size() + DumpKindFolder::MaxFiles);
        QCOMPARE(m_problems.state().problems.size(), 1);
    }

    void aSystemsDumpIsMadeByWhoSpeaksForIt()
    {
        DumpKindFolder folder(m_folder.path(), m_problems);
        folder.start();
        const Collectors collectors = machineCollectors();
        DumpAbilities abilities(folder, &collectors, nullptr);
        QCOMPARE(abilities.able(u"checkstop"_s, false).error().code, ErrorCode::Unsupported);
        QVERIFY(abilities.able(u"checkstop"_s, true)); // its own piece
        abilities.setSystemReason({});
        QVERIFY(abilities.able(u"checkstop"_s, false));
        QCOMPARE(abilities.able(u"system"_s, false).error().code, ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestDumpKinds)
#include "tst_dumpkinds.moc"
