// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/systemdunits.h"
#include "agent/platform/systemd/unitpast.h"

#include <QCoroTest>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

const QStringList Targets{u"fault-done.target"_s,   u"fault-canceled.target"_s,   u"fault-timeout.target"_s,
                          u"fault-failed.target"_s, u"fault-dependency.target"_s, u"fault-skipped.target"_s};

/// Runs a command to its end. @return whether it succeeded
bool run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

bool systemctl(const QStringList &arguments)
{
    return run(u"systemctl"_s, arguments);
}

/// Has a job of the target end with the result that its name says; the lab's own tool knows how.
bool cause(const QString &what)
{
    return run(u"/usr/libexec/drawer/cause"_s, {what});
}

/// We, who watch units of the systemd that this runs under.
struct Real
{
    SystemdBus bus;
    SystemdUnits units{bus};
    QSignalSpy changed{&units, &UnitPlatform::unitChanged};
    QSignalSpy jobs{&units, &UnitPlatform::jobEnded};
    QSignalSpy started{&units, &UnitPlatform::watchStarted};

    void begin(const QStringList &names)
    {
        units.watch(names);
        bus.start();
        QTRY_COMPARE(started.size(), 1);
    }
    [[nodiscard]] UnitSnapshot latest(const QString &unit) const
    {
        UnitSnapshot latest;
        for (const auto &signal : changed) {
            if (const auto snapshot = signal.first().value<UnitSnapshot>(); snapshot.status.unit == unit)
                latest = snapshot;
        }
        return latest;
    }
    [[nodiscard]] bool isFailed(const QString &unit) const
    {
        return latest(unit).status.activeState == "failed"_L1;
    }
};

const PastFailure *failureOf(const UnitPast &past, const QString &invocationId)
{
    for (const PastFailure &failure : past.failures) {
        if (failure.invocationId == invocationId)
            return &failure;
    }
    return nullptr;
}

} // namespace

/// What the systemd platform says of real units that fail. It runs as root in a node of the lab, which has
/// units that fail in every way; elsewhere it is skipped.
class TestRealUnits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!QFileInfo::exists(u"/usr/libexec/drawer/cause"_s))
            QSKIP("this is no node of the lab");
    }

    void init() { QVERIFY(cause(u"peace"_s)); }

    void eachResultOfAJobIsTold_data()
    {
        QTest::addColumn<QString>("result");
        for (const QString &target : Targets) {
            const QString result = target.sliced(6).chopped(7);
            QTest::newRow(qPrintable(result)) << result;
        }
    }
    void eachResultOfAJobIsTold()
    {
        QFETCH(QString, result);
        Real real;
        real.begin(Targets);
        const Timestamp before = now();
        QVERIFY(cause(result));
        QTRY_VERIFY(!real.jobs.isEmpty());
        const auto job = real.jobs.first().first().value<UnitJobEnd>();
        QCOMPARE(job.unit, u"fault-%1.target"_s.arg(result));
        QCOMPARE(job.result, result);
        QCOMPARE(real.jobs.size(), 1);

        // The journal has it afterwards, but for three results, of which systemd writes nothing.
        const bool isWritten = result != u"done" && result != u"canceled" && result != u"skipped";
        const auto written = [&] {
            QStringList ids;
            const auto past = QCoro::waitFor(real.units.lookBack(Targets, before));
            for (const UnitJobEnd &end : past.value_or(UnitPast()).jobs)
                ids.append(end.id);
            return ids;
        };
        QTRY_COMPARE(written(), isWritten ? QStringList{job.id} : QStringList());
    }

    void eachCauseOfAFailureIsFoundAfterwards_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("restarts");
        QTest::newRow("exits") << u"exit"_s << u"exit-code"_s << int(CLD_EXITED) << 7 << qint64(0);
        QTest::newRow("is killed") << u"kill"_s << u"signal"_s << int(CLD_KILLED) << SIGKILL << qint64(0);
        QTest::newRow("hangs") << u"hang"_s << u"watchdog"_s << int(CLD_KILLED) << SIGABRT << qint64(0);
        QTest::newRow("dumps core") << u"core"_s << u"core-dump"_s << int(CLD_DUMPED) << SIGSEGV << qint64(0);
        QTest::newRow("out of memory")
            << u"oom"_s << u"oom-kill"_s << int(CLD_KILLED) << SIGKILL << qint64(0);
        QTest::newRow("start limit") << u"limit"_s << u"exit-code"_s << int(CLD_EXITED) << 7 << qint64(1);
    }
    void eachCauseOfAFailureIsFoundAfterwards()
    {
        QFETCH(QString, how);
        QFETCH(QString, result);
        QFETCH(int, code);
        QFETCH(int, status);
        QFETCH(qint64, restarts);
        const QString unit = u"fault-%1.service"_s.arg(how);
        Real real;
        real.begin({unit});
        const Timestamp before = now();
        QVERIFY(cause(how));
        QTRY_VERIFY(real.isFailed(unit) && real.latest(unit).status.result == result);
        QTRY_COMPARE(real.latest(unit).status.subState, u"failed"_s);
        const UnitSnapshot live = real.latest(unit);
        QCOMPARE(live.mainCode, code);
        QCOMPARE(live.mainStatus, status);

        UnitPast past;
        const auto isWritten = [&] {
            past = QCoro::waitFor(real.units.lookBack({unit}, before)).value_or(UnitPast());
            const PastFailure *failure = failureOf(past, live.status.invocationId);
            return failure && !failure->wasRestarted;
        };
        QTRY_VERIFY(isWritten());
        const PastFailure failure = past.failures.last();
        QCOMPARE(failure.invocationId, live.status.invocationId);
        QCOMPARE(failure.result, result);
        QCOMPARE(failure.mainCode, code);
        QCOMPARE(failure.mainStatus, status);
        QCOMPARE(failure.restarts, restarts);
        QVERIFY(!failure.stopWasAsked);
        QCOMPARE(past.failures.size(), 1 + restarts);
        QVERIFY(failure.at >= before && failure.at <= now());
    }

    void runsOfACrashLoopAreFoundEachOnce()
    {
        Real real;
        const QString unit = u"fault-loop.service"_s;
        real.begin({unit});
        const Timestamp before = now();
        QVERIFY(cause(u"loop"_s));
        QTRY_VERIFY(real.latest(unit).status.restarts >= 5);
        QVERIFY(systemctl({u"stop"_s, unit}));
        const auto past = QCoro::waitFor(real.units.lookBack({unit}, before));
        QVERIFY(past);
        QCOMPARE_GE(past->failures.size(), 5);
        QSet<QString> runs;
        for (qsizetype i = 0; i < past->failures.size(); ++i) {
            QCOMPARE(past->failures[i].restarts, i);
            runs.insert(past->failures[i].invocationId);
        }
        QCOMPARE(runs.size(), past->failures.size());
        QVERIFY(past->failures.first().wasRestarted);

        // Three words on each run, and two on the stop: what is read is the end.
        const auto latest = readUnitPast({{{unit, unit}}, before, 6}, std::stop_token());
        QVERIFY(latest);
        QVERIFY(!latest->failures.isEmpty() && latest->failures.size() < past->failures.size());
        QCOMPARE(latest->failures.last().invocationId, past->failures.last().invocationId);
    }

    void aRestartWithoutTheFailedStateIsSeen()
    {
        Real real;
        const QString unit = u"fault-direct.service"_s;
        real.begin({unit});
        const Timestamp before = now();
        QVERIFY(cause(u"direct"_s));
        QTRY_VERIFY(real.latest(unit).status.restarts >= 3);
        QVERIFY(systemctl({u"stop"_s, unit}));
        for (const auto &signal : real.changed)
            QVERIFY(signal.first().value<UnitSnapshot>().status.activeState != u"failed");
        const auto past = QCoro::waitFor(real.units.lookBack({unit}, before));
        QVERIFY(past);
        QCOMPARE_GE(past->failures.size(), 3);
    }

    void aStormIsFoundWhole()
    {
        constexpr int Units = 200;
        Real real;
        real.begin({});
        QStringList units;
        for (int i = 1; i <= Units; ++i)
            units.append(u"fault-storm@%1.service"_s.arg(i));
        const Timestamp before = now();
        QVERIFY(run(u"/usr/libexec/drawer/cause"_s, {u"storm"_s, QString::number(Units)}));
        UnitPast past;
        const auto found = [&] {
            past = QCoro::waitFor(real.units.lookBack(units, before)).value_or(UnitPast());
            return past.failures.size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(found(), Units, std::chrono::minutes(1));
        QSet<QString> names;
        for (const PastFailure &failure : past.failures)
            names.insert(failure.unit);
        QCOMPARE(names.size(), Units);
        QElapsedTimer reading;
        reading.start();
        QCOMPARE(found(), Units);
        qInfo() << "200 units looked back at in ms:" << reading.elapsed();
    }

    void aStopThatWasAskedForIsTold()
    {
        Real real;
        const QString unit = u"fault-stop.service"_s;
        real.begin({unit});
        const Timestamp before = now();
        QVERIFY(systemctl({u"start"_s, unit}));
        QVERIFY(systemctl({u"stop"_s, unit}));
        QTRY_VERIFY(real.isFailed(unit));
        const auto past = QCoro::waitFor(real.units.lookBack({unit}, before));
        QVERIFY(past);
        QCOMPARE(past->failures.size(), 1);
        QVERIFY(past->failures.first().stopWasAsked);
    }

    void theCoreOfARunIsFound()
    {
        Real real;
        const QString unit = u"fault-core.service"_s;
        real.begin({unit});
        QStringList runs;
        QStringList cores;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(systemctl({u"restart"_s, unit}));
            QTRY_VERIFY(real.isFailed(unit) && !runs.contains(real.latest(unit).status.invocationId));
            runs.append(real.latest(unit).status.invocationId);
            const auto core = QCoro::waitFor(real.units.coreFile(unit, runs.last()));
            QVERIFY2(core, core ? "" : qPrintable(describe(core.error())));
            QVERIFY(QFileInfo::exists(*core));
            QVERIFY(!cores.contains(*core));
            cores.append(*core);
        }
        // Each run keeps its own, also when later ones have crashed.
        for (qsizetype i = 0; i < runs.size(); ++i)
            QCOMPARE(QCoro::waitFor(real.units.coreFile(unit, runs[i])).value_or(QString()), cores[i]);
        const auto lines = QCoro::waitFor(real.units.journal(unit, runs.last(), 50));
        QVERIFY(lines);
        QVERIFY(std::ranges::any_of(
            *lines, [](const JournalLine &line) { return line.message.contains("dumped core"_L1); }));
        QCOMPARE(QCoro::waitFor(real.units.coreFile(unit, QString())).value_or(u"?"_s), QString());
        QCOMPARE(QCoro::waitFor(real.units.coreFile(unit, QString(32, u'0'))).value_or(u"?"_s), QString());
    }

    void aRunWithoutACoreHasNone()
    {
        Real real;
        const QString unit = u"fault-kill.service"_s;
        real.begin({unit});
        QVERIFY(cause(u"kill"_s));
        QTRY_VERIFY(real.isFailed(unit));
        const QString run = real.latest(unit).status.invocationId;
        QCOMPARE(QCoro::waitFor(real.units.coreFile(unit, run)).value_or(u"?"_s), QString());
    }

    void whatATargetNeedsIsTold()
    {
        Real real;
        real.begin(Targets);
        QVERIFY(cause(u"dependency"_s));
        const auto needs = QCoro::waitFor(real.units.dependencies(u"fault-dependency.target"_s));
        QVERIFY(needs);
        QVERIFY(!needs->isEmpty());
        QCOMPARE(needs->first().unit, u"fault-start.service"_s);
        QCOMPARE(needs->first().relation, u"Requires"_s);
        QCOMPARE(needs->first().activeState, u"failed"_s);
        QCOMPARE(needs->first().result, u"exit-code"_s);
        const auto all = QCoro::waitFor(real.units.dependencies(u"multi-user.target"_s));
        QVERIFY(all);
        QCOMPARE_GE(all->size(), 20);
        QCOMPARE(QCoro::waitFor(real.units.dependencies(u"absent.target"_s)).error().code,
                 ErrorCode::NotFound);
    }

    void aUnitThatHitItsStartLimitIsRestarted()
    {
        Real real;
        const QString unit = u"fault-limit.service"_s;
        real.begin({unit});
        QVERIFY(cause(u"limit"_s));
        QTRY_VERIFY(real.isFailed(unit) && real.latest(unit).status.restarts == 2);
        const QString run = real.latest(unit).status.invocationId;
        QVERIFY(QCoro::waitFor(real.units.restart(unit)));
        QTRY_VERIFY(real.latest(unit).status.invocationId != run);
        QCOMPARE(QCoro::waitFor(real.units.restart(u"absent.service"_s)).error().code, ErrorCode::NotFound);
    }

    void theMachineReboots()
    {
        if (!qEnvironmentVariableIsSet("MUSTER_TEST_REBOOTS"))
            QSKIP("it would end this test");
        Real real;
        real.begin({});
        const auto ordered = QCoro::waitFor(real.units.reboot());
        QVERIFY2(ordered, ordered ? "" : qPrintable(describe(ordered.error())));
    }
};

QTEST_GUILESS_MAIN(TestRealUnits)
#include "tst_realunits.moc"
