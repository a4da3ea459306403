// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/programs/orders.h"

#include "tests/bench/programs/report.h"

#include <QCoreApplication>
#include <QCoroTimer>
#include <QElapsedTimer>
#include <QSocketNotifier>

#include <array>

#include <unistd.h>

namespace muster::bench {

namespace {

constexpr qint64 LongestWait = 120'000;

} // namespace

Orders::Orders(Handler handler)
    : m_handler(std::move(handler))
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Orders::read);
}

void Orders::read()
{
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count <= 0)
        return QCoreApplication::quit();
    m_text.append(buffer.data(), count);
    if (!m_isWorking)
        work();
}

QCoro::Task<> Orders::work()
{
    m_isWorking = true;
    for (qsizetype end = 0; (end = m_text.indexOf('\n')) >= 0;) {
        const QByteArray line = m_text.first(end);
        m_text.remove(0, end + 1);
        const QByteArray answer = co_await m_handler(line.split(' '));
        report(answer);
    }
    m_isWorking = false;
}

QCoro::Task<> until(std::function<bool()> holds, const char *what)
{
    QElapsedTimer waited;
    waited.start();
    QTimer look;
    look.setTimerType(Qt::PreciseTimer);
    look.start(1);
    while (!holds()) {
        if (waited.elapsed() > LongestWait)
            qFatal("%s: not within %lld s", what, LongestWait / 1000);
        co_await look;
    }
}

} // namespace muster::bench
