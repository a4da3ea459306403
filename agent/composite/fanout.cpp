// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/fanout.h"

#include "agent/composite/insidecall.h"
#include "agent/server/session.h"

#include <QElapsedTimer>

#include <vector>

using namespace Qt::StringLiterals;

namespace muster::agent {

CallOutcome outcomeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unsupported:
        return CallOutcome::TooOld;
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
        return CallOutcome::Unreachable;
    case ErrorCode::Invalid:
    case ErrorCode::Forbidden:
    case ErrorCode::NotPaired:
    case ErrorCode::Busy:
    case ErrorCode::Conflict:
    case ErrorCode::QuotaExceeded:
    case ErrorCode::NotFound:
        return CallOutcome::Refused;
    default:
        return CallOutcome::Failed;
    }
}

Fanout::Fanout(const Parts &parts)
    : d(parts)
{
}

Result<QList<SystemMember>> Fanout::chosen(const CallContext &caller, const QList<int> &numbers) const
{
    if (!caller.via.isEmpty())
        return fail(ErrorCode::Forbidden, u"a call that was handed on is not handed on again"_s, u"method"_s);
    const Membership *system = d.neighbours.membership();
    if (!system || !d.neighbours.isHub()) {
        return fail({ErrorCode::Conflict,
                     system ? u"this node does not coordinate the system"_s : u"this node is in no system"_s,
                     {},
                     u"method"_s,
                     u"ask the coordinator"_s});
    }
    if (numbers.isEmpty())
        return system->members;
    QList<SystemMember> members;
    for (const int number : numbers) {
        const SystemMember *member = system->member(number);
        if (!member)
            return fail(ErrorCode::NotFound, u"no member has the number %1"_s.arg(number),
                        u"params.members"_s);
        members.append(*member);
    }
    return members;
}

QCoro::Task<Result<QList<MemberAnswer>>> Fanout::ask(CallContext caller, Wish wish, Told told)
{
    const auto members = chosen(caller, wish.members);
    if (!members)
        co_return fail(members.error());
    std::vector<QCoro::Task<MemberAnswer>> asked;
    asked.reserve(std::size_t(members->size()));
    for (const SystemMember &member : *members)
        asked.push_back(answerOf(caller, member, wish, told));
    QList<MemberAnswer> answers;
    for (auto &one : asked)
        answers.append(co_await std::move(one));
    co_return answers;
}

QCoro::Task<MemberAnswer> Fanout::answerOf(CallContext caller, SystemMember member, Wish wish, Told told)
{
    QElapsedTimer took;
    took.start();
    const auto result =
        co_await askMember(std::move(caller), member.nodeId, wish.method, wish.params, wish.deadline);
    MemberAnswer answer;
    answer.instance = member.instance;
    answer.nodeId = member.nodeId;
    answer.milliseconds = took.elapsed();
    if (result) {
        answer.outcome = CallOutcome::Answered;
        answer.answer = *result;
    } else {
        answer.outcome = outcomeOf(result.error());
        answer.error = errorName(result.error().code);
        answer.text = result.error().text;
        answer.remedy = result.error().remedy;
    }
    if (told)
        told(answer);
    co_return answer;
}

QCoro::Task<Result<RawJson>> Fanout::askMember(CallContext caller, QString nodeId, QString method,
                                               RawJson params, std::chrono::milliseconds deadline)
{
    if (nodeId == d.neighbours.ownId())
        co_return co_await callInside(d.methods, caller, method, params);
    Session *session = d.neighbours.link(nodeId);
    const Membership *system = d.neighbours.membership();
    if (!session || !system) {
        co_return fail(Error{ErrorCode::Unavailable,
                             u"the member is not connected to the coordinator"_s,
                             nodeId,
                             {},
                             u"see \"muster system show\" for since when"_s});
    }
    ForwardParams order;
    order.caller = {caller.peer.nodeId, caller.peerName, caller.role};
    order.generation = system->generation;
    order.term = d.coordinator().term;
    order.method = method;
    order.params = params;
    co_return co_await session->rpc().call<api::SystemForward>(order, deadline);
}

} // namespace muster::agent
