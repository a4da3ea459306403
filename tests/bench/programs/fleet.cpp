// SPDX-License-Identifier: Apache-2.0
// fleet FILE [ADDRESS TOKEN]...: the console without its face. Pairs with each address, follows all nodes of
// the fleet, and says on standard output when they are connected and when a failure has come into the model.
#include "console/console.h"
#include "tests/bench/programs/report.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <time.h>

#include <algorithm>
#include <utility>

using namespace muster;
using namespace muster::bench;
using namespace muster::console;
using namespace std::chrono_literals;

namespace {

/// The clock that all processes of a machine share.
qint64 monotonicMicroseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

/// Says which failures are new in the model, or have happened once more.
class FailureReporter
{
public:
    void take(const Fleet &fleet, const QHash<QString, NodeAspects> &changed)
    {
        const qint64 now = monotonicMicroseconds();
        for (auto one = changed.cbegin(); one != changed.cend(); ++one) {
            const FleetNode *node = fleet.node(one.key());
            if (!node || !one->testFlag(NodeAspect::Failures))
                continue;
            for (const UnitFailure &failure : node->failures) {
                if (std::exchange(m_counts[failure.id], failure.count) < failure.count)
                    report("{\"unit\":\"" + failure.unit.toUtf8() + "\",\"at_us\":" + QByteArray::number(now)
                           + '}');
            }
        }
    }

private:
    QHash<QString, qint64> m_counts; ///< by the failure's id
};

/// How long at most nobody came to look after events: what a person would see as a stall.
class StallWatch
{
public:
    StallWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_sinceLast.restart() - Tick.count()); });
        m_sinceLast.start();
        m_timer.start(Tick);
    }
    [[nodiscard]] qint64 longestMs() const { return m_longest; }

private:
    static constexpr std::chrono::milliseconds Tick{5};
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    qint64 m_longest = 0;
};

QCoro::Task<Result<void>> follow(Console &console, QStringList words)
{
    if (const auto opened = co_await console.open(); !opened)
        co_return opened;
    if (const auto unlocked = co_await console.unlock(KeyStorage::File); !unlocked)
        co_return unlocked;
    for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
        const auto paired = co_await console.actions().pair({words[i], Role::Viewer, words[i + 1]}, {}, {});
        if (!paired)
            co_return fail(paired.error());
    }
    auto stall = std::make_unique<StallWatch>();
    QElapsedTimer time;
    time.start();
    console.connectAll();
    co_await console.settled(console.fleet().nodes().keys(), 30s);
    const auto connected =
        std::ranges::count(console.fleet().nodes(), LinkState::Connected, &FleetNode::link);
    report("{\"connected\":" + QByteArray::number(qint64(connected))
           + ",\"ms\":" + QByteArray::number(time.elapsed())
           + ",\"stall_ms\":" + QByteArray::number(stall->longestMs()) + '}');
    co_return Result<void>();
}

QCoro::Task<> run(Console &console, QStringList words)
{
    if (const auto followed = co_await follow(console, words); !followed)
        QCoreApplication::exit(die(describe(followed.error()).toUtf8()));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || arguments.size() % 2 != 0)
        return die("usage: bench-fleet FILE [ADDRESS TOKEN]...");
    ConsoleOptions options;
    options.fleetFile = arguments[1];
    options.keyStorage = KeyStorage::File;
    Console console(options);
    FailureReporter failures;
    QObject::connect(&console.fleet(), &Fleet::nodesChanged, &console,
                     [&](const auto &changed) { failures.take(console.fleet(), changed); });
    run(console, arguments.sliced(2));
    return QCoreApplication::exec();
}
