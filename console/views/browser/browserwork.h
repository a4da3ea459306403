// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/workwatch.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace muster::console {

/// One piece of long work after the other that a view waits for: a new one stops the one before, and whose
/// turn it is tells which answer still counts. Stops with the view.
class BrowserWork : public QObject
{
    Q_OBJECT
public:
    explicit BrowserWork(QObject *parent = nullptr);
    ~BrowserWork() override;

    /// Stops what runs. @return for the next, which is given to its thread
    [[nodiscard]] WorkWatch begin();
    [[nodiscard]] int turn() const { return m_turn; }
    [[nodiscard]] bool isRunning() const { return m_tick.isActive(); }
    void stop();
    /// What runs is over.
    void end() { m_tick.stop(); }

Q_SIGNALS:
    void progressed(int percent);

private:
    struct Progress
    {
        std::atomic<qint64> done = 0;
        std::atomic<qint64> total = 0;
    };

    std::stop_source m_stop;
    std::shared_ptr<Progress> m_progress;
    QTimer m_tick;
    int m_turn = 0;
};

} // namespace muster::console
