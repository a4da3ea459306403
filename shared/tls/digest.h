// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>

namespace muster {

/// SHA-256 over the parts one after the other. Unambiguous only if all parts but the last have a fixed
/// length.
[[nodiscard]] QByteArray sha256(std::initializer_list<QByteArrayView> parts);

/// HMAC-SHA-256 (RFC 2104), with parts as in sha256().
[[nodiscard]] QByteArray hmacSha256(QByteArrayView key, std::initializer_list<QByteArrayView> parts);

/// HKDF-SHA-256 (RFC 5869). @param bytes 1..32
[[nodiscard]] QByteArray hkdfSha256(QByteArrayView secret, QByteArrayView salt, QByteArrayView info,
                                    qsizetype bytes);

/// Compares in a time that tells only whether the sizes are equal.
[[nodiscard]] bool isEqualSecret(QByteArrayView left, QByteArrayView right);

/// From the generator for keys. Errors: Internal when the system has no randomness.
[[nodiscard]] Result<QByteArray> randomBytes(qsizetype count);

} // namespace muster
