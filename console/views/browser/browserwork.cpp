// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/browserwork.h"

namespace muster::console {

namespace {

constexpr int TickMilliseconds = 100;

} // namespace

BrowserWork::BrowserWork(QObject *parent)
    : QObject(parent)
{
    m_tick.setInterval(TickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        const qint64 total = m_progress->total;
        Q_EMIT progressed(total > 0 ? int(m_progress->done * 100 / total) : 0);
    });
}

BrowserWork::~BrowserWork()
{
    m_stop.request_stop();
}

WorkWatch BrowserWork::begin()
{
    stop();
    m_stop = std::stop_source();
    m_progress = std::make_shared<Progress>();
    m_tick.start();
    return {m_stop.get_token(), [progress = m_progress](qint64 done, qint64 total) {
                progress->done = done;
                progress->total = total;
            }};
}

void BrowserWork::stop()
{
    m_stop.request_stop();
    m_tick.stop();
    ++m_turn;
}

} // namespace muster::console
