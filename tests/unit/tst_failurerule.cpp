// SPDX-License-Identifier: Apache-2.0
#include "shared/model/codec.h"

#include "agent/platform/systemd/unitproperties.h"
#include "agent/units/failurerule.h"
#include "agent/units/failuretext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

/// What came of a sequence of signals: "failed: killed by SIGSEGV", "well", "stoppedBadly".
struct Outcome
{
    QStringList verdicts;
    QList<UnitFailure> failures;
};

/// A capture is what systemd 257 sent for a unit, with the properties that matter; see "first" and "then".
class Replay
{
public:
    explicit Replay(const QJsonObject &capture)
        : m_properties(capture["unit"_L1].toString())
        , m_capture(capture)
    {
    }

    Outcome run()
    {
        for (const auto &part : m_capture["first"_L1].toArray())
            take(part.toObject());
        look();
        for (const auto &part : m_capture["then"_L1].toArray()) {
            if (take(part.toObject()))
                look();
        }
        return m_outcome;
    }

private:
    bool take(const QJsonObject &part)
    {
        QVariantMap changed = part["changed"_L1].toObject().toVariantMap();
        if (const auto id = changed.find(u"InvocationID"_s); id != changed.end())
            *id = QByteArray::fromHex(id->toString().toLatin1());
        return m_properties.take("org.freedesktop.systemd1."_L1 + part["interface"_L1].toString(), changed);
    }

    void look()
    {
        const UnitHistory before = m_history;
        switch (judge(m_history, m_properties.snapshot())) {
        case Verdict::Nothing:
            break;
        case Verdict::Failed:
            m_outcome.failures.append(describeFailure(before, m_properties.snapshot()));
            m_outcome.verdicts.append(u"failed: "_s + m_outcome.failures.last().explanation);
            break;
        case Verdict::StoppedBadly:
            m_outcome.verdicts.append(u"stoppedBadly"_s);
            break;
        case Verdict::Well:
            m_outcome.verdicts.append(u"well"_s);
            break;
        }
    }

    UnitProperties m_properties;
    QJsonObject m_capture;
    UnitHistory m_history;
    Outcome m_outcome;
};

QByteArray captureNamed(const QString &name)
{
    QFile file(QStringLiteral(MUSTER_TEST_DATA "/units/") + name + u".json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Outcome replay(const QByteArray &capture)
{
    return Replay(QJsonDocument::fromJson(capture).object()).run();
}

UnitSnapshot snapshot(const QString &activeState, const QString &subState, const QString &result)
{
    UnitSnapshot unit;
    unit.status.unit = u"a.service"_s;
    unit.status.loadState = u"loaded"_s;
    unit.status.activeState = activeState;
    unit.status.subState = subState;
    unit.status.result = result;
    unit.status.invocationId = u"1"_s;
    return unit;
}

} // namespace

class TestFailureRule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesWhatSystemdReallySends_data()
    {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QStringList>("verdicts");
        QTest::newRow("crash loop ends at the start limit, its result stays that of the crash")
            << u"crash"_s
            << QStringList{u"well"_s, u"well"_s,
                           u"failed: killed by SIGABRT; systemd gave up after 1 restart"_s};
        QTest::newRow("RestartMode=direct never shows a failed state in between")
            << u"direct"_s
            << QStringList{u"well"_s, u"well"_s,
                           u"failed: exited with code 9; systemd gave up after 1 restart"_s};
        QTest::newRow("Restart=always of what ends well")
            << u"always"_s
            << QStringList{u"well"_s, u"well"_s, u"well"_s, u"well"_s,
                           u"failed: last run exited with code 0; systemd gave up after 1 restart"_s};
        QTest::newRow("exit code, and the same in the next run")
            << u"exit"_s
            << QStringList{u"failed: exited with code 3"_s, u"well"_s, u"failed: exited with code 3"_s};
        QTest::newRow("signal") << u"segv"_s << QStringList{u"well"_s, u"failed: killed by SIGSEGV"_s};
        QTest::newRow("watchdog") << u"watchdog"_s
                                  << QStringList{u"well"_s,
                                                 u"failed: did not answer systemd's watchdog in time"_s};
        QTest::newRow("start takes too long")
            << u"timeout"_s << QStringList{u"failed: did not start, reload or stop in its time"_s};
        QTest::newRow("no program") << u"nobinary"_s
                                    << QStringList{
                                           u"well"_s,
                                           u"failed: systemd could not execute its program (203/EXEC)"_s};
        QTest::newRow("breaks its protocol")
            << u"proto"_s << QStringList{u"failed: did not keep to the protocol of its service type"_s};
        QTest::newRow("cannot be set up")
            << u"resources"_s << QStringList{u"failed: systemd could not set it up"_s};
        QTest::newRow("ExecStartPre fails")
            << u"startpre"_s << QStringList{u"failed: one of its commands failed"_s};
        QTest::newRow("oneshot") << u"oneshot"_s << QStringList{u"failed: exited with code 1"_s};
        QTest::newRow("stopped, started, restarted, stopped")
            << u"stop"_s << QStringList{u"well"_s, u"well"_s, u"well"_s, u"well"_s, u"well"_s, u"well"_s};
        QTest::newRow("stopped on request, and ends with a code")
            << u"stopfail"_s << QStringList{u"well"_s, u"stoppedBadly"_s};
        QTest::newRow("a failed one is started again")
            << u"recovered"_s << QStringList{u"failed: killed by SIGKILL"_s, u"well"_s, u"well"_s};
        QTest::newRow("daemon-reload while failed, then reset-failed")
            << u"reloaded"_s << QStringList{u"failed: killed by SIGKILL"_s, u"well"_s};
        QTest::newRow("what it needs fails: it never starts") << u"dep"_s << QStringList{};
    }
    void judgesWhatSystemdReallySends()
    {
        QFETCH(QString, capture);
        QFETCH(QStringList, verdicts);
        const QByteArray text = captureNamed(capture);
        QVERIFY(!text.isEmpty());
        QCOMPARE(replay(text).verdicts, verdicts);
    }

    void tellsTheWholeFailure()
    {
        const Outcome outcome = replay(captureNamed(u"crash"_s));
        QCOMPARE(outcome.failures.size(), 1);
        const UnitFailure &failure = outcome.failures.first();
        QCOMPARE(failure.unit, u"t-crash.service"_s);
        QCOMPARE(failure.cause, FailureCause::Signal);
        QCOMPARE(failure.result, u"signal"_s);
        QCOMPARE(failure.signal, u"SIGABRT"_s);
        QVERIFY(!failure.exitCode);
        QCOMPARE(failure.restarts, 1);
        QCOMPARE(failure.invocationId.size(), 32);
        QCOMPARE(failure.id, u"t-crash.service@"_s + failure.invocationId);
        QVERIFY(failure.at > timestampFromIso("2026-01-01T00:00:00Z"));
        QCOMPARE(fromJson<UnitFailure>(toJson(failure)).value_or(UnitFailure()), failure);
    }

    void aCoreDumpIsSaid()
    {
        // As captured for a signal, with the words of a kernel that could dump.
        const QByteArray text = captureNamed(u"segv"_s)
                                    .replace("\"Result\": \"signal\"", "\"Result\": \"core-dump\"")
                                    .replace("\"ExecMainCode\": 2", "\"ExecMainCode\": 3");
        const Outcome outcome = replay(text);
        QCOMPARE(outcome.verdicts.last(), u"failed: killed by SIGSEGV, core dumped"_s);
        QCOMPARE(outcome.failures.last().cause, FailureCause::CoreDump);
        QCOMPARE(outcome.failures.last().signal, u"SIGSEGV"_s);
    }

    void causesFollowSystemdsWords_data()
    {
        QTest::addColumn<QString>("result");
        QTest::addColumn<FailureCause>("cause");
        QTest::newRow("exit-code") << u"exit-code"_s << FailureCause::ExitCode;
        QTest::newRow("signal") << u"signal"_s << FailureCause::Signal;
        QTest::newRow("core-dump") << u"core-dump"_s << FailureCause::CoreDump;
        QTest::newRow("timeout") << u"timeout"_s << FailureCause::Timeout;
        QTest::newRow("watchdog") << u"watchdog"_s << FailureCause::Watchdog;
        QTest::newRow("start-limit-hit") << u"start-limit-hit"_s << FailureCause::StartLimitHit;
        QTest::newRow("oom-kill") << u"oom-kill"_s << FailureCause::OomKill;
        QTest::newRow("protocol") << u"protocol"_s << FailureCause::Protocol;
        QTest::newRow("resources") << u"resources"_s << FailureCause::Resources;
        QTest::newRow("a word of a later systemd") << u"new-word"_s << FailureCause::Other;
    }
    void causesFollowSystemdsWords()
    {
        QFETCH(QString, result);
        QFETCH(FailureCause, cause);
        UnitHistory history;
        const UnitSnapshot unit = snapshot(u"failed"_s, u"failed"_s, result);
        QCOMPARE(judge(history, unit), Verdict::Failed);
        const UnitFailure failure = describeFailure({}, unit);
        QCOMPARE(failure.cause, cause);
        QVERIFY(!failure.explanation.isEmpty());
    }

    void retriesAreNoFailure_data()
    {
        QTest::addColumn<QString>("activeState");
        QTest::addColumn<QString>("subState");
        QTest::newRow("systemd 254 and later") << u"failed"_s << u"failed-before-auto-restart"_s;
        QTest::newRow("waits for its restart") << u"activating"_s << u"auto-restart"_s;
        QTest::newRow("restart is queued") << u"activating"_s << u"auto-restart-queued"_s;
        QTest::newRow("starts") << u"activating"_s << u"start"_s;
    }
    void retriesAreNoFailure()
    {
        QFETCH(QString, activeState);
        QFETCH(QString, subState);
        UnitHistory history;
        QCOMPARE(judge(history, snapshot(activeState, subState, u"exit-code"_s)), Verdict::Nothing);
    }

    void theLastEndIsRememberedForTheStartLimit()
    {
        UnitHistory history;
        UnitSnapshot unit = snapshot(u"activating"_s, u"auto-restart"_s, u"signal"_s);
        unit.mainCode = CLD_DUMPED;
        unit.mainStatus = SIGABRT;
        QCOMPARE(judge(history, unit), Verdict::Nothing);
        const UnitHistory before = history;
        UnitSnapshot refused = snapshot(u"failed"_s, u"failed"_s, u"start-limit-hit"_s);
        refused.status.restarts = 3;
        refused.startLimitInterval = std::chrono::seconds(30);
        QCOMPARE(judge(history, refused), Verdict::Failed);
        const UnitFailure failure = describeFailure(before, refused);
        QCOMPARE(failure.cause, FailureCause::StartLimitHit);
        QCOMPARE(failure.explanation,
                 u"last run killed by SIGABRT, core dumped; systemd gave up after 2 restarts within 30 s"_s);
    }

    void theSameStateIsJudgedOnce()
    {
        UnitHistory history;
        const UnitSnapshot unit = snapshot(u"failed"_s, u"failed"_s, u"exit-code"_s);
        QCOMPARE(judge(history, unit), Verdict::Failed);
        QCOMPARE(judge(history, unit), Verdict::Nothing);
    }

    void namesSignals()
    {
        QCOMPARE(signalName(SIGSEGV), u"SIGSEGV"_s);
        QCOMPARE(signalName(4711), u"signal 4711"_s);
    }
};

QTEST_GUILESS_MAIN(TestFailureRule)
#include "tst_failurerule.moc"
