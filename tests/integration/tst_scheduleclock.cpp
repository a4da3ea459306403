// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/walltimer.h"
#include "shared/api/schedule.h"
#include "tests/support/countedstate.h"
#include "tests/support/testsystem.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds StepPatience{40};
std::atomic<time_t> s_step = 0; ///< seconds that this process's wall clock is ahead of the machine's

} // namespace

extern "C" {
/// The machine's clock is everybody's: only this process sees it step.
int clock_gettime(clockid_t clock, timespec *time)
{
    const long result = ::syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME)
        time->tv_sec += s_step;
    return int(result);
}
}

/// Sets the machine's clock to what it is, so that the kernel tells whoever watches it. That it follows a
/// time source, which the kernel forgets with that, is put back. False with errno.
static bool setWallClockToWhatItIs()
{
    timex source{};
    timespec time{};
    if (::adjtimex(&source) < 0 || ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &time) != 0
        || ::clock_settime(CLOCK_REALTIME, &time) != 0)
        return false;
    source.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR;
    return ::adjtimex(&source) >= 0;
}

/// Schedules where the wall clock is set: nothing is fired twice, late by surprise, or before its time.
class TestScheduleClock : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSystem> m_node;
    std::shared_ptr<QList<ControlAction>> m_asked;
    std::unique_ptr<RpcPeer> m_console;

    void step(std::chrono::seconds by)
    {
        s_step += time_t(by.count());
        QVERIFY(setWallClockToWhatItIs());
    }
    [[nodiscard]] Result<Schedule> set(Timestamp at, ControlAction action = ControlAction::PowerOn)
    {
        return ask<api::StateSchedule>(*m_console, {action, at, {}, 0});
    }
    [[nodiscard]] ScheduleState state(const QString &id)
    {
        const auto list = ask<api::StateSchedules>(*m_console);
        const auto one = std::ranges::find(list->schedules, id, &Schedule::id);
        return one == list->schedules.cend() ? ScheduleState::Waiting : one->state;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!setWallClockToWhatItIs()) {
            QSKIP(qPrintable(
                u"the clock cannot be set here (%1): run this as root, and not in a container without "
                "CAP_SYS_TIME"_s.arg(QLatin1StringView(std::strerror(errno)))));
        }
    }
    void init()
    {
        s_step = 0;
        m_node = std::make_unique<TestSystem>(1);
        m_asked = std::make_shared<QList<ControlAction>>();
        m_node->agent(1).extendPlatform([this](agent::Platform &platform) {
            platform.state = std::make_unique<CountedState>(20ms, m_asked);
        });
        m_node->agent(1).restart();
        m_console = m_node->greet(1);
    }
    void cleanup()
    {
        m_console.reset();
        m_node.reset();
        s_step = 0;
    }

    void timerRingsWhenTheClockIsSet()
    {
        WallTimer timer;
        QSignalSpy rang(&timer, &WallTimer::rang);
        timer.arm(now() + 1h);
        QVERIFY(setWallClockToWhatItIs());
        QTRY_COMPARE(rang.size(), 1);
        timer.arm(now() - 1h);
        QTRY_COMPARE(rang.size(), 2);
        QElapsedTimer took;
        took.start();
        timer.arm(now() + 300ms);
        QTRY_COMPARE(rang.size(), 3);
        QVERIFY(took.elapsed() >= 299);
        timer.arm(now() + 1h);
        timer.disarm();
        QVERIFY(setWallClockToWhatItIs());
        QVERIFY(!QTest::qWaitFor([&] { return rang.size() > 3; }, 200));
    }

    void setAheadWithinTheGraceFires()
    {
        const auto set = this->set(now() + 30s);
        QVERIFY(set);
        step(50s);
        QTRY_COMPARE_WITH_TIMEOUT(state(set->id), ScheduleState::Fired, StepPatience);
        QTRY_COMPARE(m_asked->size(), 1);
    }

    void setAheadBeyondTheGraceIsMissed()
    {
        const auto set = this->set(now() + 30min);
        QVERIFY(set);
        step(2h);
        QTRY_COMPARE_WITH_TIMEOUT(state(set->id), ScheduleState::Missed, StepPatience);
        QCOMPARE(m_asked->size(), 0);
        // Back again: what is over stays over.
        step(-2h);
        const auto next = this->set(now() + 1s);
        QVERIFY(next);
        QTRY_COMPARE_WITH_TIMEOUT(state(next->id), ScheduleState::Fired, StepPatience);
        QCOMPARE(state(set->id), ScheduleState::Missed);
        QTRY_COMPARE(m_asked->size(), 1);
    }

    void setBackFiresNothingTwice()
    {
        const Timestamp at = now() + 1s;
        const auto set = this->set(at);
        QVERIFY(set);
        QTRY_COMPARE_WITH_TIMEOUT(state(set->id), ScheduleState::Fired, StepPatience);
        step(-5s);
        // Once that time has come again, another one shows that it was looked at.
        const auto next = this->set(at + 1s, ControlAction::SoftOff);
        QVERIFY(next);
        QTRY_COMPARE_WITH_TIMEOUT(state(next->id), ScheduleState::Fired, StepPatience);
        QVERIFY(now() > at);
        QTRY_COMPARE(*m_asked, (QList<ControlAction>{ControlAction::PowerOn, ControlAction::SoftOff}));
    }

    void setBackBeforeItsTimeWaitsLonger()
    {
        const Timestamp at = now() + 2s;
        const auto set = this->set(at);
        QVERIFY(set);
        step(-4s);
        QTRY_COMPARE_WITH_TIMEOUT(state(set->id), ScheduleState::Fired, StepPatience);
        QVERIFY(now() >= at);
        QTRY_COMPARE(m_asked->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestScheduleClock)
#include "tst_scheduleclock.moc"
