// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/enrolment.h"

#include "shared/log.h"
#include "shared/tls/digest.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<void> checkUsable(const TokenStore::Entry &entry)
{
    const auto told = [](Timestamp time) { return QString::fromLatin1(toIso(time)); };
    if (entry.token.usedAt) {
        return fail({ErrorCode::Conflict,
                     u"this token was used at %1"_s.arg(told(*entry.token.usedAt)),
                     {},
                     u"params.proof"_s,
                     u"a token is good for one console; make another at the node"_s});
    }
    if (entry.deadline.hasExpired()) {
        return fail({ErrorCode::Conflict,
                     u"this token was good until %1"_s.arg(told(entry.token.expiresAt)),
                     {},
                     u"params.proof"_s,
                     u"make another at the node"_s});
    }
    return {};
}

} // namespace

Enrolment::Enrolment(const NodeId &own, PeerStore &peers, TokenStore tokens)
    : m_own(own)
    , m_peers(peers)
    , m_tokens(std::move(tokens))
{
}

Result<TokenAnswer> Enrolment::createToken(const TokenParams &params)
{
    if (const auto grantable = checkGrantable(params.role); !grantable)
        return fail(grantable.error());
    const auto token = EnrolmentToken::generate();
    if (!token)
        return fail(token.error());
    StoredToken stored;
    stored.verifier = QString::fromLatin1(token->verifier().toBytes().toHex());
    stored.role = params.role;
    stored.createdAt = now();
    stored.expiresAt = stored.createdAt + std::chrono::seconds(params.seconds);
    return m_tokens.add(stored).transform([&] { return TokenAnswer{token->toString(), stored.expiresAt}; });
}

Result<EnrollBeginAnswer> Enrolment::begin(const Caller &caller)
{
    m_attempts.removeIf([](const auto &each) { return each.value().deadline.hasExpired(); });
    const bool isFull = m_attempts.size() >= MaxAttempts && !m_attempts.contains(caller.id);
    if (isFull || !m_rate.take()) {
        return fail({ErrorCode::QuotaExceeded,
                     u"this node takes %1 enrolments a minute"_s.arg(AttemptsPerMinute),
                     {},
                     {},
                     u"try again in a minute"_s});
    }
    return randomBytes(EnrolmentNonceBytes).transform([&](const QByteArray &nonce) {
        m_attempts.insert(caller.id, {nonce, QDeadlineTimer(AttemptLifetime)});
        return EnrollBeginAnswer{QString::fromLatin1(nonce.toHex())};
    });
}

Result<EnrollProveAnswer> Enrolment::prove(const Caller &caller, const EnrollProveParams &params)
{
    if (const auto named = checkPeerName(params.name); !named)
        return fail(named.error());
    const Attempt attempt = m_attempts.take(caller.id);
    if (attempt.nonce.isEmpty() || attempt.deadline.hasExpired()) {
        return fail({ErrorCode::NotFound,
                     u"no enrolment of this caller is under way"_s,
                     {},
                     {},
                     u"call enroll.begin first; it is good for one try"_s});
    }
    const EnrolmentSession session{caller.id, m_own, QByteArray::fromHex(params.nonce.toLatin1()),
                                   attempt.nonce};
    Role role = Role::Viewer;
    const auto verifier = spend(QByteArray::fromHex(params.proof.toLatin1()), session, role);
    if (!verifier) {
        qCWarning(logPairing, "enrolment=refused from=%ls reason=\"%ls\"", qUtf16Printable(caller.address),
                  qUtf16Printable(verifier.error().text));
        return fail(verifier.error());
    }
    const Peer peer{caller.id.toString(), params.name, role, now(), u"token, from "_s + caller.address};
    if (const auto stored = m_peers.add(peer); !stored)
        return fail(stored.error());
    return EnrollProveAnswer{QString::fromLatin1(verifier->answer(session).toHex()), role};
}

/// Finds the token whose proof this is and uses it up, before anybody gains anything by it.
Result<EnrolmentVerifier> Enrolment::spend(const QByteArray &proof, const EnrolmentSession &session,
                                           Role &role)
{
    for (const TokenStore::Entry &entry : m_tokens.entries()) {
        const auto verifier =
            EnrolmentVerifier::fromBytes(QByteArray::fromHex(entry.token.verifier.toLatin1()));
        if (!verifier || !verifier->check(proof, session))
            continue;
        if (const auto usable = checkUsable(entry); !usable)
            return fail(usable.error());
        role = entry.token.role;
        const QString spent = entry.token.verifier;
        if (const auto marked = m_tokens.markUsed(spent); !marked)
            return fail(marked.error());
        return *verifier;
    }
    return fail({ErrorCode::Forbidden,
                 u"this is no token of this node"_s,
                 {},
                 u"params.proof"_s,
                 u"make one at the node: muster-agent token --role operator"_s});
}

} // namespace muster::agent
