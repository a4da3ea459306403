// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/nodeid.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace muster;

class TestNodeId : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEightGroupsOfSeven();
    void readsWhatItWrote();
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void rejects_data();
    void rejects();
    void noticesEachWrongCharacter();
    void noticesEachSwapOfNeighbours();
    void shortFormIsTheFirstGroup();

private:
    NodeId m_id = NodeId::ofPublicKey("a public key");
};

void TestNodeId::showsEightGroupsOfSeven()
{
    const QStringList groups = m_id.toString().split(u'-');
    QCOMPARE(groups.size(), 8);
    for (const QString &group : groups)
        QCOMPARE(group.size(), 7);
    QVERIFY(NodeId().toString().isEmpty());
}

void TestNodeId::readsWhatItWrote()
{
    const auto parsed = NodeId::parse(m_id.toString());
    QVERIFY(parsed);
    QCOMPARE(*parsed, m_id);
    QCOMPARE(parsed->digest().size(), NodeId::DigestBytes);
}

void TestNodeId::readsWhatPeopleType_data()
{
    const QString text = m_id.toString();
    QTest::addColumn<QString>("typed");
    QTest::newRow("lower case") << text.toLower();
    QTest::newRow("no dashes") << QString(text).remove(u'-');
    QTest::newRow("spaces for dashes") << u"  "_s + QString(text).replace(u'-', u' ') + u'\n';
    QTest::newRow("0 for O") << QString(text).replace(u'O', u'0');
    QTest::newRow("1 for I") << QString(text).replace(u'I', u'1');
    QTest::newRow("8 for B") << QString(text).replace(u'B', u'8');
}

void TestNodeId::readsWhatPeopleType()
{
    QFETCH(QString, typed);
    const auto parsed = NodeId::parse(typed);
    QVERIFY(parsed);
    QCOMPARE(*parsed, m_id);
}

void TestNodeId::rejects_data()
{
    const QString text = m_id.toString();
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("fault");
    QTest::newRow("empty") << u""_s << u"this one has 0"_s;
    QTest::newRow("one group short") << text.chopped(8) << u"this one has 49"_s;
    QTest::newRow("one character more") << text + u'A' << u"this one has 57"_s;
    QTest::newRow("9 is no character of it") << u'9' + text.sliced(1) << u"digits 2-7"_s;
    QTest::newRow("beyond Latin-1") << QChar(0x0141) + text.sliced(1) << u"digits 2-7"_s;
    QTest::newRow("wrong in the third group")
        << text.first(17) + (text[17] == u'A' ? u'C' : u'A') + text.sliced(18) << u"groups 3 and 4"_s;
}

void TestNodeId::rejects()
{
    QFETCH(QString, typed);
    QFETCH(QString, fault);
    const auto parsed = NodeId::parse(typed);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QVERIFY2(parsed.error().text.contains(fault), qPrintable(parsed.error().text));
}

void TestNodeId::noticesEachWrongCharacter()
{
    const QString text = m_id.toString().remove(u'-');
    for (qsizetype at = 0; at < text.size(); ++at) {
        for (const char16_t other : u"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"_s.toStdU16String()) {
            QString wrong = text;
            wrong[at] = other;
            if (wrong != text)
                QVERIFY2(!NodeId::parse(wrong), qPrintable(wrong));
        }
    }
}

void TestNodeId::noticesEachSwapOfNeighbours()
{
    for (int n = 0; n < 50; ++n) {
        const QString text = NodeId::ofPublicKey(QByteArray::number(n)).toString().remove(u'-');
        for (qsizetype at = 1; at < text.size(); ++at) {
            QString swapped = text;
            std::swap(swapped[at - 1], swapped[at]);
            if (swapped != text)
                QVERIFY2(!NodeId::parse(swapped), qPrintable(swapped));
        }
    }
}

void TestNodeId::shortFormIsTheFirstGroup()
{
    QCOMPARE(m_id.shortForm(), m_id.toString().section(u'-', 0, 0));
    QVERIFY(NodeId().shortForm().isEmpty());
}

QTEST_GUILESS_MAIN(TestNodeId)
#include "tst_nodeid.moc"
