// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/enrolmenttoken.h"

#include "shared/tls/base32.h"
#include "shared/tls/digest.h"

using namespace Qt::StringLiterals;

namespace muster {

namespace {

// Labels keep a value of one purpose from being taken for one of another.
constexpr QByteArrayView ClientKeyLabel = "muster enrolment console key v1";
constexpr QByteArrayView ServerKeyLabel = "muster enrolment node key v1";
constexpr QByteArrayView ProofLabel = "muster enrolment proof v1";
constexpr QByteArrayView AnswerLabel = "muster enrolment answer v1";

constexpr qsizetype SecretBytes = 20;
constexpr qsizetype SecretCharacters = 32;
constexpr qsizetype GroupCharacters = 11;
constexpr qsizetype KeyBytes = 32;

QByteArray signedSession(QByteArrayView key, QByteArrayView label, const EnrolmentSession &session)
{
    return hmacSha256(key, {label, session.console.digest(), session.node.digest(), session.consoleNonce,
                            session.nodeNonce});
}

QByteArray combined(QByteArray left, QByteArrayView right)
{
    for (qsizetype i = 0; i < left.size(); ++i)
        left[i] = char(left[i] ^ right[i]);
    return left;
}

bool hasWholeNonces(const EnrolmentSession &session)
{
    return session.consoleNonce.size() == EnrolmentNonceBytes
           && session.nodeNonce.size() == EnrolmentNonceBytes;
}

} // namespace

Result<EnrolmentVerifier> EnrolmentVerifier::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() != 2 * KeyBytes)
        return fail(ErrorCode::Invalid, u"an enrolment verifier has %1 bytes"_s.arg(2 * KeyBytes),
                    u"verifier"_s);
    EnrolmentVerifier verifier;
    verifier.m_storedKey = bytes.first(KeyBytes);
    verifier.m_serverKey = bytes.last(KeyBytes);
    return verifier;
}

Result<void> EnrolmentVerifier::check(QByteArrayView proof, const EnrolmentSession &session) const
{
    if (proof.size() == KeyBytes && hasWholeNonces(session)) {
        const QByteArray clientKey = combined(signedSession(m_storedKey, ProofLabel, session), proof);
        if (isEqualSecret(sha256({clientKey}), m_storedKey))
            return {};
    }
    return fail(ErrorCode::Forbidden, u"the enrolment token is not valid here"_s, u"proof"_s);
}

QByteArray EnrolmentVerifier::answer(const EnrolmentSession &session) const
{
    return signedSession(m_serverKey, AnswerLabel, session);
}

Result<EnrolmentToken> EnrolmentToken::generate()
{
    return randomBytes(SecretBytes).transform([](const QByteArray &secret) {
        return EnrolmentToken(secret);
    });
}

Result<EnrolmentToken> EnrolmentToken::parse(QStringView typed)
{
    const auto invalid = [](const QString &text) { return fail(ErrorCode::Invalid, text, u"token"_s); };
    const auto characters = base32::tidied(typed);
    if (!characters)
        return invalid(u"a token consists of the letters A-Z, the digits 2-7 and dashes"_s);
    if (characters->size() != SecretCharacters + 1) {
        return invalid(u"a token has %1 letters and digits, this one has %2"_s.arg(SecretCharacters + 1)
                           .arg(characters->size()));
    }
    const QByteArrayView data = QByteArrayView(*characters).first(SecretCharacters);
    const auto secret = base32::decode(data);
    if (!secret || base32::checkCharacter(data) != characters->back())
        return invalid(u"the token contains a typing error"_s);
    return EnrolmentToken(*secret);
}

QString EnrolmentToken::toString() const
{
    const QByteArray data = base32::encode(m_secret);
    return base32::grouped(data + base32::checkCharacter(data), GroupCharacters);
}

EnrolmentVerifier EnrolmentToken::verifier() const
{
    EnrolmentVerifier verifier;
    verifier.m_storedKey = sha256({hmacSha256(m_secret, {ClientKeyLabel})});
    verifier.m_serverKey = hmacSha256(m_secret, {ServerKeyLabel});
    return verifier;
}

QByteArray EnrolmentToken::proof(const EnrolmentSession &session) const
{
    const QByteArray clientKey = hmacSha256(m_secret, {ClientKeyLabel});
    return combined(clientKey, signedSession(sha256({clientKey}), ProofLabel, session));
}

Result<void> EnrolmentToken::checkAnswer(QByteArrayView answer, const EnrolmentSession &session) const
{
    if (isEqualSecret(answer, verifier().answer(session)))
        return {};
    return fail(ErrorCode::Forbidden,
                u"the node could not prove that it made this token; somebody may be posing as it"_s,
                u"answer"_s);
}

} // namespace muster
