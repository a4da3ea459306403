// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/digest.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <openssl/crypto.h>
#include <openssl/rand.h>

using namespace Qt::StringLiterals;

namespace muster {

QByteArray sha256(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArrayView part : parts)
        hash.addData(part);
    return hash.result();
}

QByteArray hmacSha256(QByteArrayView key, std::initializer_list<QByteArrayView> parts)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key);
    for (const QByteArrayView part : parts)
        code.addData(part);
    return code.result();
}

QByteArray hkdfSha256(QByteArrayView secret, QByteArrayView salt, QByteArrayView info, qsizetype bytes)
{
    const QByteArray key = hmacSha256(salt, {secret}); // extract
    constexpr char FirstBlock = 1;
    return hmacSha256(key, {info, QByteArrayView(&FirstBlock, 1)})
        .first(bytes); // expand: one block holds 32 bytes
}

bool isEqualSecret(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), size_t(left.size())) == 0;
}

Result<QByteArray> randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), int(count)) != 1)
        return fail(ErrorCode::Internal, u"the system has no random numbers"_s);
    return bytes;
}

} // namespace muster
