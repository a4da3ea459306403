// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/leadership.h"
#include "agent/composite/neighbours.h"
#include "agent/server/methodtable.h"
#include "shared/api/member.h"
#include "shared/api/system.h"

#include <QCoroTask>

#include <functional>

namespace muster::agent {

/// What a call came to, in the words of CallOutcome.
[[nodiscard]] CallOutcome outcomeOf(const Error &error);

/// Calls to the members of the system, at the same time, in somebody's name. Each has its own deadline and
/// its own result: a slow one holds up nobody else's.
class Fanout
{
public:
    /// Told of each member's answer as it comes.
    using Told = std::function<void(const MemberAnswer &)>;

    /// All are borrowed and outlive this.
    struct Parts
    {
        const Neighbours &neighbours;
        const MethodTable &methods;
        std::function<CoordinatorView()> coordinator;
    };
    explicit Fanout(const Parts &parts);

    struct Wish
    {
        QString method;
        RawJson params;
        QList<int> members; ///< by number; empty for all
        std::chrono::milliseconds deadline = DefaultDeadline;
    };
    /// @param caller in whose name: its identity and role go along, and each member checks them again. This
    /// node answers for itself. Errors: Conflict when this node is not the members' hub; NotFound for a
    /// number that no member has; Forbidden for a call that was handed on already.
    [[nodiscard]] QCoro::Task<Result<QList<MemberAnswer>>> ask(CallContext caller, Wish wish, Told told = {});

    /// One member, typed. Errors: those of ask(); what the member answers; Unavailable when it is not linked.
    template <Method M>
    [[nodiscard]] QCoro::Task<Result<typename M::Answer>>
    askOne(CallContext caller, QString nodeId, typename M::Params params,
           std::chrono::milliseconds deadline = DefaultDeadline)
    {
        const auto answer = co_await askMember(std::move(caller), nodeId, QString::fromLatin1(M::Name),
                                               RawJson{toJson(params)}, deadline);
        co_return answer.and_then(
            [](const RawJson &json) { return fromJson<typename M::Answer>(json.text); });
    }

private:
    [[nodiscard]] Result<QList<SystemMember>> chosen(const CallContext &caller,
                                                     const QList<int> &numbers) const;
    [[nodiscard]] QCoro::Task<Result<RawJson>> askMember(CallContext caller, QString nodeId, QString method,
                                                         RawJson params, std::chrono::milliseconds deadline);
    QCoro::Task<MemberAnswer> answerOf(CallContext caller, SystemMember member, Wish wish, Told told);

    Parts d;
};

} // namespace muster::agent
