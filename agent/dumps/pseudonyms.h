// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace muster::agent {

/// Names for secrets, made with a key that never leaves the node: equal secrets have equal names, so that one
/// sees that two places use the same, and nobody can tell what it is. Immutable, for any thread.
class Pseudonyms
{
public:
    explicit Pseudonyms(QByteArray key)
        : m_key(std::move(key))
    {
    }
    /// The node's own, whose key is in this file, made where there is none. Errors: Io, Internal.
    [[nodiscard]] static Result<Pseudonyms> open(const QString &keyFile);

    /// "<redacted:3f5e0c9a1b2d>"
    [[nodiscard]] QByteArray of(QByteArrayView secret) const;

private:
    QByteArray m_key;
};

} // namespace muster::agent
