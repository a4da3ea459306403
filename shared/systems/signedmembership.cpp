// SPDX-License-Identifier: Apache-2.0
#include "shared/systems/signedmembership.h"

#include "shared/model/codec.h"
#include "shared/tls/signature.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qsizetype MaxDocumentBytes = 768 * 1024; ///< as the field's limit

Result<QByteArray> fromBase64(const QString &text, const QString &field)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return fail(ErrorCode::Invalid, u"this is no base64"_s, field);
    return *decoded;
}

} // namespace

Result<SignedMembership> signMembership(Membership membership, const Identity &signer)
{
    membership.changedBy = signer.nodeId().toString();
    std::ranges::sort(membership.members, {}, &SystemMember::instance);
    if (const auto checked = checkMembership(membership); !checked)
        return fail(checked.error());
    const QByteArray document = toJson(membership);
    if (document.size() > MaxDocumentBytes)
        return fail(ErrorCode::TooLarge, u"the membership has more than 768 KiB as text"_s, u"members"_s);
    const auto signature = sign(signer, SignedMembership::Purpose, document);
    if (!signature)
        return fail(signature.error());
    return SignedMembership{QString::fromUtf8(document), QString::fromLatin1(signature->publicKey.toBase64()),
                            QString::fromLatin1(signature->bytes.toBase64())};
}

Result<Membership> openMembership(const SignedMembership &sealed)
{
    const auto key = fromBase64(sealed.publicKey, u"publicKey"_s);
    if (!key)
        return fail(key.error());
    const auto bytes = fromBase64(sealed.signature, u"signature"_s);
    if (!bytes)
        return fail(bytes.error());
    const QByteArray document = sealed.document.toUtf8();
    const auto signer = verify({*key, *bytes}, SignedMembership::Purpose, document);
    if (!signer)
        return fail(signer.error());
    auto membership = fromJson<Membership>(document);
    if (!membership)
        return membership;
    if (membership->changedBy != signer->toString()) {
        return fail(ErrorCode::Invalid, u"it was signed by another than the one it names"_s,
                    u"document.changedBy"_s);
    }
    if (const auto checked = checkMembership(*membership); !checked)
        return fail(checked.error());
    std::ranges::sort(membership->members, {}, &SystemMember::instance);
    return membership;
}

} // namespace muster
