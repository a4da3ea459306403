// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/bootclock.h"
#include "shared/error.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace muster::agent {

/// What this node holds itself ready for: one run of a step that all members take together, asked for by one
/// coordinator, for no longer than a while. Whoever would disturb it looks here first.
class Readiness : public QObject
{
    Q_OBJECT
public:
    struct Hold
    {
        QString run;
        QString what; ///< for people: "a dump that stops the host"
        QString holder; ///< node id of the coordinator
        qint64 generation = 0;
        qint64 term = 0;

        friend bool operator==(const Hold &, const Hold &) = default;
    };

    explicit Readiness(QObject *parent = nullptr);

    /// Holds the node ready. The same run again, or another one of the same coordinator, which has forgotten
    /// the one before, takes its place. Errors: Busy while it is held ready for somebody else, or takes the
    /// step.
    [[nodiscard]] Result<void> hold(const Hold &hold, std::chrono::milliseconds longest);
    /// The step is taken now: it does not end by time any more, but by release(). Errors: Conflict when the
    /// node is not held ready for this, or was for too long; Busy when the step is being taken.
    [[nodiscard]] Result<void> enter(const Hold &hold);
    /// Not this run any more.
    void release(const QString &run);
    /// Whoever asked for it does not coordinate any more; a step that is being taken goes on.
    void releaseUnlessOf(const QString &coordinator);

    /// What it is held ready for, and by which run; empty when for nothing.
    [[nodiscard]] QString heldFor() const { return m_hold ? m_hold->what : QString(); }
    [[nodiscard]] QString run() const { return m_hold ? m_hold->run : QString(); }

Q_SIGNALS:
    void changed();

private:
    void let();

    std::optional<Hold> m_hold;
    bool m_isEntering = false;
    BootClock::time_point m_until{};
    QTimer m_deadline;
};

} // namespace muster::agent
