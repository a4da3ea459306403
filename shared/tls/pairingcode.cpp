// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/pairingcode.h"

#include "shared/tls/base32.h"
#include "shared/tls/digest.h"

using namespace Qt::StringLiterals;

namespace muster {

namespace {

// Labels keep a value of one purpose from being taken for one of another.
constexpr QByteArrayView CommitmentLabel = "muster pairing commitment v1";
constexpr QByteArrayView CodeLabel = "muster pairing code v1";

constexpr qsizetype CodeCharacters = 10;
constexpr qsizetype CodeGroup = 5;
constexpr qsizetype CodeBytes = 7; // 56 bits, of which ten characters show 50

} // namespace

Result<QByteArray> makePairingNonce()
{
    return randomBytes(PairingNonceBytes);
}

QByteArray commitment(PairingRole role, const PairingSide &side)
{
    const char roleByte = char(role);
    return sha256({CommitmentLabel, QByteArrayView(&roleByte, 1), side.nonce, side.id.digest()});
}

Result<void> checkCommitment(QByteArrayView committed, PairingRole role, const PairingSide &side)
{
    if (side.nonce.size() == PairingNonceBytes && isEqualSecret(committed, commitment(role, side)))
        return {};
    return fail(ErrorCode::Forbidden,
                u"the pairing request does not fit what it began with: somebody may be interfering"_s,
                u"nonce"_s);
}

PairingCode PairingCode::of(const PairingSide &console, const PairingSide &node)
{
    const QByteArray secret = console.nonce + node.nonce;
    const QByteArray parties = console.id.digest() + node.id.digest();
    return PairingCode(
        base32::encode(hkdfSha256(secret, CodeLabel, parties, CodeBytes)).first(CodeCharacters));
}

Result<PairingCode> PairingCode::parse(QStringView typed)
{
    const auto characters = base32::tidied(typed);
    if (!characters)
        return fail(ErrorCode::Invalid, u"a pairing code consists of the letters A-Z and the digits 2-7"_s,
                    u"code"_s);
    if (characters->size() != CodeCharacters) {
        return fail(ErrorCode::Invalid,
                    u"a pairing code has %1 letters and digits, this one has %2"_s.arg(CodeCharacters)
                        .arg(characters->size()),
                    u"code"_s);
    }
    return PairingCode(*characters);
}

QString PairingCode::toString() const
{
    return base32::grouped(m_characters, CodeGroup);
}

bool operator==(const PairingCode &left, const PairingCode &right)
{
    return isEqualSecret(left.m_characters, right.m_characters);
}

} // namespace muster
