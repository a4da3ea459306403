// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/clockwatch.h"

#include <QSignalSpy>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <ctime>

#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {
time_t s_jump = 0; ///< seconds that this process's wall clock is ahead of the machine's
}

extern "C" {
/// The machine's clock is everybody's: only this process sees it jump.
int clock_gettime(clockid_t clock, timespec *time)
{
    const long result = ::syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME)
        time->tv_sec += s_jump;
    return int(result);
}
}

/// Sets the machine's clock to what it is, so that the kernel tells whoever watches it. That it follows a
/// time source, which the kernel forgets with that, is put back. False with errno.
static bool setClockToWhatItIs()
{
    timex source{};
    timespec time{};
    if (::adjtimex(&source) < 0 || ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &time) != 0
        || ::clock_settime(CLOCK_REALTIME, &time) != 0)
        return false;
    source.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR;
    return ::adjtimex(&source) >= 0;
}

class TestClockWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!setClockToWhatItIs()) {
            QSKIP(qPrintable(
                u"the clock cannot be set here (%1): run this as root, and not in a container without "
                "CAP_SYS_TIME"_s.arg(QLatin1StringView(std::strerror(errno)))));
        }
    }

    void init() { s_jump = 0; }

    void tellsOfAJump_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("three days ahead") << qint64(3 * 86'400);
        QTest::newRow("a year back") << qint64(-365 * 86'400);
    }

    void tellsOfAJump()
    {
        QFETCH(qint64, seconds);
        ClockWatch watch;
        QSignalSpy jumped(&watch, &ClockWatch::jumped);
        s_jump = time_t(seconds);
        QVERIFY(setClockToWhatItIs());
        QTRY_COMPARE(jumped.size(), 1);
        // The kernel's own adjustment between two readings is far below this.
        QVERIFY(qAbs(jumped.at(0).at(0).toLongLong() - seconds * 1000) < ClockWatch::LeastJump.count());
        // And it goes on watching: back again.
        s_jump = 0;
        QVERIFY(setClockToWhatItIs());
        QTRY_COMPARE(jumped.size(), 2);
        QVERIFY(qAbs(jumped.at(1).at(0).toLongLong() + seconds * 1000) < ClockWatch::LeastJump.count());
    }

    void saysNothingOfAClockThatIsSetToWhatItIs()
    {
        ClockWatch watch;
        QSignalSpy jumped(&watch, &ClockWatch::jumped);
        QVERIFY(setClockToWhatItIs());
        s_jump = 60; // what comes next has been seen, so what was before has been too
        QVERIFY(setClockToWhatItIs());
        QTRY_COMPARE(jumped.size(), 1);
        QVERIFY(jumped.at(0).at(0).toLongLong() > 59'000);
    }
};

QTEST_GUILESS_MAIN(TestClockWatch)
#include "tst_clockwatch.moc"
