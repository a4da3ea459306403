// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/nodeid.h"
#include "shared/tls/opensslptr.h"

#include <QByteArray>
#include <QDateTime>
#include <QTimeZone>

#include <memory>

namespace muster {

/// What a program is known by: a private key (EC P-256) and a self-signed certificate for it. A cheap copy.
///
/// The certificate only carries the key; trust is in the pinned node id. Its dates are therefore chosen so
/// that no clock locks a node out: valid from 1970, where machines without a battery-backed clock start,
/// until 20 years after its making, or after 2026 where the maker's clock was plainly wrong.
class Identity
{
public:
    struct Validity
    {
        QDateTime from;
        QDateTime until;
    };

    /// The dates described above, for a certificate made at `now`.
    [[nodiscard]] static Validity usualValidity(const QDateTime &now);

    /// Makes a new key. Errors: Internal, when the system has no randomness or no P-256.
    [[nodiscard]] static Result<Identity>
    generate(const Validity &validity = usualValidity(QDateTime::currentDateTimeUtc()));

    /// Reads what toPem() wrote: a certificate and the unencrypted key that belongs to it, in any order.
    /// Errors: Invalid, saying which part is missing, broken or does not match.
    [[nodiscard]] static Result<Identity> fromPem(QByteArrayView pem);

    /// Certificate and private key: a secret. Empty when there is no memory for it.
    [[nodiscard]] QByteArray toPem() const;

    [[nodiscard]] const NodeId &nodeId() const { return m_nodeId; }
    [[nodiscard]] EVP_PKEY *key() const { return m_key.get(); } ///< borrowed
    [[nodiscard]] X509 *certificate() const { return m_certificate.get(); } ///< borrowed

private:
    Identity(KeyPtr key, CertificatePtr certificate);

    std::shared_ptr<EVP_PKEY> m_key;
    std::shared_ptr<X509> m_certificate;
    NodeId m_nodeId;
};

} // namespace muster
