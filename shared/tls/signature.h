// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/identity.h"
#include "shared/tls/nodeid.h"

#include <QByteArray>
#include <QByteArrayView>

namespace muster {

/// A statement's proof: the public key it was made with, and the signature.
struct Signature
{
    QByteArray publicKey; ///< SubjectPublicKeyInfo in DER
    QByteArray bytes; ///< ECDSA over P-256 with SHA-256, in DER (RFC 3279, section 2.2.3)
};

/// Signs with an identity's key. @param purpose what the bytes are for, so that a signature for one purpose
/// is none for another. Errors: Internal.
[[nodiscard]] Result<Signature> sign(const Identity &signer, QByteArrayView purpose, QByteArrayView bytes);

/// @return who signed. Errors: Invalid when the key is none of P-256 or the signature is not its.
[[nodiscard]] Result<NodeId> verify(const Signature &signature, QByteArrayView purpose, QByteArrayView bytes);

} // namespace muster
