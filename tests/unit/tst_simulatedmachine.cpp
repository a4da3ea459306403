// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedmachine.h"
#include "agent/platform/simulated/simulatedunitfile.h"
#include "agent/platform/simulated/simulatedunits.h"
#include "shared/store/atomicfile.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <optional>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

const QString Fan = u"fan-control.service"_s;

/// A folder that stands for a machine, and what is told of its units.
struct Stage
{
    explicit Stage(const QByteArray &fan = {})
    {
        if (!fan.isEmpty())
            write(fan);
        machine.emplace(folder.path(), units);
        QObject::connect(&units, &UnitPlatform::unitChanged, &units,
                         [this](const UnitSnapshot &unit) { told.append(unit); });
        units.watch({Fan});
    }
    void write(const QByteArray &text) const { QVERIFY(replaceFile(path(), text)); }
    [[nodiscard]] QString path() const { return folder.filePath(Fan + u".json"_s); }
    [[nodiscard]] UnitStatus last() const { return told.last().status; }

    QTemporaryDir folder;
    SimulatedUnits units;
    std::optional<SimulatedMachine> machine;
    QList<UnitSnapshot> told;
};

} // namespace

class TestSimulatedMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aUnitRunsUnlessItsFileSaysOtherwise()
    {
        const Stage stage(R"({"description": "Fans"})");
        QCOMPARE(stage.last().activeState, u"active"_s);
        QCOMPARE(stage.last().description, u"Fans"_s);
    }

    void aUnitWithoutAFileDoesNotExist()
    {
        const Stage stage;
        QCOMPARE(stage.last().loadState, u"not-found"_s);
    }

    void aUnitFailsWhenItsFileIsWritten()
    {
        Stage stage("{}");
        const QString firstRun = stage.last().invocationId;
        stage.write(R"({"signal": 6, "restarts": 2, "journal": ["turning", "<3>tach 5 missing"]})");
        QTRY_COMPARE(stage.last().activeState, u"failed"_s);
        QCOMPARE(stage.told.last().mainCode, CLD_KILLED);
        QCOMPARE(stage.told.last().mainStatus, SIGABRT);
        QCOMPARE(stage.last().restarts, 2);
        QVERIFY(stage.last().invocationId != firstRun);
        const auto lines = QCoro::waitFor(stage.units.journal(Fan, {}, 10)).value();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].priority, 6);
        QCOMPARE(lines[1].priority, 3);
        QCOMPARE(lines[1].message, u"tach 5 missing"_s);
        const auto properties = QCoro::waitFor(stage.units.properties(Fan)).value();
        QVERIFY(properties.contains(UnitProperty{u"Platform"_s, u"simulated"_s}));
        stage.write("{}");
        QTRY_COMPARE(stage.last().activeState, u"active"_s);
    }

    void anExitCodeIsAFailureButForNought()
    {
        Stage stage(R"({"exitCode": 3, "restarts": 1})");
        QCOMPARE(stage.last().result, u"exit-code"_s);
        QCOMPARE(stage.told.last().mainStatus, 3);
        stage.write(R"({"exitCode": 0})");
        QTRY_COMPARE(stage.last().activeState, u"inactive"_s);
    }

    void theSameRunIsFoundAfterARestart()
    {
        Stage stage(R"({"signal": 11})");
        const QString run = stage.last().invocationId;
        stage.machine.reset();
        stage.machine.emplace(stage.folder.path(), stage.units);
        QCOMPARE(stage.last().invocationId, run);
    }

    void aUnitGoesWithItsFile()
    {
        Stage stage("{}");
        QVERIFY(QFile::remove(stage.path()));
        QTRY_COMPARE(stage.last().loadState, u"not-found"_s);
    }

    void aBadFileIsToldAndChangesNothing()
    {
        Stage stage("{}");
        const qsizetype told = stage.told.size();
        const QRegularExpression warning(u"simulatedUnit=refused .*fan-control.service.json:1: signall: "_s);
        QTest::ignoreMessage(QtWarningMsg, warning);
        stage.write(R"({"signall": 6})");
        // Told in the order of being read: when the good one has been, so has the bad one.
        QVERIFY(replaceFile(stage.folder.filePath(u"z.service.json"_s), "{}"));
        stage.units.watch({Fan, u"z.service"_s});
        QTRY_COMPARE(stage.last().unit, u"z.service"_s);
        QTRY_COMPARE(stage.last().activeState, u"active"_s);
        for (qsizetype i = told; i < stage.told.size(); ++i)
            QVERIFY(stage.told[i].status.unit != Fan);
    }

    void namesEachFault_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("fault");
        QTest::newRow("not JSON") << u"a.service.json"_s << QByteArray("{\n,}") << u":2: not JSON"_s;
        QTest::newRow("no unit") << u"fans.json"_s << QByteArray("{}") << u"not named after a unit"_s;
        QTest::newRow("no signal") << u"a.service.json"_s << QByteArray("{\"signal\": 65}")
                                   << u":1: signal: "_s;
        QTest::newRow("two ends") << u"a.service.json"_s << QByteArray("{\"signal\": 6,\n\"exitCode\": 1}")
                                  << u":1: signal: a unit ends by exitCode or by signal, not by both"_s;
    }

    void namesEachFault()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, fault);
        const QTemporaryDir folder;
        QVERIFY(replaceFile(folder.filePath(u"good.service.json"_s), "{}"));
        QVERIFY(replaceFile(folder.filePath(name), text));
        const auto faults = checkSimulationFolder(folder.path());
        QCOMPARE(faults.size(), 1);
        QVERIFY2(toString(faults.first()).contains(fault), qPrintable(toString(faults.first())));
    }

    void namesAnAbsentFolder()
    {
        const QTemporaryDir folder;
        const auto faults = checkSimulationFolder(folder.filePath(u"none"_s));
        QCOMPARE(faults.size(), 1);
        QVERIFY(toString(faults.first()).contains(u"no such folder"_s));
    }
};

QTEST_GUILESS_MAIN(TestSimulatedMachine)
#include "tst_simulatedmachine.moc"
