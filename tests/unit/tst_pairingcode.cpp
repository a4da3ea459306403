// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/digest.h"
#include "shared/tls/pairingcode.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace muster;

class TestPairingCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void derivesKeysAsRfc5869Does();
    void bothSidesSeeTheSameCode();
    void knownCode();
    void differsWithEachInput_data();
    void differsWithEachInput();
    void whoSitsInBetweenCannotMakeCodesEqual();
    void commitmentFixesTheNonce_data();
    void commitmentFixesTheNonce();
    void noncesAreFresh();
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void rejects_data();
    void rejects();

private:
    PairingSide m_console{NodeId::ofPublicKey("console"), QByteArray(PairingNonceBytes, 'c')};
    PairingSide m_node{NodeId::ofPublicKey("node"), QByteArray(PairingNonceBytes, 'n')};
};

void TestPairingCode::derivesKeysAsRfc5869Does()
{
    // Appendix A.1, the first 32 of its 42 bytes.
    const QByteArray key =
        hkdfSha256(QByteArray(22, '\x0b'), QByteArray::fromHex("000102030405060708090a0b0c"),
                   QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9"), 32);
    QCOMPARE(key.toHex(), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

void TestPairingCode::bothSidesSeeTheSameCode()
{
    const PairingCode atConsole = PairingCode::of(m_console, m_node);
    const PairingCode atNode = PairingCode::of(m_console, m_node);
    QVERIFY(atConsole == atNode);
    QVERIFY(QRegularExpression(u"^[A-Z2-7]{5}-[A-Z2-7]{5}$"_s).match(atNode.toString()).hasMatch());
}

void TestPairingCode::knownCode()
{
    // Computed apart from this program. Two versions of it must agree: never to change without a new label.
    QCOMPARE(PairingCode::of(m_console, m_node).toString(), u"E6CLR-RQQX7"_s);
    QCOMPARE(commitment(PairingRole::Console, m_console).toHex(),
             "2c8418fb4b4bab933ab58fdcb99284736390a4ed843db3d55a7f9c3fc0db4df1");
}

void TestPairingCode::differsWithEachInput_data()
{
    QTest::addColumn<PairingSide>("console");
    QTest::addColumn<PairingSide>("node");
    QTest::newRow("console's key") << PairingSide{NodeId::ofPublicKey("other"), m_console.nonce} << m_node;
    QTest::newRow("console's nonce") << PairingSide{m_console.id, QByteArray(PairingNonceBytes, 'x')}
                                     << m_node;
    QTest::newRow("node's key") << m_console << PairingSide{NodeId::ofPublicKey("other"), m_node.nonce};
    QTest::newRow("node's nonce") << m_console << PairingSide{m_node.id, QByteArray(PairingNonceBytes, 'x')};
    QTest::newRow("roles swapped") << m_node << m_console;
}

void TestPairingCode::differsWithEachInput()
{
    QFETCH(PairingSide, console);
    QFETCH(PairingSide, node);
    QVERIFY(PairingCode::of(console, node) != PairingCode::of(m_console, m_node));
}

void TestPairingCode::whoSitsInBetweenCannotMakeCodesEqual()
{
    const NodeId middle = NodeId::ofPublicKey("in between");
    // It repeats each side's nonce to the other: the best it can do without a guess.
    const PairingCode atConsole = PairingCode::of(m_console, {middle, m_node.nonce});
    const PairingCode atNode = PairingCode::of({middle, m_console.nonce}, m_node);
    QVERIFY(atConsole != atNode);
}

void TestPairingCode::commitmentFixesTheNonce_data()
{
    QTest::addColumn<PairingRole>("role");
    QTest::addColumn<PairingSide>("revealed");
    QTest::addColumn<bool>("fits");
    QTest::newRow("as committed") << PairingRole::Console << m_console << true;
    QTest::newRow("another nonce") << PairingRole::Console
                                   << PairingSide{m_console.id, QByteArray(PairingNonceBytes, 'x')} << false;
    QTest::newRow("another key") << PairingRole::Console << PairingSide{m_node.id, m_console.nonce} << false;
    QTest::newRow("another role") << PairingRole::Node << m_console << false;
    QTest::newRow("short nonce") << PairingRole::Console
                                 << PairingSide{m_console.id, m_console.nonce.chopped(1)} << false;
    QTest::newRow("no nonce") << PairingRole::Console << PairingSide{m_console.id, {}} << false;
}

void TestPairingCode::commitmentFixesTheNonce()
{
    QFETCH(PairingRole, role);
    QFETCH(PairingSide, revealed);
    QFETCH(bool, fits);
    const auto checked = checkCommitment(commitment(PairingRole::Console, m_console), role, revealed);
    QCOMPARE(checked.has_value(), fits);
    if (!checked)
        QCOMPARE(checked.error().code, ErrorCode::Forbidden);
    QVERIFY(!checkCommitment({}, role, revealed));
}

void TestPairingCode::noncesAreFresh()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(makePairingNonce().value());
    QCOMPARE(seen.size(), 100);
    QCOMPARE(seen.begin()->size(), PairingNonceBytes);
}

void TestPairingCode::readsWhatPeopleType_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("as shown") << u"ABIOE-FGH27"_s;
    QTest::newRow("lower case, no dash") << u"abioefgh27"_s;
    QTest::newRow("spaces") << u" ABIOE FGH27\n"_s;
    QTest::newRow("0, 1 and 8") << u"A810E-FGH27"_s;
}

void TestPairingCode::readsWhatPeopleType()
{
    QFETCH(QString, typed);
    const auto code = PairingCode::parse(typed);
    QVERIFY(code);
    QCOMPARE(code->toString(), u"ABIOE-FGH27"_s);
}

void TestPairingCode::rejects_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << QString();
    QTest::newRow("nine characters") << u"ABCDE-FGHI"_s;
    QTest::newRow("eleven characters") << u"ABCDE-FGHIJK"_s;
    QTest::newRow("9 is no character of it") << u"ABCDE-FGHI9"_s;
    QTest::newRow("other script") << u"ABCDE-FGHI\u0416"_s;
}

void TestPairingCode::rejects()
{
    QFETCH(QString, typed);
    const auto code = PairingCode::parse(typed);
    QVERIFY(!code);
    QCOMPARE(code.error().code, ErrorCode::Invalid);
    QCOMPARE(code.error().field, u"code"_s);
}

QTEST_GUILESS_MAIN(TestPairingCode)
#include "tst_pairingcode.moc"
