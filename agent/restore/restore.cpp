// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/restore.h"

#include "agent/capabilities.h"
#include "agent/composite/composite.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

Restore::Restore(const Parts &parts, const QString &folder, const Times &times, QObject *parent)
    : QObject(parent)
    , m_composite(parts.composite)
    , m_keeper(parts.capabilities.facets())
    , m_record({parts.capabilities.node(), m_keeper, parts.capabilities.restorePlatform(), parts.events,
                parts.problems},
               parts.composite.links().ownId(), folder + u"/power.json"_s, times.outage)
    , m_guard(parts.capabilities.restorePlatform(), parts.events, parts.problems,
              folder + u"/restore-policy.json"_s)
    , m_system({parts.composite, parts.state, parts.control, m_record, parts.events, parts.problems},
               times.system)
    , m_lone({parts.composite, m_record, m_guard, m_keeper, m_system})
{
}

void Restore::start()
{
    const Membership *system = m_composite.links().membership();
    connect(&m_composite.links(), &Neighbours::membershipChanged, this, &Restore::followMembership);
    followMembership();
    m_record.start(system ? system->id : QString());
    m_system.start();
    m_lone.start();
}

void Restore::followMembership()
{
    m_guard.setInSystem(m_composite.links().membership() != nullptr);
}

RestoreView Restore::view() const
{
    RestoreView view;
    view.outage = m_record.outage();
    view.own = m_guard.platformPolicy();
    view.setAside = m_guard.setAside();
    if (!view.own)
        view.whyNoPolicy = m_guard.whyNoPolicy();
    const Membership *system = m_composite.links().membership();
    if (!system) {
        view.outlook = nodeOutlook(view.own);
        return view;
    }
    view.system = system->name;
    view.requested = m_system.requested();
    view.decisions = m_system.decisions();
    if (view.decisions.size() > ToldDecisions)
        view.decisions.resize(ToldDecisions);
    view.outlook =
        systemOutlook(system->settings.restorePolicy, system->settings.partialOutage, view.requested);
    return view;
}

QCoro::Task<Result<Nothing>> Restore::setPolicy(RestorePolicyParams params)
{
    const Result<void> set = co_await m_guard.set(params.policy, params.isOnce);
    Result<Nothing> answer = Nothing();
    if (!set)
        answer = fail(set.error());
    co_return answer;
}

QCoro::Task<Result<Nothing>> Restore::obey(CallContext context, RestoreOrder order)
{
    Result<void> done = m_composite.checkOrder(context, order.generation, order.term);
    if (done)
        done = co_await m_keeper.control(order.action, order.cause);
    Result<Nothing> answer = Nothing();
    if (!done)
        answer = fail(done.error());
    co_return answer;
}

void bindRestore(MethodTable &methods, Restore &restore)
{
    methods.add<api::RestoreShow>(
        [&restore](const CallContext &, const Nothing &) -> Result<RestoreView> { return restore.view(); });
    methods.addAsync<api::RestoreSetPolicy>(
        [&restore](CallContext, RestorePolicyParams params) { return restore.setPolicy(params); });
    methods.addAsync<api::RestoreOutage>([&restore](CallContext, Nothing) { return restore.outage(); });
    methods.addAsync<api::RestoreOrdered>([&restore](CallContext context, RestoreOrder order) {
        return restore.obey(std::move(context), order);
    });
}

} // namespace muster::agent
