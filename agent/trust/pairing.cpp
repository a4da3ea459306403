// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/pairing.h"

#include "shared/log.h"
#include "shared/tls/digest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype RequestIdBytes = 16;

std::unexpected<Error> noSuchRequest()
{
    return fail({ErrorCode::NotFound,
                 u"there is no such pairing request, or it is over"_s,
                 {},
                 u"params.request"_s,
                 u"begin a new one"_s});
}

} // namespace

Pairing::Pairing(const NodeId &own, PeerStore &peers, QObject *parent)
    : QObject(parent)
    , m_own(own)
    , m_peers(peers)
{
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &Pairing::expire);
}

Pairing::~Pairing()
{
    while (!m_attempts.empty())
        end(m_attempts.begin(), fail(ErrorCode::Unavailable, u"the agent stops"_s));
}

Result<PairBeginAnswer> Pairing::begin(const Caller &caller, const PairBeginParams &params)
{
    if (auto checked = checkPeerName(params.name).and_then([&] { return checkGrantable(params.role); });
        !checked)
        return fail(checked.error());
    // A console that lost its connection comes back: its own old attempt makes place for the new one.
    if (const auto own =
            std::ranges::find(m_attempts, caller.id, [](const Attempt &a) { return a.caller.id; });
        own != m_attempts.end())
        end(own, fail(ErrorCode::Cancelled, u"the caller began another pairing"_s));
    if (std::ranges::contains(m_attempts, caller.host(), [](const Attempt &a) { return a.caller.host(); })) {
        return fail({ErrorCode::Busy,
                     u"another pairing from %1 is under way"_s.arg(caller.host()),
                     {},
                     {},
                     u"finish that one, or wait two minutes"_s});
    }
    if (!m_rate.take()) {
        return fail({ErrorCode::QuotaExceeded,
                     u"this node takes %1 pairing requests a minute"_s.arg(AttemptsPerMinute),
                     {},
                     {},
                     u"try again in a minute"_s});
    }
    const auto nonce = makePairingNonce();
    const auto id = randomBytes(RequestIdBytes);
    if (!nonce || !id)
        return fail(nonce ? id.error() : nonce.error());
    m_attempts.push_back({QString::fromLatin1(id->toHex()), caller, params.name, params.role,
                          QByteArray::fromHex(params.commitment.toLatin1()), *nonce, QDeadlineTimer(Lifetime),
                          now() + Lifetime});
    armForNext();
    qCInfo(logPairing, "pairing=begun from=%ls id=%ls", qUtf16Printable(caller.address),
           qUtf16Printable(caller.id.shortForm()));
    return PairBeginAnswer{m_attempts.back().id, QString::fromLatin1(nonce->toHex())};
}

Result<PairRevealAnswer> Pairing::reveal(const Caller &caller, const PairRevealParams &params)
{
    const auto attempt = find(caller, params.request);
    if (attempt == m_attempts.end() || attempt->code)
        return noSuchRequest();
    const PairingSide console{caller.id, QByteArray::fromHex(params.nonce.toLatin1())};
    if (const auto kept = checkCommitment(attempt->commitment, PairingRole::Console, console); !kept) {
        end(attempt, fail(kept.error()));
        return fail(kept.error());
    }
    attempt->code = PairingCode::of(console, {m_own, attempt->nonce});
    const PairRevealAnswer answer{attempt->expiresAt};
    Q_EMIT requested(describe(*attempt));
    return answer;
}

QCoro::Task<Result<PairedAnswer>> Pairing::wait(Caller caller, QString request)
{
    const auto attempt = find(caller, request);
    if (attempt == m_attempts.end()) {
        // Accepted between two waits.
        if (const auto peer = m_peers.find(caller.id.toString()))
            co_return PairedAnswer{peer->role};
        co_return noSuchRequest();
    }
    const Completion<Result<PairedAnswer>> outcome;
    const auto earlier = std::exchange(attempt->waiter, outcome);
    if (earlier)
        earlier->complete(fail(ErrorCode::Cancelled, u"the caller waits anew"_s));
    co_return co_await outcome;
}

void Pairing::cancel(const QString &request)
{
    const auto attempt = std::ranges::find(m_attempts, request, &Attempt::id);
    if (attempt != m_attempts.end())
        end(attempt, fail(ErrorCode::Cancelled, u"the caller has gone"_s));
}

PairingRequestList Pairing::list() const
{
    PairingRequestList list;
    for (const Attempt &attempt : m_attempts) {
        if (attempt.code)
            list.requests.append(describe(attempt));
    }
    return list;
}

Result<Peer> Pairing::accept(const QString &code, std::optional<Role> role)
{
    const auto typed = PairingCode::parse(code);
    if (!typed)
        return fail(typed.error());
    if (role) {
        if (const auto grantable = checkGrantable(*role); !grantable)
            return fail(grantable.error());
    }
    if (std::ranges::none_of(m_attempts, [](const Attempt &a) { return a.code.has_value(); })) {
        return fail({ErrorCode::NotFound,
                     u"no pairing waits here"_s,
                     {},
                     {},
                     u"begin it at the console; the code is good for two minutes"_s});
    }
    const auto attempt =
        std::ranges::find_if(m_attempts, [&](const Attempt &a) { return a.code && *a.code == *typed; });
    if (attempt == m_attempts.end()) {
        qCWarning(logPairing, "pairing=refused reason=\"wrong code\"");
        endWaiting({ErrorCode::Forbidden,
                    u"another code was entered at the node"_s,
                    {},
                    {},
                    u"compare the codes; begin anew"_s});
        return fail({ErrorCode::Forbidden,
                     u"this is not the code of a waiting console; the waiting pairings were ended"_s,
                     {},
                     u"params.code"_s,
                     u"begin anew at the console, and compare the codes"_s});
    }
    const Peer peer{attempt->caller.id.toString(), attempt->name, role.value_or(attempt->role), now(),
                    u"code, from "_s + attempt->caller.address};
    if (const auto stored = m_peers.add(peer); !stored)
        return fail(stored.error());
    // Whoever is told of the new peer may end attempts.
    const auto still =
        std::ranges::find_if(m_attempts, [&](const Attempt &a) { return a.code && *a.code == *typed; });
    if (still != m_attempts.end())
        end(still, PairedAnswer{peer.role});
    return peer;
}

Pairing::Attempts::iterator Pairing::find(const Caller &caller, const QString &request)
{
    return std::ranges::find_if(
        m_attempts, [&](const Attempt &a) { return a.id == request && a.caller.id == caller.id; });
}

void Pairing::end(Attempts::iterator attempt, Result<PairedAnswer> outcome)
{
    const auto waiter = std::move(attempt->waiter);
    m_attempts.erase(attempt);
    armForNext();
    if (waiter)
        waiter->complete(std::move(outcome));
}

void Pairing::endWaiting(const Error &reason)
{
    for (;;) {
        const auto waiting =
            std::ranges::find_if(m_attempts, [](const Attempt &a) { return a.code.has_value(); });
        if (waiting == m_attempts.end())
            return;
        end(waiting, fail(reason));
    }
}

void Pairing::expire()
{
    for (;;) {
        const auto late =
            std::ranges::find_if(m_attempts, [](const Attempt &a) { return a.deadline.hasExpired(); });
        if (late == m_attempts.end())
            break;
        end(late, fail({ErrorCode::Timeout,
                        u"nobody accepted the pairing at the node in time"_s,
                        {},
                        {},
                        u"begin anew, and run at the node: muster-agent pair accept CODE"_s}));
    }
    armForNext();
}

void Pairing::armForNext()
{
    m_expiry.stop();
    if (m_attempts.empty())
        return;
    const auto next = std::ranges::min_element(m_attempts, {}, &Attempt::deadline);
    m_expiry.start(std::chrono::ceil<std::chrono::milliseconds>(next->deadline.remainingTimeAsDuration()));
}

PairingRequest Pairing::describe(const Attempt &attempt)
{
    return {attempt.code ? attempt.code->toString() : QString(),
            attempt.caller.id.toString(),
            attempt.name,
            attempt.caller.address,
            attempt.role,
            attempt.expiresAt};
}

} // namespace muster::agent
