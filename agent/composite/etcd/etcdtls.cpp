// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdtls.h"

#include "shared/store/atomicfile.h"

#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxPemBytes = 1024 * 1024;

std::unexpected<Error> useless(const QString &file, const QString &text, const char *key)
{
    return fail(Error{ErrorCode::Invalid, text, file, QString::fromLatin1(key),
                      u"it must hold PEM: -----BEGIN ..."_s});
}

Result<QList<QSslCertificate>> readCertificates(const QString &file, const char *key)
{
    const auto pem = readFile(file, MaxPemBytes);
    if (!pem)
        return fail(pem.error());
    const auto certificates = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (certificates.isEmpty())
        return useless(file, u"there is no certificate in the file"_s, key);
    return certificates;
}

Result<QSslKey> readKey(const QString &file)
{
    const auto pem = readFile(file, MaxPemBytes);
    if (!pem)
        return fail(pem.error());
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (QSslKey key(*pem, algorithm); !key.isNull())
            return key;
    }
    return useless(file, u"there is no EC or RSA key without a password in the file"_s, "etcd.keyFile");
}

} // namespace

Result<QSslConfiguration> etcdTls(const EtcdConfig &config)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!config.caFile.isEmpty()) {
        const auto authorities = readCertificates(config.caFile, "etcd.caFile");
        if (!authorities)
            return fail(authorities.error());
        tls.setCaCertificates(*authorities);
    }
    if (!config.certificateFile.isEmpty()) {
        const auto chain = readCertificates(config.certificateFile, "etcd.certificateFile");
        if (!chain)
            return fail(chain.error());
        const auto key = readKey(config.keyFile);
        if (!key)
            return fail(key.error());
        tls.setLocalCertificateChain(*chain);
        tls.setPrivateKey(*key);
    }
    return tls;
}

} // namespace muster::agent
