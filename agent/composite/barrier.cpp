// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/barrier.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using Ask = std::function<QCoro::Task<Result<void>>(SystemMember)>;

/// All at the same time. @return those that could not, by node id
QCoro::Task<QMap<QString, Error>> askAll(QList<SystemMember> members, Ask ask)
{
    std::vector<QCoro::Task<Result<void>>> asked;
    asked.reserve(std::size_t(members.size()));
    for (const SystemMember &member : std::as_const(members))
        asked.push_back(ask(member));
    QMap<QString, Error> refused;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const Result<void> answer = co_await std::move(asked[i]);
        if (!answer)
            refused.insert(members[qsizetype(i)].nodeId, answer.error());
    }
    co_return refused;
}

Error notAllReady(const QList<SystemMember> &members, const QMap<QString, Error> &refused)
{
    QStringList reasons;
    QStringList remedies;
    for (const SystemMember &member : members) {
        const auto why = refused.constFind(member.nodeId);
        if (why == refused.cend())
            continue;
        reasons.append(u"%1: %2"_s.arg(member.name.isEmpty() ? member.nodeId : member.name, why->text));
        if (!why->remedy.isEmpty() && !remedies.contains(why->remedy))
            remedies.append(why->remedy);
    }
    return {ErrorCode::Conflict,
            u"nothing was disturbed, for %1 of %2 members cannot: %3"_s.arg(refused.size())
                .arg(members.size())
                .arg(reasons.join(u"; "_s)),
            {},
            {},
            remedies.join(u"; "_s)};
}

} // namespace

QCoro::Task<Result<BarrierOutcome>> passBarrier(QList<SystemMember> members, BarrierCalls calls)
{
    const QMap<QString, Error> refused = co_await askAll(members, calls.prepare);
    Result<void> may;
    if (!refused.isEmpty())
        may = fail(notAllReady(members, refused));
    else
        may = calls.mayEnter();
    if (!may) {
        // Also those that refused: one whose answer was lost may be ready.
        for (const SystemMember &member : std::as_const(members))
            calls.release(member);
        co_return fail(may.error());
    }
    const QMap<QString, Error> notEntered = co_await askAll(members, calls.enter);
    // Named: GCC 14 takes what is made on the way for uninitialized.
    const Result<BarrierOutcome> outcome = BarrierOutcome{notEntered};
    co_return outcome;
}

} // namespace muster::agent
