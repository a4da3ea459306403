// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/bootclock.h"
#include "shared/model/system.h"

#include <QHash>

#include <optional>

namespace muster::agent {

/// Whether the coordinator that a membership names may act: while at least half of the members stand with it.
/// Each member stands with one coordinator at a time, for a lease; the coordinator counts from when it asked.
///
/// Why two never act: who was replaced without having been reached needs half of its own members still, and
/// its successor needs more than half of those as long as it has not heard that the other one knows of it
/// (Fence), and no member stands with both. Pure.
class Standing
{
public:
    using Time = BootClock::time_point;

    /// Who stood with the same coordinator before goes on to.
    void setMembership(const Membership &membership, const QString &ownId);

    /// A member stands with this node until then.
    void confirm(const QString &nodeId, Time until);
    void withdraw(const QString &nodeId) { m_until.remove(nodeId); }
    void withdrawAll() { m_until.clear(); }
    /// The coordinator that was replaced knows of it, and so does not act any more.
    void liftFence() { m_fence.reset(); }
    [[nodiscard]] const std::optional<Fence> &fence() const { return m_fence; }

    [[nodiscard]] bool mayAct(Time now) const;
    /// The next moment at which mayAct() may become false by itself.
    [[nodiscard]] std::optional<Time> nextExpiry(Time now) const;
    /// Why it may not, one sentence with what to do.
    [[nodiscard]] QString why(Time now) const;

private:
    [[nodiscard]] qsizetype count(const QStringList &members, Time now) const;

    QString m_ownId;
    QStringList m_members;
    bool m_isNamed = false; ///< this node is the coordinator of the membership
    std::optional<Fence> m_fence;
    QHash<QString, Time> m_until;
};

/// With whom a member stands: one coordinator at a time.
class Promise
{
public:
    using Time = BootClock::time_point;

    struct Answer
    {
        bool stands = false;
        BootClock::duration freeIn{}; ///< how long it is still bound to another, when it does not
    };
    /// A coordinator asks for the lease from now on.
    [[nodiscard]] Answer ask(const QString &coordinator, BootClock::duration lease, Time now);
    /// The one that it stands with does not need it any more.
    void release(const QString &coordinator);
    /// After a restart: as if that one had asked at the last moment.
    void assume(const QString &coordinator, BootClock::duration lease, Time now);

private:
    QString m_to;
    Time m_until{};
};

} // namespace muster::agent
