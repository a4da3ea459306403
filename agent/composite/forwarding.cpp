// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/forwarding.h"

#include "agent/composite/insidecall.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

Forwarding::Forwarding(const Neighbours &neighbours, const MethodTable &methods, TermsOf termsOf)
    : m_neighbours(neighbours)
    , m_methods(methods)
    , m_termsOf(std::move(termsOf))
{
}

Result<void> Forwarding::checkOrder(const CallContext &context, qint64 generation, qint64 term)
{
    const Membership *system = m_neighbours.membership();
    if (!system || context.peer.nodeId != m_neighbours.hub() || !context.via.isEmpty())
        return fail(ErrorCode::Forbidden, u"only the coordinator asks members for this"_s, u"method"_s);
    // Terms compare only where the coordinator is chosen in one way, which a change of the membership may
    // end.
    if (std::exchange(m_system, system->id) != system->id || generation > m_generation) {
        m_generation = generation;
        m_highestTerm = 0;
    }
    if (generation < std::max(system->generation, m_generation) || term < m_highestTerm) {
        return fail({ErrorCode::Conflict,
                     u"this coordinator was replaced and does not know it yet"_s,
                     {},
                     u"params.term"_s,
                     u"ask the coordinator of now"_s});
    }
    m_highestTerm = term;
    return {};
}

QCoro::Task<Result<RawJson>> Forwarding::call(CallContext context, ForwardParams params)
{
    if (const auto checked = checkOrder(context, params.generation, params.term); !checked)
        co_return fail(checked.error());
    const auto terms = m_termsOf(params.caller);
    if (!terms)
        co_return fail(terms.error());
    CallContext inner;
    inner.peer = {params.caller.nodeId, u"via %1"_s.arg(context.peerName), false};
    inner.peerName = terms->name;
    inner.role = terms->role;
    inner.via = context.peer.nodeId;
    inner.stop = context.stop;
    co_return co_await callInside(m_methods, std::move(inner), params.method, params.params);
}

} // namespace muster::agent
