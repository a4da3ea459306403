// SPDX-License-Identifier: Apache-2.0
#include "agent/state/problems.h"
#include "agent/units/unitfolder.h"

#include "tests/support/memoryeventlog.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestUnitFolder : public QObject
{
    Q_OBJECT

    struct Place
    {
        QTemporaryDir top;
        test::MemoryEventLog log;
        Problems problems{log};
        UnitFolder folder{top.filePath(u"units.d"_s), problems};

        Place() { QDir(top.path()).mkdir(u"units.d"_s); }
        void write(const QString &name, const QByteArray &text) const
        {
            QFile file(top.filePath(u"units.d/"_s + name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        }
        [[nodiscard]] Problem problem(const QString &id) const
        {
            const QList<Problem> all = problems.state().problems;
            const auto found = std::ranges::find(all, id, &Problem::id);
            return found == all.cend() ? Problem() : *found;
        }
        [[nodiscard]] bool has(const QString &id) const { return !problem(id).id.isEmpty(); }
    };

private Q_SLOTS:
    void takesAllFilesTogether()
    {
        Place place;
        place.write(u"b.json"_s, R"({"services": ["b.service", "a.service"]})");
        place.write(u"a.json"_s, R"({"services": ["a.service"], "targets":
            [{"name": "x.target", "errorsToMonitor": ["default"], "errorToLog": "e"}]})");
        place.folder.start();
        QCOMPARE(place.folder.units(), (QStringList{u"a.service"_s, u"b.service"_s, u"x.target"_s}));
        QCOMPARE(place.folder.targets().size(), 1);
        QVERIFY(place.problems.state().problems.isEmpty());
    }

    void tellsHowEachIsWatched()
    {
        Place place;
        place.write(u"a.json"_s, R"({"services": ["a.service", "b.service"],
            "immediate_quiesce_services": ["b.service"],
            "targets": {"x.target": {"errorsToMonitor": ["done"], "errorToLog": "e"}},
            "recovery": {"a.service": {"action": "restart", "attempts": 3}},
            "crashLoop": {"restarts": 4, "seconds": 60}})");
        place.write(u"b.json"_s, R"({"services": ["b.service", "c.service"]})");
        place.folder.start();
        QVERIFY(place.folder.isImmediate(u"b.service"_s));
        QVERIFY(!place.folder.isImmediate(u"a.service"_s));
        QCOMPARE(place.folder.targetWatch(u"x.target"_s).value_or(TargetWatch()).errorToLog, u"e"_s);
        QVERIFY(!place.folder.targetWatch(u"a.service"_s));
        QVERIFY(place.folder.recovery(u"a.service"_s) == (Recovery{Recovery::Action::Restart, 3}));
        QVERIFY(place.folder.recovery(u"none.service"_s) == Recovery());
        // A file that says nothing of crash loops contradicts nobody.
        QVERIFY(place.folder.crashLoop(u"b.service"_s) == (CrashLoopLimit{4, 60}));
        QVERIFY(place.folder.crashLoop(u"c.service"_s) == CrashLoopLimit());
        QVERIFY(!place.has(u"units-contradiction"_s));
    }

    void theLaterFileCountsWhereTheyContradict()
    {
        Place place;
        const auto file = [](const char *error, const char *action) {
            return R"({"targets": {"x.target": {"errorsToMonitor": ["failed"], "errorToLog": "ERROR"}},
                "recovery": {"x.target": {"action": "ACTION"}}})"_ba.replace("ERROR", error)
                .replace("ACTION", action);
        };
        place.write(u"a.json"_s, file("e1", "restart"));
        place.write(u"b.json"_s, file("e2", "reboot"));
        place.folder.start();
        QCOMPARE(place.folder.targetWatch(u"x.target"_s).value_or(TargetWatch()).errorToLog, u"e2"_s);
        QVERIFY(place.folder.recovery(u"x.target"_s).action == Recovery::Action::Reboot);
        const QString text = place.problem(u"units-contradiction"_s).text;
        for (const auto &part : {u"a.json"_s, u"b.json counts"_s, u"x.target"_s, u"its recovery"_s})
            QVERIFY2(text.contains(part), qPrintable(text));

        QSignalSpy changed(&place.folder, &UnitFolder::changed);
        place.write(u"a.json"_s, file("e2", "reboot"));
        place.folder.readNow();
        QVERIFY(!place.has(u"units-contradiction"_s));
        QVERIFY(changed.isEmpty());
        place.write(u"b.json"_s, file("e3", "reboot"));
        place.folder.readNow();
        QCOMPARE(changed.size(), 1);
    }

    void listsOnlySoManyContradictions()
    {
        QMap<QString, UnitFile> files;
        for (int i = 0; i < WatchList::MaxFindings + 3; ++i) {
            const QString name = u"%1.target"_s.arg(i);
            files[u"a.json"_s].targets.append({name, {u"failed"_s}, u"e1"_s});
            files[u"b.json"_s].targets.append({name, {u"failed"_s}, u"e2"_s});
        }
        const QStringList told = WatchList(files).contradictions();
        QCOMPARE(told.size(), WatchList::MaxFindings + 1);
        QCOMPARE(told.last(), u"and 3 more"_s);
    }

    void saysSoWhenNothingIsWatched_data()
    {
        QTest::addColumn<QByteArray>("text"); // null: no file
        QTest::addColumn<bool>("hasFolder");
        QTest::newRow("no folder") << QByteArray() << false;
        QTest::newRow("no file") << QByteArray() << true;
        QTest::newRow("no unit in it") << QByteArray(R"({"services": []})") << true;
        QTest::newRow("only a bad file") << QByteArray("{") << true;
    }
    void saysSoWhenNothingIsWatched()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, hasFolder);
        Place place;
        if (!hasFolder)
            QVERIFY(QDir(place.top.path()).rmdir(u"units.d"_s));
        if (!text.isNull())
            place.write(u"a.json"_s, text);
        place.folder.start();
        QCOMPARE(place.problem(u"units-none"_s).severity, Health::Warning);
        QVERIFY(!place.problem(u"units-none"_s).remedy.isEmpty());
    }

    void aBadFileIsRefusedAndItsLastGoodWordStays()
    {
        Place place;
        place.write(u"a.json"_s, R"({"services": ["a.service"]})");
        place.write(u"b.json"_s, R"({"services": ["b.service"]})");
        place.folder.start();
        QSignalSpy changed(&place.folder, &UnitFolder::changed);

        place.write(u"a.json"_s, "{\n\"services\": [\"oops\"]}");
        QTRY_VERIFY(place.has(u"units-config:a.json"_s));
        QCOMPARE(place.folder.units(), (QStringList{u"a.service"_s, u"b.service"_s}));
        const Problem problem = place.problem(u"units-config:a.json"_s);
        QCOMPARE(problem.severity, Health::Warning);
        for (const auto &part : {u"a.json:2"_s, u"services[0]"_s, u"stays in force"_s})
            QVERIFY2(problem.text.contains(part), qPrintable(problem.text));
        QVERIFY(problem.remedy.contains(u"full name"));
        QVERIFY(changed.isEmpty());

        place.write(u"a.json"_s, R"({"services": ["c.service"]})");
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!place.has(u"units-config:a.json"_s));
        QCOMPARE(place.folder.units(), (QStringList{u"b.service"_s, u"c.service"_s}));
    }

    void aFileThatWasNeverGoodWatchesNothing()
    {
        Place place;
        place.write(u"a.json"_s, "{}");
        place.folder.start();
        QVERIFY(place.problem(u"units-config:a.json"_s).text.contains(u"none of it is watched"));
    }

    void seesFilesComeAndGo()
    {
        Place place;
        place.folder.start();
        QSignalSpy changed(&place.folder, &UnitFolder::changed);
        place.write(u"a.json"_s, R"({"services": ["a.service"]})");
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!place.has(u"units-none"_s));

        // As editors and package managers do it: written aside, then renamed over it.
        place.write(u"a.new"_s, R"({"services": ["b.service"]})");
        const QByteArray from = place.top.filePath(u"units.d/a.new"_s).toUtf8();
        const QByteArray to = place.top.filePath(u"units.d/a.json"_s).toUtf8();
        QCOMPARE(std::rename(from.constData(), to.constData()), 0);
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(place.folder.units(), QStringList(u"b.service"_s));

        QVERIFY(QFile::remove(QString::fromUtf8(to)));
        QTRY_COMPARE(changed.size(), 3);
        QVERIFY(place.has(u"units-none"_s));
    }

    void seesTheFolderItselfBeingMade()
    {
        Place place;
        QVERIFY(QDir(place.top.path()).rmdir(u"units.d"_s));
        place.folder.start();
        QSignalSpy changed(&place.folder, &UnitFolder::changed);
        QVERIFY(QDir(place.top.path()).mkdir(u"units.d"_s));
        place.write(u"a.json"_s, R"({"services": ["a.service"]})");
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(place.folder.units(), QStringList(u"a.service"_s));
    }

    void manyTouchesAreOneReading()
    {
        Place place;
        place.folder.start();
        QSignalSpy changed(&place.folder, &UnitFolder::changed);
        for (int i = 0; i < 20; ++i)
            place.write(u"f%1.json"_s.arg(i),
                        R"({"services": ["s%1.service"]})"_ba.replace("%1", QByteArray::number(i)));
        QTRY_COMPARE(place.folder.units().size(), 20);
        QCOMPARE(changed.size(), 1);
    }

    void holdsTheLimitOnFiles()
    {
        Place place;
        for (int i = 0; i <= MaxUnitFiles; ++i)
            place.write(u"f%1.json"_s.arg(i, 3, 10, QLatin1Char('0')), R"({"services": ["s.service"]})");
        place.folder.start();
        QCOMPARE(place.problems.state().problems.size(), 1);
        QVERIFY(place.has(u"units-config:f%1.json"_s.arg(MaxUnitFiles, 3, 10, QLatin1Char('0'))));
    }

    void holdsTheLimitOnUnits()
    {
        Place place;
        const auto services = [](QByteArrayView letter, qsizetype count) {
            QByteArrayList names;
            for (qsizetype i = 0; i < count; ++i)
                names.append('"' + letter.toByteArray() + QByteArray::number(i) + ".service\"");
            return "{\"services\": [" + names.join(',') + "]}";
        };
        place.write(u"a.json"_s, services("a", MaxUnits));
        place.write(u"b.json"_s, services("a", MaxUnits)); // the same once more is harmless
        place.write(u"c.json"_s, services("c", 1));
        place.folder.start();
        QCOMPARE(place.folder.units().size(), MaxUnits);
        QVERIFY(place.has(u"units-config:c.json"_s));
        QVERIFY(!place.has(u"units-config:b.json"_s));
    }
};

QTEST_GUILESS_MAIN(TestUnitFolder)
#include "tst_unitfolder.moc"
