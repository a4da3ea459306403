// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/identity.h"

#include "shared/tls/peercertificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr int ValidYears = 20;
constexpr int SerialBytes = 16;

std::unexpected<Error> unusable(const QString &text)
{
    ERR_clear_error();
    return fail(ErrorCode::Invalid, text);
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    const bool isAdded = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return isAdded;
}

bool setRandomSerial(X509 *certificate)
{
    std::array<unsigned char, SerialBytes> bytes;
    if (RAND_bytes(bytes.data(), SerialBytes) != 1)
        return false;
    bytes[0] &= 0x7fU; // positive, as X.509 demands
    BIGNUM *number = BN_bin2bn(bytes.data(), SerialBytes, nullptr);
    const bool isSet = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return isSet;
}

bool setName(X509 *certificate)
{
    constexpr unsigned char Name[] = "muster node";
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC, Name, sizeof Name - 1, -1, 0)
           && X509_set_issuer_name(certificate, name);
}

bool setValidity(X509 *certificate, const Identity::Validity &validity)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), validity.from.toSecsSinceEpoch())
           && ASN1_TIME_set(X509_getm_notAfter(certificate), validity.until.toSecsSinceEpoch());
}

CertificatePtr makeCertificate(EVP_PKEY *key, const Identity::Validity &validity)
{
    CertificatePtr certificate(X509_new());
    X509 *x = certificate.get();
    const bool isMade = x && X509_set_version(x, X509_VERSION_3) && setRandomSerial(x) && setName(x)
                        && setValidity(x, validity) && X509_set_pubkey(x, key)
                        && addExtension(x, NID_basic_constraints, "critical,CA:FALSE")
                        && addExtension(x, NID_key_usage, "critical,digitalSignature")
                        && addExtension(x, NID_ext_key_usage, "serverAuth,clientAuth")
                        && X509_sign(x, key, EVP_sha256()) > 0;
    return isMade ? std::move(certificate) : CertificatePtr();
}

BioPtr readingBio(QByteArrayView bytes)
{
    return BioPtr(BIO_new_mem_buf(bytes.data(), int(bytes.size())));
}

/// Instead of asking for a password at the terminal.
int noPassword(char *, int, int, void *)
{
    return 0;
}

} // namespace

Identity::Validity Identity::usualValidity(const QDateTime &now)
{
    const QDateTime earliestPlausible(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
    return {QDateTime::fromSecsSinceEpoch(0, QTimeZone::UTC),
            std::max(now, earliestPlausible).addYears(ValidYears)};
}

Identity::Identity(KeyPtr key, CertificatePtr certificate)
    : m_key(std::move(key))
    , m_certificate(std::move(certificate))
    , m_nodeId(nodeIdOf(m_certificate.get()))
{
}

Result<Identity> Identity::generate(const Validity &validity)
{
    KeyPtr key(EVP_EC_gen("P-256"));
    CertificatePtr certificate = key ? makeCertificate(key.get(), validity) : CertificatePtr();
    if (!certificate) {
        const QString why = QString::fromLatin1(ERR_reason_error_string(ERR_peek_last_error()));
        ERR_clear_error();
        return fail(ErrorCode::Internal, u"cannot make a key and a certificate: %1"_s.arg(why));
    }
    return Identity(std::move(key), std::move(certificate));
}

Result<Identity> Identity::fromPem(QByteArrayView pem)
{
    const BioPtr certificateText = readingBio(pem);
    CertificatePtr certificate(PEM_read_bio_X509(certificateText.get(), nullptr, noPassword, nullptr));
    if (!certificate)
        return unusable(u"there is no readable certificate in it"_s);
    const BioPtr keyText = readingBio(pem);
    KeyPtr key(PEM_read_bio_PrivateKey(keyText.get(), nullptr, noPassword, nullptr));
    if (!key)
        return unusable(u"there is no readable, unencrypted private key in it"_s);
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return unusable(u"the private key does not belong to the certificate"_s);
    if (const auto accepted = checkKey(certificate.get()); !accepted)
        return fail(accepted.error());
    return Identity(std::move(key), std::move(certificate));
}

QByteArray Identity::toPem() const
{
    const BioPtr text(BIO_new(BIO_s_secmem()));
    if (!text || PEM_write_bio_X509(text.get(), m_certificate.get()) != 1
        || PEM_write_bio_PKCS8PrivateKey(text.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(text.get(), &data);
    return {data, size};
}

} // namespace muster
