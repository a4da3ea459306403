// SPDX-License-Identifier: Apache-2.0
#include "console/systems/systemchange.h"

#include "console/fleet/nodecall.h"

#include <QPointer>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

template <Method M>
QCoro::Task<MemberResult> askMember(FleetActions &actions, QString nodeId, SignedMembership text,
                                    MemberTold told)
{
    MemberResult result{nodeId, co_await callNode<M>(actions, nodeId, {text})};
    if (told)
        told(result);
    co_return result;
}

template <Method M>
QCoro::Task<QList<MemberResult>> askMembers(QPointer<FleetActions> actions, QStringList nodeIds,
                                            SignedMembership text, MemberTold told)
{
    QList<MemberResult> results;
    while (actions && results.size() < nodeIds.size()) {
        const QStringList part = nodeIds.mid(results.size(), MaxSystemCalls);
        std::vector<QCoro::Task<MemberResult>> asked;
        for (const QString &nodeId : part)
            asked.push_back(askMember<M>(*actions, nodeId, text, told));
        for (auto &one : asked)
            results.append(co_await std::move(one));
    }
    co_return results;
}

/// Those that can be told at all.
QStringList tellable(const SystemDraft &draft)
{
    QStringList ids;
    for (const MemberChange &change : draft.changes) {
        if (!change.objection)
            ids.append(change.nodeId);
    }
    return ids;
}

MemberResult refusedHere(const MemberChange &change)
{
    return {change.nodeId, fail(change.objection->why)};
}

MemberResult notTold(const QString &nodeId, const Error &why)
{
    return {nodeId, fail(Error{ErrorCode::Cancelled,
                               u"was not told, because one that may act now did not take the change"_s,
                               {},
                               {},
                               why.text})};
}

QList<MemberResult> inOrder(const SystemDraft &draft, const QList<MemberResult> &results)
{
    QList<MemberResult> sorted;
    for (const MemberChange &change : draft.changes) {
        const auto found = std::ranges::find(results, change.nodeId, &MemberResult::nodeId);
        if (found != results.end())
            sorted.append(*found);
    }
    return sorted;
}

bool isTaken(const MemberResult &result)
{
    return result.answer.has_value();
}

} // namespace

QCoro::Task<SystemDraft> checkDraft(FleetActions &actions, SystemDraft draft)
{
    const auto results = co_await askMembers<api::SystemCheck>(&actions, tellable(draft), draft.text, {});
    for (const MemberResult &result : results) {
        if (result.answer)
            continue;
        const auto change = std::ranges::find(draft.changes, result.nodeId, &MemberChange::nodeId);
        Error why = result.answer.error();
        why.source = change->name;
        const bool isSilent = why.code == ErrorCode::Unavailable || why.code == ErrorCode::Timeout;
        change->objection = Objection{why, change->fate == MemberFate::Joins || !isSilent};
    }
    co_return draft;
}

QCoro::Task<QList<MemberResult>> applyDraft(FleetActions &actions, SystemDraft draft, MemberTold told)
{
    const QPointer<FleetActions> alive(&actions);
    QList<MemberResult> results;
    const auto add = [&](const MemberResult &result) {
        results.append(result);
        if (told)
            told(result);
    };
    for (const MemberChange &change : std::as_const(draft.changes)) {
        if (change.objection)
            add(refusedHere(change));
    }
    QStringList rest = tellable(draft);
    QStringList first;
    for (const QString &nodeId : std::as_const(draft.first)) {
        if (rest.removeOne(nodeId))
            first.append(nodeId);
    }
    std::optional<Error> stopped;
    while (alive && !stopped && !first.isEmpty()) {
        const auto answer = co_await askMember<api::SystemSet>(*alive, first.takeFirst(), draft.text, told);
        results.append(answer);
        if (!answer.answer)
            stopped = answer.answer.error();
    }
    if (stopped) {
        for (const QString &nodeId : first + rest)
            add(notTold(nodeId, *stopped));
        co_return inOrder(draft, results);
    }
    if (alive)
        results += co_await askMembers<api::SystemSet>(alive, rest, draft.text, told);
    if (alive && std::ranges::any_of(results, isTaken)) {
        const auto kept = co_await alive->keepSystem(draft.text);
        if (!kept && alive)
            Q_EMIT alive->noted(kept.error());
    }
    co_return inOrder(draft, results);
}

SystemDraft failedOf(const SystemDraft &draft, const QList<MemberResult> &results)
{
    SystemDraft again = draft;
    again.changes.removeIf([&](const MemberChange &change) {
        const auto found = std::ranges::find(results, change.nodeId, &MemberResult::nodeId);
        return found != results.end() && isTaken(*found);
    });
    for (MemberChange &change : again.changes)
        change.objection.reset();
    return again;
}

bool takesOverLater(const SystemDraft &draft, const MemberResult &result)
{
    if (result.answer)
        return false;
    const auto change = std::ranges::find(draft.changes, result.nodeId, &MemberChange::nodeId);
    const ErrorCode code = result.answer.error().code;
    const bool isAway =
        code == ErrorCode::Unavailable || code == ErrorCode::Timeout || code == ErrorCode::NotPaired;
    return isAway && change != draft.changes.end() && change->fate != MemberFate::Joins;
}

} // namespace muster::console
