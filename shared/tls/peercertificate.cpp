// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/peercertificate.h"

#include <QByteArray>
#include <QTimeZone>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <ctime>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr int SmallestRsaBits = 2048;
constexpr int LargestRsaBits = 8192; // a stranger must not make us compute for long

QDateTime toDateTime(const ASN1_TIME *time)
{
    std::tm parts = {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime::fromSecsSinceEpoch(timegm(&parts), QTimeZone::UTC);
}

QString kindOf(const EVP_PKEY *key)
{
    std::array<char, 64> group{};
    size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1)
        return QString::fromLatin1(group.data());
    const char *type = EVP_PKEY_get0_type_name(key);
    return u"%1 %2 bits"_s.arg(QLatin1StringView(type ? type : "unknown")).arg(EVP_PKEY_get_bits(key));
}

bool isAccepted(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "ED25519"))
        return true;
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA"))
        return bits >= SmallestRsaBits && bits <= LargestRsaBits;
    const QString kind = kindOf(key);
    return EVP_PKEY_is_a(key, "EC") && (kind == "prime256v1"_L1 || kind == "secp384r1"_L1);
}

std::unexpected<Error> refuse(const QString &text, const QString &remedy)
{
    return std::unexpected(Error{ErrorCode::NotPaired, text, {}, {}, remedy});
}

} // namespace

NodeId nodeIdOf(const X509 *certificate)
{
    unsigned char *der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    const NodeId id = size > 0 ? NodeId::ofPublicKey(QByteArrayView(der, size)) : NodeId();
    OPENSSL_free(der);
    return id;
}

Result<void> checkKey(X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (key && isAccepted(key))
        return {};
    return refuse(
        u"the certificate's key (%1) is not of an accepted kind"_s.arg(key ? kindOf(key) : u"unreadable"_s),
        u"use EC P-256 or P-384, Ed25519, or RSA of at least 2048 bits"_s);
}

Result<void> checkDates(const X509 *certificate, const QDateTime &now)
{
    const QDateTime from = toDateTime(X509_get0_notBefore(certificate));
    const QDateTime until = toDateTime(X509_get0_notAfter(certificate));
    const QString here = now.toString(Qt::ISODate);
    if (!from.isValid() || !until.isValid())
        return refuse(u"the certificate's dates cannot be read"_s, u"make a new certificate"_s);
    if (now < from.addDuration(-ClockTolerance)) {
        return refuse(u"the certificate is not valid before %1, and here it is %2"_s.arg(
                          from.toString(Qt::ISODate), here),
                      u"check the clocks of both machines"_s);
    }
    if (now > until.addDuration(ClockTolerance)) {
        return refuse(
            u"the certificate expired on %1, and here it is %2"_s.arg(until.toString(Qt::ISODate), here),
            u"check the clocks of both machines; else make a new certificate for the same key"_s);
    }
    return {};
}

} // namespace muster
