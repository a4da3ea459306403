// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/trust/caller.h"
#include "agent/trust/peerstore.h"
#include "agent/trust/ratelimit.h"
#include "agent/trust/tokenstore.h"
#include "shared/api/pairing.h"
#include "shared/tls/enrolmenttoken.h"

#include <QHash>

namespace muster::agent {

/// Enrolment by a one-time token, when no one is at the node (The wire, "Identity and trust").
class Enrolment
{
public:
    static constexpr std::chrono::seconds AttemptLifetime{60};
    static constexpr size_t AttemptsPerMinute = 20; ///< of all callers together
    static constexpr qsizetype MaxAttempts = 64;

    /// @param peers borrowed, outlives this
    Enrolment(const NodeId &own, PeerStore &peers, TokenStore tokens);

    /// Makes a token; it is not kept, only what checks it. Errors: Invalid, QuotaExceeded, Io.
    [[nodiscard]] Result<TokenAnswer> createToken(const TokenParams &params);

    /// A second begin of a caller replaces the first. Errors: QuotaExceeded.
    [[nodiscard]] Result<EnrollBeginAnswer> begin(const Caller &caller);
    /// One try for each begin. Errors: NotFound without a begin; Forbidden for no token of this node;
    /// Conflict for a used one; Timeout for a late one; Io.
    [[nodiscard]] Result<EnrollProveAnswer> prove(const Caller &caller, const EnrollProveParams &params);

private:
    struct Attempt
    {
        QByteArray nonce;
        QDeadlineTimer deadline;
    };
    [[nodiscard]] Result<EnrolmentVerifier> spend(const QByteArray &proof, const EnrolmentSession &session,
                                                  Role &role);

    NodeId m_own;
    PeerStore &m_peers;
    TokenStore m_tokens;
    RateLimit m_rate{AttemptsPerMinute, std::chrono::minutes(1)};
    QHash<NodeId, Attempt> m_attempts;
};

} // namespace muster::agent
