// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/signature.h"

#include <openssl/ec.h>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

using DigestPtr = std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>>;

/// The purpose ends at its first 0, which no purpose has.
QByteArray statement(QByteArrayView purpose, QByteArrayView bytes)
{
    QByteArray whole = purpose.toByteArray();
    whole.append('\0');
    whole.append(bytes);
    return whole;
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

std::unexpected<Error> cannotSign()
{
    return fail(ErrorCode::Internal, u"the statement could not be signed"_s);
}

bool isOnP256(EVP_PKEY *key)
{
    char group[32] = {};
    std::size_t length = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1
           && QByteArrayView(group, qsizetype(length)) == "prime256v1";
}

} // namespace

Result<Signature> sign(const Identity &signer, QByteArrayView purpose, QByteArrayView bytes)
{
    const DigestPtr digest(EVP_MD_CTX_new());
    const QByteArray text = statement(purpose, bytes);
    std::size_t length = 0;
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, signer.key()) != 1
        || EVP_DigestSign(digest.get(), nullptr, &length, raw(text), std::size_t(text.size())) != 1)
        return cannotSign();
    Signature made;
    made.bytes.resize(qsizetype(length));
    if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(made.bytes.data()), &length, raw(text),
                       std::size_t(text.size()))
        != 1)
        return cannotSign();
    made.bytes.truncate(qsizetype(length));
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(signer.key(), &der);
    if (size <= 0)
        return cannotSign();
    made.publicKey = QByteArray(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return made;
}

Result<NodeId> verify(const Signature &signature, QByteArrayView purpose, QByteArrayView bytes)
{
    const unsigned char *der = raw(signature.publicKey);
    const KeyPtr key(d2i_PUBKEY(nullptr, &der, signature.publicKey.size()));
    // What follows the key would change the id that it is known by.
    if (!key || der != raw(signature.publicKey) + signature.publicKey.size() || !isOnP256(key.get()))
        return fail(ErrorCode::Invalid, u"the public key is none of P-256"_s, u"publicKey"_s);
    const DigestPtr digest(EVP_MD_CTX_new());
    const QByteArray text = statement(purpose, bytes);
    if (!digest || EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1
        || EVP_DigestVerify(digest.get(), raw(signature.bytes), std::size_t(signature.bytes.size()),
                            raw(text), std::size_t(text.size()))
               != 1)
        return fail(ErrorCode::Invalid, u"the signature does not belong to the statement"_s, u"signature"_s);
    return NodeId::ofPublicKey(signature.publicKey);
}

} // namespace muster
