// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/opensslptr.h"

#include <QByteArray>
#include <QByteArrayView>

namespace muster {

/// SHA-256 of bytes that come piece by piece, by OpenSSL: it uses the processor's instructions, which
/// QCryptographicHash does not. Begins anew after each result().
class Sha256
{
public:
    static constexpr qsizetype Bytes = 32;

    Sha256();

    void add(QByteArrayView bytes);
    /// Bytes of them, raw.
    [[nodiscard]] QByteArray result();

private:
    std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>> m_context;
};

} // namespace muster
