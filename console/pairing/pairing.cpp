// SPDX-License-Identifier: Apache-2.0
#include "console/pairing/pairing.h"

#include "shared/api/hello.h"
#include "shared/api/pairing.h"
#include "shared/tls/enrolmenttoken.h"
#include "shared/tls/pairingcode.h"

#include <algorithm>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds AnswerReserve{
    3'000}; ///< for the answer to come after the node's time is over

/// Ends the connection when the pairing is stopped, for as long as nothing needs to be taken back.
using HangUp = std::optional<std::stop_callback<std::function<void()>>>;

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

/// @return the bytes, or nothing when they are not 32 in lower-case hex
Result<QByteArray> nonceFrom(const QString &digits)
{
    const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
    if (hex(bytes) != digits || bytes.size() != PairingNonceBytes)
        return fail(ErrorCode::Invalid, u"the node's nonce is not 64 lower-case hex digits"_s, u"nonce"_s);
    return bytes;
}

/// Says where it went wrong, and gives a reason a person can act on.
std::unexpected<Error> explained(Error error, const RpcPeer &node, std::stop_token stop,
                                 const QString &forbidden)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"the pairing was cancelled"_s);
    error.source = node.identity().address;
    if (error.code == ErrorCode::Forbidden)
        error.text = forbidden;
    return fail(error);
}

/// What a wait for the person at the node that was too long means.
Error unattended(Error error)
{
    if (error.code == ErrorCode::Timeout) {
        error.text = u"nobody accepted the pairing on the node in time"_s;
        error.remedy = u"begin again, and run \"muster-agent pair accept CODE\" on the node"_s;
    }
    return error;
}

QCoro::Task<Result<Role>> byCode(std::shared_ptr<RpcPeer> node, PairingSelf self, NodeId nodeId,
                                 std::chrono::milliseconds clockOffset, PairingWish wish,
                                 PairingDialogue dialogue, std::stop_token stop, HangUp &hangUp)
{
    const QString refused = u"the node refused: somebody said no, or typed another code than the one shown"_s;
    const auto nonce = makePairingNonce();
    if (!nonce)
        co_return fail(nonce.error());
    const PairingSide own{self.id, *nonce};
    const auto begun = co_await node->call<api::PairBegin>(
        {hex(commitment(PairingRole::Console, own)), self.name, wish.role});
    if (!begun)
        co_return explained(begun.error(), *node, stop, refused);
    const auto nodeNonce = nonceFrom(begun->nonce);
    if (!nodeNonce)
        co_return fail(nodeNonce.error());
    const auto revealed = co_await node->call<api::PairReveal>({begun->request, hex(*nonce)});
    if (!revealed)
        co_return explained(revealed.error(), *node, stop, refused);
    const auto left = std::clamp(revealed->expiresAt - (now() + clockOffset), std::chrono::milliseconds(1000),
                                 MaxDeadline - AnswerReserve);
    dialogue.showCode(PairingCode::of(own, {nodeId, *nodeNonce}).toString(),
                      std::chrono::duration_cast<std::chrono::seconds>(left));
    const auto accepted = co_await node->call<api::PairWait>({begun->request}, left + AnswerReserve);
    if (!accepted)
        co_return explained(unattended(accepted.error()), *node, stop, refused);
    // The node trusts us from now on. Who stops leaves it with a word, or it would go on to do so.
    hangUp.reset();
    // The answer alone proves nothing: who sits in between would say the same. The person has seen the node.
    const bool isSame = co_await dialogue.confirm();
    if (stop.stop_requested() || !isSame) {
        // Whoever it is that let us in is told to forget it; the answer does not matter.
        co_await node->call<api::PeersLeave>();
        co_return stop.stop_requested()
            ? fail(ErrorCode::Cancelled, u"the pairing was cancelled"_s)
            : fail(Error{ErrorCode::Forbidden,
                         u"the node did not show the same code"_s,
                         node->identity().address,
                         {},
                         u"if it showed another code, somebody may sit between this console and the node"_s});
    }
    co_return Result<Role>(accepted->role);
}

QCoro::Task<Result<Role>> byToken(std::shared_ptr<RpcPeer> node, PairingSelf self, NodeId nodeId,
                                  QString typedToken, std::stop_token stop)
{
    const QString refused = u"the node does not take this token: it is wrong, used, or too old"_s;
    const auto token = EnrolmentToken::parse(typedToken);
    if (!token)
        co_return fail(token.error());
    const auto nonce = makePairingNonce();
    if (!nonce)
        co_return fail(nonce.error());
    const auto begun = co_await node->call<api::EnrollBegin>();
    if (!begun)
        co_return explained(begun.error(), *node, stop, refused);
    const auto nodeNonce = nonceFrom(begun->nonce);
    if (!nodeNonce)
        co_return fail(nodeNonce.error());
    const EnrolmentSession session{self.id, nodeId, *nonce, *nodeNonce};
    const auto proven =
        co_await node->call<api::EnrollProve>({hex(*nonce), hex(token->proof(session)), self.name});
    if (!proven)
        co_return explained(proven.error(), *node, stop, refused);
    if (!token->checkAnswer(QByteArray::fromHex(proven->proof.toLatin1()), session)) {
        co_return fail(Error{ErrorCode::Forbidden,
                             u"what answers has not proven that it made the token"_s,
                             node->identity().address,
                             {},
                             u"check the address; somebody may sit between this console and the node"_s});
    }
    co_return Result<Role>(proven->role);
}

} // namespace

QCoro::Task<Result<PairedWith>> pairWith(std::shared_ptr<RpcPeer> node, PairingSelf self, PairingWish wish,
                                         PairingDialogue dialogue, std::stop_token stop)
{
    HangUp hangUp;
    hangUp.emplace(
        stop, [node] { node->abort({ErrorCode::Cancelled, u"the pairing was cancelled"_s, {}, {}, {}}); });
    const auto nodeId = NodeId::parse(node->identity().nodeId);
    if (!nodeId)
        co_return fail(nodeId.error());
    const auto hello = co_await node->call<api::Hello>({OldestProtocolVersion, ProtocolVersion, self.name,
                                                        u"muster "_s + QLatin1StringView(MUSTER_VERSION)});
    if (!hello)
        co_return explained(hello.error(), *node, stop, u"the node refused to talk"_s);
    const auto role = wish.token.isEmpty() ? co_await byCode(node, self, *nodeId, hello->clock - now(), wish,
                                                             dialogue, stop, hangUp)
                                           : co_await byToken(node, self, *nodeId, wish.token, stop);
    if (!role)
        co_return fail(role.error());
    co_return Result<PairedWith>({nodeId->toString(), hello->name, *role, hello->version});
}

} // namespace muster::console
