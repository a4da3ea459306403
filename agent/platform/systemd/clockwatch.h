// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <memory>

namespace muster::agent {

/// Tells when the wall clock is set. The kernel wakes us then and at no other time.
class ClockWatch : public QObject
{
    Q_OBJECT
public:
    /// Smaller steps are what time daemons do all the time.
    static constexpr std::chrono::milliseconds LeastJump{100};

    explicit ClockWatch(QObject *parent = nullptr);
    ~ClockWatch() override;

Q_SIGNALS:
    void jumped(qint64 milliseconds);

private:
    void arm();
    void takeCancelled();

    int m_timer = -1;
    std::chrono::nanoseconds m_offset{0}; ///< of the wall clock to the time since boot
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace muster::agent
