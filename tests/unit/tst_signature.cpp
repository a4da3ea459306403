// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/signature.h"

#include <QTest>

using namespace muster;

class TestSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoSigned()
    {
        const Identity signer = Identity::generate().value();
        const Signature signature = sign(signer, "test", "the very text").value();
        QCOMPARE(verify(signature, "test", "the very text").value(), signer.nodeId());
    }

    void holdsForItsTextAndPurposeOnly()
    {
        const Identity signer = Identity::generate().value();
        const Signature signature = sign(signer, "test", "the very text").value();
        QCOMPARE(verify(signature, "test", "another text").error().code, ErrorCode::Invalid);
        QCOMPARE(verify(signature, "tes", "tthe very text").error().code, ErrorCode::Invalid);
        QCOMPARE(verify(signature, "other", "the very text").error().code, ErrorCode::Invalid);
    }

    void holdsForItsKeyOnly()
    {
        Signature signature = sign(Identity::generate().value(), "test", "text").value();
        signature.publicKey = sign(Identity::generate().value(), "test", "text").value().publicKey;
        QCOMPARE(verify(signature, "test", "text").error().code, ErrorCode::Invalid);
    }

    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        const QByteArray good = sign(Identity::generate().value(), "test", "text").value().publicKey;
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no key at all") << QByteArray(91, 'x');
        QTest::newRow("half a key") << good.first(40);
        QTest::newRow("more than a key") << good + "more";
    }

    void refusesWhatIsNoKey()
    {
        QFETCH(QByteArray, key);
        Signature signature = sign(Identity::generate().value(), "test", "text").value();
        signature.publicKey = key;
        QCOMPARE(verify(signature, "test", "text").error().code, ErrorCode::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestSignature)
#include "tst_signature.moc"
