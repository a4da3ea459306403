// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace muster::agent {

/// Rings at a time of the wall clock, and at once when that clock is set, for then the time may have come or
/// be further away again. The kernel wakes us then and at no other time.
class WallTimer : public QObject
{
    Q_OBJECT
public:
    explicit WallTimer(QObject *parent = nullptr);
    ~WallTimer() override;

    /// In place of what was set before. A time that has passed rings at once.
    void arm(Timestamp at);
    void disarm();

Q_SIGNALS:
    /// It is that time, or the clock was set: who waits looks, and arms it again. It rings once.
    void rang();

private:
    void take();

    int m_timer = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace muster::agent
