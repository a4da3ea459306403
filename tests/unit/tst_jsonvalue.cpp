// SPDX-License-Identifier: Apache-2.0
#include "shared/json/jsonvalue.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Max = 1024 * 1024;

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestJsonValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsKindsApart()
    {
        JsonParser parser;
        const auto value = parser.parse(R"({"n":null,"b":true,"i":-5,"d":2.5,"s":"x","a":[1],"o":{}})", Max);
        QVERIFY(value);
        QVERIFY(value->find("n")->isNull());
        QCOMPARE(value->find("b")->toBool(), true);
        QCOMPARE(value->find("i")->toInteger(), -5);
        QCOMPARE(value->find("i")->toDouble(), -5.0);
        QCOMPARE(value->find("d")->toDouble(), 2.5);
        QVERIFY(!value->find("d")->toInteger());
        QCOMPARE(value->find("s")->toString(), u"x"_s);
        QCOMPARE(value->find("a")->size(), 1);
        QVERIFY(value->find("o")->isObject());
        QVERIFY(!value->find("absent"));
        QVERIFY(!value->find("s")->find("x"));
    }

    void keepsToTheDepthLimit()
    {
        JsonParser parser;
        QVERIFY(parser.parse(nested(JsonParser::MaxDepth - 1), Max));
        for (const int depth : {JsonParser::MaxDepth + 1, 100, 10'000, 400'000}) {
            const auto refused = parser.parse(nested(depth), Max);
            QVERIFY2(!refused, qPrintable(QString::number(depth)));
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
            QVERIFY2(refused.error().text.contains(u"nested deeper than 32"),
                     qPrintable(refused.error().text));
        }
        QVERIFY2(parser.parse("[1]", Max), "the parser must be usable after a refusal");
    }

    void keepsToTheSizeLimit()
    {
        JsonParser parser;
        const QByteArray text = '"' + QByteArray(98, 'x') + '"';
        QVERIFY(parser.parse(text, 100));
        const auto refused = parser.parse(text, 99);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }

    void refusesWhatIsNotJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray("  ");
        QTest::newRow("cut off") << QByteArray("{\"a\":");
        QTest::newRow("two values") << QByteArray("{} {}");
        QTest::newRow("bad UTF-8") << QByteArray("\"\xff\xfe\"");
        QTest::newRow("control character") << QByteArray("\"\x01\"");
        QTest::newRow("NUL inside") << QByteArray("{\0}", 3);
        QTest::newRow("garbage") << QByteArray("GET / HTTP/1.1");
    }

    void refusesWhatIsNotJson()
    {
        QFETCH(QByteArray, text);
        JsonParser parser;
        QCOMPARE(parser.parse(text, Max).error().code, ErrorCode::Invalid);
    }

    void worksAgainAfterALargeDocument()
    {
        JsonParser parser;
        QVERIFY(parser.parse('[' + QByteArray("1,").repeated(200'000) + "1]", Max));
        QCOMPARE(parser.parse("{\"a\":[1,2,3]}", Max)->find("a")->size(), 3);
        QVERIFY(parser.parse('[' + QByteArray("1,").repeated(300) + "1]", Max));
    }

    void givesBackCompactText()
    {
        JsonParser parser;
        QCOMPARE(parser.parse("{ \"a\" : [ 1 , \"\\u00e4\" ] }", Max)->toJson(),
                 QByteArray("{\"a\":[1,\"\xc3\xa4\"]}"));
    }
};

QTEST_APPLESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
