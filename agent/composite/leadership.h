// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/member.h"
#include "shared/bootclock.h"
#include "shared/error.h"
#include "shared/model/system.h"

#include <QCoroTask>
#include <QObject>

namespace muster::agent {

/// Who coordinates the system, and whether that is this node. One implementation for each CoordinatorMode.
class Leadership : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What is known of the coordinator. When nothing is known of who acts now, `acting` is empty and `why`
    /// says what is missing and what to do.
    [[nodiscard]] virtual CoordinatorView view() const = 0;

    /// The member to be connected to: who acts, or acted last, or is to be asked. Empty when there is none.
    [[nodiscard]] virtual QString hub() const = 0;

    /// Whether this node may act as coordinator at this very moment, by a clock that does not jump. Asked
    /// before each act, for the right ends by time alone.
    [[nodiscard]] virtual bool mayAct() const = 0;

    /// Lets another member act instead, without a time in which both may or none would. Errors: Conflict when
    /// this node does not act; Unsupported where the membership says who acts; Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<void>> handOver(QString nodeId) = 0;

    /// At start and after each change. Copied.
    /// @param freeFrom until then this node stands with another coordinator itself
    virtual void setMembership(const Membership &membership, BootClock::time_point freeFrom) = 0;

    /// Acts no more, and ends when another member may act at once; for an agent that ends, or another mode.
    virtual QCoro::Task<> leave();

    /// On the hub: a member has answered a question that was asked then.
    virtual void confirm(const QString &nodeId, const BeatAnswer &answer, BootClock::time_point asked);
    /// On a member: the hub has asked.
    virtual void heard(const BeatParams &question);
    /// This member has that membership, as far as it was asked.
    virtual void seen(const QString &nodeId, qint64 generation);
    /// Whether the members that are not linked should be looked after: one of them may know more.
    [[nodiscard]] virtual bool isMissingMembers() const { return !mayAct(); }
    /// On a member: the link to the hub is gone or could not be made.
    virtual void lost(const Error &why);

Q_SIGNALS:
    void changed(); ///< view() or hub() say something else
};

} // namespace muster::agent
