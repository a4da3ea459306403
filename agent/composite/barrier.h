// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/system.h"

#include <QCoroTask>
#include <QMap>

#include <functional>

namespace muster::agent {

/// How a coordinator has its members take a step together. What they use outlives the calls, or fails by
/// itself; each call ends by itself within a time.
struct BarrierCalls
{
    /// Whether the member could take the step now; if so it holds itself ready for it. Disturbs nothing.
    std::function<QCoro::Task<Result<void>>(SystemMember)> prepare;
    /// Takes the step.
    std::function<QCoro::Task<Result<void>>(SystemMember)> enter;
    /// The member need not hold itself ready any more.
    std::function<void(const SystemMember &)> release;
    /// Asked once when all are ready, right before the step: whether it may be taken still.
    std::function<Result<void>()> mayEnter;
};

/// What came of a step that was taken.
struct BarrierOutcome
{
    QMap<QString, Error> notEntered; ///< by node id: members that did not take it, although all were ready
};

/// Has all members take a step, or none: asks all at the same time whether they could, goes on only when all
/// are ready, and else releases them. Errors: Conflict, naming each member that could not and why; those of
/// mayEnter(). Then nobody has taken it.
[[nodiscard]] QCoro::Task<Result<BarrierOutcome>> passBarrier(QList<SystemMember> members,
                                                              BarrierCalls calls);

} // namespace muster::agent
