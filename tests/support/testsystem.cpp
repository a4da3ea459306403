// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testsystem.h"

#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"

using namespace Qt::StringLiterals;

namespace muster::test {

TestSystem::TestSystem(int nodes)
{
    for (int i = 1; i <= nodes; ++i) {
        m_agents.push_back(
            std::make_unique<TestAgent>(u"drawer-%1"_s.arg(i), QStringList{u"fan-control.service"_s}));
        m_agents.back()->trust(m_admin, Role::Admin, u"admin"_s);
        m_ids.append(m_agents.back()->nodeId().toString());
    }
}

Membership TestSystem::founding() const
{
    Membership membership;
    membership.id = u"frame-1-id"_s;
    membership.name = u"frame-1"_s;
    for (int i = 0; i < m_ids.size(); ++i) {
        membership.members.append({i + 1, m_ids[i], u"drawer-%1"_s.arg(i + 1),
                                   u"127.0.0.1:%1"_s.arg(m_agents[std::size_t(i)]->config().port)});
    }
    membership.coordinator = m_ids.first();
    membership.settings.leaseSeconds = 3;
    membership.changedBy = m_admin.nodeId().toString();
    membership.changedByName = u"admin"_s;
    membership.changedAt = now();
    return membership;
}

Membership TestSystem::next(Membership before)
{
    ++before.generation;
    return before;
}

std::unique_ptr<RpcPeer> TestSystem::greet(int number)
{
    auto peer = TestConsole(m_admin).greet(agent(number).endpoint());
    if (!peer)
        qFatal("agent %d does not answer: %s", number, qPrintable(describe(peer.error())));
    return *std::move(peer);
}

Result<MembershipAnswer> TestSystem::set(int number, const Membership &membership)
{
    const auto peer = greet(number);
    return ask<api::SystemSet>(*peer, {signMembership(membership, m_admin).value()});
}

void TestSystem::setAll(const Membership &membership)
{
    for (int i = 1; i <= int(m_agents.size()); ++i) {
        if (!agent(i).isRunning())
            continue;
        if (const auto taken = set(i, membership); !taken)
            qFatal("agent %d: %s", i, qPrintable(describe(taken.error())));
    }
}

SystemView TestSystem::view(int number)
{
    return agent(number).agent().composite().view();
}

bool TestSystem::isWhole(int coordinator)
{
    for (int i = 1; i <= int(m_agents.size()); ++i) {
        if (!agent(i).isRunning() || !view(i).membership)
            continue;
        const CoordinatorView seen = view(i).coordinator;
        if (seen.acting != id(coordinator) || !seen.isSure)
            return false;
        if (i != coordinator && !agent(coordinator).agent().composite().links().link(id(i)))
            return false;
    }
    return agent(coordinator).agent().composite().mayAct();
}

int TestSystem::acting()
{
    int count = 0;
    for (const auto &one : m_agents)
        count += one->isRunning() && one->agent().composite().mayAct() ? 1 : 0;
    return count;
}

} // namespace muster::test
