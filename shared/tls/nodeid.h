// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <compare>

namespace muster {

/// Who a node is: the SHA-256 of its public key (SubjectPublicKeyInfo in DER). Names and addresses may
/// change, this not.
///
/// Shown as eight groups of seven characters, "ABCDEFG-HIJKLMN-...": the 256 bits in base32 are 52
/// characters; each 13 of them carry one check character behind them, so each pair of groups proves itself.
class NodeId
{
public:
    static constexpr qsizetype DigestBytes = 32;
    static constexpr qsizetype Characters = 56; ///< without dashes

    NodeId() = default; ///< nobody

    /// @param spki a public key as SubjectPublicKeyInfo in DER.
    [[nodiscard]] static NodeId ofPublicKey(QByteArrayView spki);

    /// The text in any case, with or without dashes and spaces, with 0 1 8 for O I B.
    /// Errors: Invalid, saying whether the length, a character or a check character is wrong, and where.
    [[nodiscard]] static Result<NodeId> parse(QStringView text);

    [[nodiscard]] bool isNull() const { return m_digest.isEmpty(); }
    [[nodiscard]] const QByteArray &digest() const { return m_digest; } ///< DigestBytes, or empty for nobody

    /// The canonical full form; empty for nobody.
    [[nodiscard]] QString toString() const;
    /// The first group, for people: 35 bits, enough to tell a fleet's nodes apart, never to prove who one is.
    [[nodiscard]] QString shortForm() const;

    friend bool operator==(const NodeId &, const NodeId &) = default;
    friend std::strong_ordering operator<=>(const NodeId &left, const NodeId &right)
    {
        return left.m_digest.compare(right.m_digest) <=> 0;
    }
    friend size_t qHash(const NodeId &id, size_t seed = 0) { return qHash(id.m_digest, seed); }

private:
    explicit NodeId(const QByteArray &digest)
        : m_digest(digest)
    {
    }

    QByteArray m_digest;
};

} // namespace muster
