// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/barriercalls.h"

#include "agent/composite/composite.h"
#include "agent/server/session.h"
#include "agent/systemdumps/disruptiverun.h"
#include "agent/systemdumps/dumpentrance.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// On which behalf this node asks itself.
CallContext ownContext(Composite &composite)
{
    CallContext context;
    context.peer.nodeId = composite.links().ownId();
    return context;
}

/// Over the member's link. Errors: Unavailable when there is none, Unsupported when its agent is too old,
/// what it answers.
template <Method M>
QCoro::Task<Result<void>> orderMember(QPointer<Composite> composite, QString nodeId, DumpRunParams params,
                                      std::chrono::milliseconds deadline)
{
    Session *link = composite ? composite->links().link(nodeId) : nullptr;
    const JoinParams *joined = link ? composite->links().joined(nodeId) : nullptr;
    if (!link)
        co_return fail({ErrorCode::Unavailable,
                        u"it is not connected to the coordinator"_s,
                        {},
                        {},
                        u"see \"muster system show\" for since when"_s});
    if (!joined || !joined->capabilities.contains(DisruptiveDumpsCapability))
        co_return fail({ErrorCode::Unsupported,
                        u"its agent is too old to wait for the others before its host is stopped"_s,
                        {},
                        {},
                        u"update the agent there"_s});
    const auto answer = co_await link->rpc().template call<M>(std::move(params), deadline);
    co_return answer.transform([](const Nothing &) { });
}

} // namespace

BarrierCalls barrierCalls(QPointer<Composite> composite, QPointer<DumpEntrance> entrance,
                          std::shared_ptr<const DumpRunParams> params)
{
    const auto isHere = [composite](const SystemMember &member) {
        return composite && member.nodeId == composite->links().ownId();
    };
    BarrierCalls calls;
    calls.prepare = [=](SystemMember member) -> QCoro::Task<Result<void>> {
        Result<void> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
        if (isHere(member) && entrance) {
            const auto done = co_await entrance->prepare(ownContext(*composite), *params);
            answer = done.transform([](const Nothing &) { });
        } else if (composite) {
            answer = co_await orderMember<api::DumpPrepare>(composite, member.nodeId, *params,
                                                            DisruptiveRun::PrepareTime);
        }
        co_return answer;
    };
    calls.enter = [=](SystemMember member) -> QCoro::Task<Result<void>> {
        Result<void> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
        if (isHere(member) && entrance) {
            const auto done = co_await entrance->enter(ownContext(*composite), *params);
            answer = done.transform([](const Nothing &) { });
        } else if (composite) {
            answer = co_await orderMember<api::DumpEnter>(composite, member.nodeId, *params,
                                                          DisruptiveRun::EnterTime);
        }
        co_return answer;
    };
    calls.release = [=](const SystemMember &member) {
        if (isHere(member) && entrance)
            (void)entrance->release(ownContext(*composite), *params); // it is released by time as well
        else if (Session *link = composite ? composite->links().link(member.nodeId) : nullptr)
            link->rpc().call(api::DumpRelease::Name, toJson(*params), DefaultDeadline,
                             [](const Result<JsonValue> &) { });
    };
    calls.mayEnter = [=]() -> Result<void> {
        if (!composite || !composite->mayAct())
            return fail(ErrorCode::Unavailable,
                        u"nothing was disturbed: this node ceased to coordinate before all were ready"_s);
        // Some members would take the order for one of a coordinator that was replaced, and others not.
        const Membership *system = composite->links().membership();
        if (!system || system->generation != params->generation
            || composite->coordinator().term != params->term)
            return fail({ErrorCode::Conflict,
                         u"nothing was disturbed: the system was changed before all were ready"_s,
                         {},
                         {},
                         u"ask for it again"_s});
        return {};
    };
    return calls;
}

} // namespace muster::agent
