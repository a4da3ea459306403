// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/neighbours.h"
#include "agent/server/methodtable.h"
#include "agent/trust/knownpeers.h"
#include "shared/api/member.h"

#include <functional>

namespace muster::agent {

/// A member's side of calls that its coordinator hands on. It is the owner of what is asked for: who asks,
/// with which role, and whether the coordinator is still one, is checked here again.
class Forwarding
{
public:
    /// The terms of a caller that only the coordinator's word is known of. Errors: Forbidden.
    using TermsOf = std::function<Result<Terms>(const OriginalCaller &)>;

    /// All are borrowed and outlive this.
    Forwarding(const Neighbours &neighbours, const MethodTable &methods, TermsOf termsOf);

    /// Whether an order comes from the coordinator, and from none that was replaced. Errors: Forbidden,
    /// Conflict.
    /// @param generation,term its membership, and its fencing number in that
    [[nodiscard]] Result<void> checkOrder(const CallContext &context, qint64 generation, qint64 term);

    /// Errors: Forbidden when the caller is not the coordinator, or what the method answers; Conflict when
    /// the coordinator was deposed.
    [[nodiscard]] QCoro::Task<Result<RawJson>> call(CallContext context, ForwardParams params);

private:
    const Neighbours &m_neighbours;
    const MethodTable &m_methods;
    TermsOf m_termsOf;
    QString m_system;
    qint64 m_generation = 0; ///< of that system, the highest that orders came with
    qint64 m_highestTerm = 0; ///< in that generation
};

} // namespace muster::agent
