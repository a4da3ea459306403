// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/enrolmenttoken.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace muster;

class TestEnrolmentToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothSidesProveThatTheyKnowIt();
    void knownProof();
    void isBoundToTheSession_data();
    void isBoundToTheSession();
    void anotherTokenProvesNothing();
    void verifierCannotMakeAProof();
    void nodeWithoutTheTokenIsNoticed();
    void brokenProofs_data();
    void brokenProofs();
    void readsWhatItWrote();
    void rejects_data();
    void rejects();
    void verifierSurvivesStoring();

private:
    EnrolmentToken m_token = *EnrolmentToken::generate();
    EnrolmentSession m_session{NodeId::ofPublicKey("console"), NodeId::ofPublicKey("node"),
                               QByteArray(EnrolmentNonceBytes, 'c'), QByteArray(EnrolmentNonceBytes, 'n')};
};

void TestEnrolmentToken::bothSidesProveThatTheyKnowIt()
{
    const EnrolmentVerifier verifier = m_token.verifier();
    QVERIFY(verifier.check(m_token.proof(m_session), m_session));
    QVERIFY(m_token.checkAnswer(verifier.answer(m_session), m_session));
}

void TestEnrolmentToken::knownProof()
{
    // Computed apart from this program. Two versions of it must agree: never to change without new labels.
    const auto token = EnrolmentToken::parse(u"ABCDEFGHIJK-LMNOPQRSTUV-WXYZ234567B"_s);
    QVERIFY2(token, token ? "" : qPrintable(token.error().text));
    QCOMPARE(token->proof(m_session).toHex(),
             "0f4c8f133c966fe708b216baea2ce0ebdcbff804454d8ed6c54450025bb6e83a");
    QCOMPARE(token->verifier().answer(m_session).toHex(),
             "8c235c6fded047ccb22793be7a9d4426346b07290d067734d12ec3a3ac80bcac");
}

void TestEnrolmentToken::isBoundToTheSession_data()
{
    const QByteArray otherNonce(EnrolmentNonceBytes, 'x');
    const NodeId otherNode = NodeId::ofPublicKey("in between");
    QTest::addColumn<EnrolmentSession>("other");
    const EnrolmentSession &s = m_session;
    QTest::newRow("another console") << EnrolmentSession{otherNode, s.node, s.consoleNonce, s.nodeNonce};
    QTest::newRow("another node") << EnrolmentSession{s.console, otherNode, s.consoleNonce, s.nodeNonce};
    QTest::newRow("another console's nonce") << EnrolmentSession{s.console, s.node, otherNonce, s.nodeNonce};
    QTest::newRow("another node's nonce") << EnrolmentSession{s.console, s.node, s.consoleNonce, otherNonce};
    QTest::newRow("no nonces") << EnrolmentSession{s.console, s.node, {}, {}};
}

void TestEnrolmentToken::isBoundToTheSession()
{
    QFETCH(EnrolmentSession, other);
    const EnrolmentVerifier verifier = m_token.verifier();
    QVERIFY(!verifier.check(m_token.proof(m_session), other));
    QVERIFY(!m_token.checkAnswer(verifier.answer(m_session), other));
}

void TestEnrolmentToken::anotherTokenProvesNothing()
{
    const EnrolmentToken other = *EnrolmentToken::generate();
    const auto checked = m_token.verifier().check(other.proof(m_session), m_session);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::Forbidden);
}

void TestEnrolmentToken::verifierCannotMakeAProof()
{
    // Who reads the node's files has these bytes.
    const EnrolmentVerifier verifier = m_token.verifier();
    const QByteArray bytes = verifier.toBytes();
    QVERIFY(!verifier.check(bytes.first(32), m_session));
    QVERIFY(!verifier.check(bytes.last(32), m_session));
    QVERIFY(!verifier.check(verifier.answer(m_session), m_session));
}

void TestEnrolmentToken::nodeWithoutTheTokenIsNoticed()
{
    const EnrolmentToken other = *EnrolmentToken::generate();
    QVERIFY(!m_token.checkAnswer(other.verifier().answer(m_session), m_session));
    QVERIFY(!m_token.checkAnswer(m_token.proof(m_session), m_session)); // its own proof sent back
    QVERIFY(!m_token.checkAnswer({}, m_session));
}

void TestEnrolmentToken::brokenProofs_data()
{
    const QByteArray proof = m_token.proof(m_session);
    QByteArray flipped = proof;
    flipped[31] = char(flipped[31] ^ 1);
    QTest::addColumn<QByteArray>("proof");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a byte short") << proof.chopped(1);
    QTest::newRow("a byte more") << QByteArray(proof + '\0');
    QTest::newRow("one bit wrong") << flipped;
}

void TestEnrolmentToken::brokenProofs()
{
    QFETCH(QByteArray, proof);
    QVERIFY(!m_token.verifier().check(proof, m_session));
}

void TestEnrolmentToken::readsWhatItWrote()
{
    const QString text = m_token.toString();
    QVERIFY(QRegularExpression(u"^([A-Z2-7]{11}-){2}[A-Z2-7]{11}$"_s).match(text).hasMatch());
    for (const QString &typed :
         {text, text.toLower(), QString(text).remove(u'-'), QString(text).replace(u'O', u'0')}) {
        const auto parsed = EnrolmentToken::parse(typed);
        QVERIFY(parsed);
        QCOMPARE(parsed->toString(), text);
    }
}

void TestEnrolmentToken::rejects_data()
{
    const QString text = m_token.toString();
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << QString();
    QTest::newRow("a character short") << text.chopped(1);
    QTest::newRow("a character more") << text + u'A';
    QTest::newRow("not of the alphabet") << text.chopped(1) + u'9';
    QTest::newRow("a character wrong") << (text[0] == u'A' ? u'C' : u'A') + text.sliced(1);
}

void TestEnrolmentToken::rejects()
{
    QFETCH(QString, typed);
    const auto parsed = EnrolmentToken::parse(typed);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QVERIFY(typed.isEmpty() || !parsed.error().text.contains(typed));
}

void TestEnrolmentToken::verifierSurvivesStoring()
{
    const auto read = EnrolmentVerifier::fromBytes(m_token.verifier().toBytes());
    QVERIFY(read);
    QVERIFY(read->check(m_token.proof(m_session), m_session));
    QVERIFY(!EnrolmentVerifier::fromBytes(m_token.verifier().toBytes().chopped(1)));
    QVERIFY(!EnrolmentVerifier::fromBytes({}));
}

QTEST_GUILESS_MAIN(TestEnrolmentToken)
#include "tst_enrolmenttoken.moc"
