// SPDX-License-Identifier: Apache-2.0
// How long the UI thread is busy without a pause, with 500 systems of 2,000 nodes and 200 events a second:
// stall [SECONDS]. Prints p50, p99 and the longest in milliseconds; exit status 1 when p99 > 16 or the
// longest > 50.
#include "console/views/shell/mainwindow.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/statestory.h"
#include "tests/gui/support/story.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include <pthread.h>
#include <time.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int Systems = 500; ///< of four nodes each
constexpr int EventsPerSecond = 200;
constexpr double P99Goal = 16.0;
constexpr double LongestGoal = 50.0;

/// How long the UI thread needs to answer: another thread asks it every few milliseconds. Counts what the UI
/// thread itself worked meanwhile, so that other programs on a busy machine do not spoil the result; and the
/// time on the wall.
class Stalls : public QObject
{
public:
    void begin()
    {
        pthread_getcpuclockid(pthread_self(), &m_clock);
        m_asker = std::jthread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                ask();
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        });
    }
    void end() { m_asker = {}; }

    [[nodiscard]] static double quantile(std::vector<double> &spans, double share)
    {
        std::ranges::sort(spans);
        return spans.empty()
                   ? 0
                   : spans.at(std::min(spans.size() - 1, std::size_t(share * double(spans.size()))));
    }

    std::vector<double> busy; ///< milliseconds of work of the UI thread before it answered
    std::vector<double> waited; ///< milliseconds on the wall

private:
    [[nodiscard]] double cpuMilliseconds() const
    {
        timespec spent{};
        clock_gettime(m_clock, &spent);
        return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
    }
    void ask()
    {
        if (m_isOpen.exchange(true))
            return;
        QElapsedTimer wall;
        wall.start();
        QMetaObject::invokeMethod(
            this,
            [this, wall, before = cpuMilliseconds()] {
                busy.push_back(cpuMilliseconds() - before);
                waited.push_back(double(wall.nsecsElapsed()) / 1e6);
                m_isOpen = false;
            },
            Qt::QueuedConnection);
    }

    clockid_t m_clock{};
    std::atomic_bool m_isOpen = false;
    std::jthread m_asker;
};

/// A fleet in which something happens: units change, nodes go and come back, events arrive.
class Load : public QObject
{
public:
    explicit Load(Fleet &fleet)
        : m_fleet(fleet)
        , m_ids(fleet.nodes().keys().filter(u"node-frame-"_s))
        , m_systems(fleet.systems().keys().filter(QRegularExpression(u"^frame-"_s)))
    {
        for (const QString &system : std::as_const(m_systems))
            story::tellState(fleet, system);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Load::step);
        m_timer.start(1000 / EventsPerSecond);
    }

private:
    void step()
    {
        const QString id = m_ids.at(m_sequence * 37 % m_ids.size());
        ++m_sequence;
        m_fleet.update(id, NodeAspect::Units | NodeAspect::Link, [this](FleetNode &node) {
            node.units->units.first().restarts = m_sequence;
            if (m_sequence % 20 == 0)
                node.link = node.isStale() ? LinkState::Connected : LinkState::Waiting;
        });
        if (m_sequence % 10 == 0) {
            m_fleet.update(id, NodeAspect::System,
                           [this](FleetNode &node) { node.system->coordinator.term = m_sequence; });
        }
        if (m_sequence % 5 == 0) {
            const QString system = m_systems.at(m_sequence * 13 % m_systems.size());
            story::tellHost(m_fleet, system, 3, m_sequence % 2 == 0 ? u"Running"_s : u"Quiesced"_s);
        }
        const Health severity = m_sequence % 50 == 0 ? Health::Critical : Health::OK;
        m_fleet.appendEvents(
            {story::unitEvent(id, m_sequence, severity, u"fan-control.service was restarted"_s)});
    }

    Fleet &m_fleet;
    QStringList m_ids;
    QStringList m_systems; ///< whose state changes, too
    QTimer m_timer;
    qint64 m_sequence = 0;
};

int measure(QApplication &application, int seconds)
{
    Desk desk;
    desk.theme.applyTo(application);
    story::fillFleet(desk.fleet);
    story::fillSystems(desk.fleet, Systems);
    MainWindow window(desk.parts);
    window.show();
    Stalls stalls;
    const QList<Place> tour{{Place::Page::Systems, {}},
                            {Place::Page::Nodes, {}},
                            {Place::Page::Events, {}},
                            {Place::Page::Attention, {}},
                            {Place::Page::System, u"db-frame-1"_s}};
    for (const Place &place : tour) // Pages that were opened go on living.
        window.open(place);
    Load load(desk.fleet);
    QTimer walk;
    qsizetype next = 0;
    QObject::connect(&walk, &QTimer::timeout, &window, [&] { window.open(tour.at(next++ % tour.size())); });
    walk.start(seconds * 1000 / int(tour.size()));
    QTimer::singleShot(1000, &stalls, [&stalls] { stalls.begin(); });
    QTimer::singleShot((seconds + 1) * 1000, &application, &QApplication::quit);
    QApplication::exec();
    stalls.end();
    const auto line = [](const QString &what, std::vector<double> &spans) {
        return u"%1: p50 %2 ms, p99 %3 ms, longest %4 ms\n"_s.arg(what)
            .arg(Stalls::quantile(spans, 0.5), 0, 'f', 2)
            .arg(Stalls::quantile(spans, 0.99), 0, 'f', 2)
            .arg(Stalls::quantile(spans, 1.0), 0, 'f', 2);
    };
    QTextStream(stdout) << u"nodes %1, events/s %2, samples %3\n"_s.arg(desk.fleet.nodes().size())
                               .arg(EventsPerSecond)
                               .arg(stalls.busy.size())
                        << line(u"work before an answer"_s, stalls.busy)
                        << line(u"wait on the wall"_s, stalls.waited);
    return Stalls::quantile(stalls.busy, 0.99) <= P99Goal && Stalls::quantile(stalls.busy, 1.0) <= LongestGoal
               ? 0
               : 1;
}

} // namespace

} // namespace muster::console

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    return muster::console::measure(application, std::max(4, QApplication::arguments().value(1).toInt()));
}
