// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/nodeid.h"

#include <QByteArray>
#include <QString>

namespace muster {

// Pairing, when a person is at each end and compares a code. Pure functions; the messages carry what they
// return.
//
//  1. console -> node: commitment(console's nonce)    Neither side has shown its nonce, so nobody can yet
//  compute a code.
//  2. node -> console: its nonce                      Fresh, so an old exchange cannot be played again.
//  3. console -> node: its nonce                      The node goes on only after checkCommitment().
//  4. both show pairingCode()                         The persons compare; the node pins the console's id,
//  and reverse.
//
// Who sits in between has a key of its own, so the two codes differ: both ids go into them. To make them
// equal by chance it would have to choose a nonce after it has seen the other's; step 1 fixes the console's
// before the node's exists, and the node answers only once. What is left is one guess in 2^50 a request,
// while a person watches.

/// The part a program plays in a pairing.
enum class PairingRole : char { Console = 'C', Node = 'N' };

/// One side of a pairing.
struct PairingSide
{
    NodeId id; ///< from the TLS certificate, never from a message
    QByteArray nonce; ///< PairingNonceBytes
};

constexpr qsizetype PairingNonceBytes = 32;

/// Fresh random bytes. Errors: Internal when the system has none.
[[nodiscard]] Result<QByteArray> makePairingNonce();

/// SHA-256 over a label, the role, the nonce and the id. Role and id keep one side from returning the other's
/// own.
[[nodiscard]] QByteArray commitment(PairingRole role, const PairingSide &side);

/// Whether a revealed nonce is the one that `committed` was made for. Errors: Forbidden, when it is not or
/// has another length than it must.
[[nodiscard]] Result<void> checkCommitment(QByteArrayView committed, PairingRole role,
                                           const PairingSide &side);

/// What both persons see: 50 bits as ten base32 characters, "ABCDE-FGHIJ". The same on both sides exactly if
/// both see the same two keys and nonces.
class PairingCode
{
public:
    [[nodiscard]] static PairingCode of(const PairingSide &console, const PairingSide &node);

    /// In any case, with or without dash, with 0 1 8 for O I B. Errors: Invalid, naming the fault.
    [[nodiscard]] static Result<PairingCode> parse(QStringView typed);

    [[nodiscard]] QString toString() const;
    /// Takes the same time whatever differs.
    friend bool operator==(const PairingCode &left, const PairingCode &right);

private:
    explicit PairingCode(const QByteArray &characters)
        : m_characters(characters)
    {
    }

    QByteArray m_characters;
};

} // namespace muster
