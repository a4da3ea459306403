// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/nodeid.h"

#include <QByteArray>
#include <QString>

namespace muster {

// Enrolment, when no person is at the node: the console proves that it was given the node's token, without
// sending it. The exchange is SCRAM's (RFC 5802) with a token too random to be guessed in place of a salted
// password:
//
//  1. console -> node: its nonce;  node -> console: its nonce   Fresh: an old proof does not fit.
//  2. console -> node: EnrolmentToken::proof()                  Bound to both keys: who sits in between, with
//  a key of
//                                                               its own, can neither use nor pass on the
//                                                               proof.
//  3. node: EnrolmentVerifier::check(), once a token
//  4. node -> console: EnrolmentVerifier::answer(), which EnrolmentToken::checkAnswer() tests
//                                                               An impostor without the token cannot pose as
//                                                               the node.
//
// The node keeps the verifier only: who reads its files learns no token and cannot enrol with what is there.

/// What both sides put into the proofs. Ids are those of the TLS certificates.
struct EnrolmentSession
{
    NodeId console;
    NodeId node;
    QByteArray consoleNonce; ///< fresh, EnrolmentNonceBytes
    QByteArray nodeNonce; ///< fresh, EnrolmentNonceBytes
};

constexpr qsizetype EnrolmentNonceBytes = 32;

/// The node's side. Safe to store.
class EnrolmentVerifier
{
public:
    /// Errors: Invalid for bytes that toBytes() cannot have made.
    [[nodiscard]] static Result<EnrolmentVerifier> fromBytes(const QByteArray &bytes);
    [[nodiscard]] QByteArray toBytes() const { return m_storedKey + m_serverKey; }

    /// Errors: Forbidden, not telling why.
    [[nodiscard]] Result<void> check(QByteArrayView proof, const EnrolmentSession &session) const;
    /// The node's own proof; only for who passed check().
    [[nodiscard]] QByteArray answer(const EnrolmentSession &session) const;

private:
    friend class EnrolmentToken;
    EnrolmentVerifier() = default;

    QByteArray m_storedKey;
    QByteArray m_serverKey;
};

/// A one-time secret of 160 random bits, printed as 32 base32 characters and a check character, in three
/// groups.
class EnrolmentToken
{
public:
    /// Errors: Internal when the system has no randomness.
    [[nodiscard]] static Result<EnrolmentToken> generate();

    /// In any case, with or without dashes, with 0 1 8 for O I B. Errors: Invalid, naming the fault but not
    /// the token.
    [[nodiscard]] static Result<EnrolmentToken> parse(QStringView typed);

    [[nodiscard]] QString toString() const; ///< a secret
    [[nodiscard]] EnrolmentVerifier verifier() const;

    [[nodiscard]] QByteArray proof(const EnrolmentSession &session) const;
    /// Errors: Forbidden, when the node has not proven to know the token.
    [[nodiscard]] Result<void> checkAnswer(QByteArrayView answer, const EnrolmentSession &session) const;

private:
    explicit EnrolmentToken(const QByteArray &secret)
        : m_secret(secret)
    {
    }

    QByteArray m_secret;
};

} // namespace muster
