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

    /// Who stood with this node before goes on to, if it was the coordinator before.
    /// @param freeFrom until then this node itself is bound to another one (Promise::freeFrom())
    void setMembership(const Membership &membership, const QString &ownId, Time freeFrom, Time now);

    /// A member that was asked then stands with this node for the lease from then on. What was asked before
    /// this node became the coordinator does not count.
    void confirm(const QString &nodeId, Time asked, BootClock::duration lease);
    void withdraw(const QString &nodeId);
    /// The coordinator that was replaced knows of it, and so does not act any more.
    void liftFence();
    [[nodiscard]] const std::optional<Fence> &fence() const { return m_fence; }

    [[nodiscard]] bool mayAct(Time now) const;
    /// The next moment at which mayAct() may change by itself; nothing when it cannot.
    [[nodiscard]] std::optional<Time> nextExpiry(Time now) const;
    /// Why it may not, one sentence with what to do.
    [[nodiscard]] QString why(Time now) const;

private:
    /// How many stand with this node. Holds from one moment to another unless somebody is heard who did not:
    /// what is asked before each act and after each answer must not look at all members each time.
    struct Tally
    {
        Time from{};
        Time until{}; ///< when the first of them may cease to; max() for never
        qsizetype members = 0;
        qsizetype fenced = 0; ///< of those that the fence names
    };
    [[nodiscard]] const Tally &tally(Time now) const;
    [[nodiscard]] qsizetype count(const QStringList &members, Time now) const;

    QString m_ownId;
    QStringList m_members;
    bool m_isNamed = false; ///< this node is the coordinator of the membership
    Time m_namedSince{};
    Time m_freeFrom{};
    std::optional<Fence> m_fence;
    QHash<QString, Time> m_until;
    mutable std::optional<Tally> m_tally;
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
    /// From when on it may stand with this one.
    [[nodiscard]] Time freeFrom(const QString &coordinator) const;
    /// The one that it stands with does not need it any more.
    void release(const QString &coordinator);
    /// After a restart: as if that one had asked at the last moment.
    void assume(const QString &coordinator, BootClock::duration lease, Time now);

private:
    QString m_to;
    Time m_until{};
};

} // namespace muster::agent
