// SPDX-License-Identifier: Apache-2.0
#include "shared/json/jsonlocation.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

class TestJsonLocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFields_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const QByteArray text = "{\n"
                                "  \"a\": 1,\n"
                                "  \"listen\": { \"hosts\": [\"x\", \"}\"],\n"
                                "    \"port\": 7 },\n"
                                "  \"units\": [ {}, {\"name\": \"\\\"]\"},\n"
                                "     [1, [2, 3]],\n"
                                "     { \"name\" : null } ],\n"
                                "  \"dotted.key\": {\"in\": 1}, \"deep\": [[1],[2,\n 3]]\n"
                                "}\n";
        QTest::newRow("the whole") << text << u""_s << 1 << 1;
        QTest::newRow("member") << text << u"a"_s << 2 << 3;
        QTest::newRow("member of a member") << text << u"listen.port"_s << 4 << 5;
        QTest::newRow("element") << text << u"listen.hosts[1]"_s << 3 << 30;
        QTest::newRow("member of an element") << text << u"units[3].name"_s << 7 << 8;
        QTest::newRow("behind a quoted bracket") << text << u"units[2]"_s << 6 << 6;
        QTest::newRow("element of an element") << text << u"deep[1][1]"_s << 9 << 2;
        QTest::newRow("key with a dot") << text << u"dotted.key.in"_s << 8 << 18;
        QTest::newRow("absent member: its object") << text << u"listen.nothing"_s << 3 << 3;
        QTest::newRow("absent element: its list") << text << u"units[9].name"_s << 5 << 3;
        QTest::newRow("absent at the top: the beginning") << text << u"none"_s << 1 << 1;
        QTest::newRow("into a number") << text << u"a.b.c"_s << 2 << 3;
        QTest::newRow("path that is none") << text << u"units[x"_s << 5 << 3;
        QTest::newRow("leading space") << QByteArray("\n\n  {\"a\":1}") << u"zz"_s << 3 << 3;
        QTest::newRow("empty text") << QByteArray() << u"a.b"_s << 1 << 1;
        QTest::newRow("no JSON") << QByteArray("{\"a\" : \\\"") << u"b"_s << 1 << 1;
        QTest::newRow("text that stops in an escape") << QByteArray("{\"a\": \"\\") << u"b"_s << 1 << 1;
        QTest::newRow("only closing brackets") << QByteArray("}}]]") << u"a[1]"_s << 1 << 1;
    }

    void findsFields()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        const JsonLocation found = locateField(text, path);
        QTEST(found.line, "line");
        QTEST(found.column, "column");
    }

    void findsSyntaxFaults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("comma missing") << QByteArray("{\n\"a\": 1\n\"b\": 2\n}") << 3;
        QTest::newRow("comment") << QByteArray("{\n\"a\": 1, // one\n\"b\": 2\n}") << 2;
        QTest::newRow("not closed") << QByteArray("{\n\"a\": 1\n") << 2;
        QTest::newRow("empty") << QByteArray() << 1;
        QTest::newRow("two documents") << QByteArray("{}\n{}") << 2;
    }

    void findsSyntaxFaults()
    {
        QFETCH(QByteArray, text);
        const auto fault = findSyntaxFault(text);
        QVERIFY(fault);
        QTEST(fault->at.line, "line");
        QVERIFY(!fault->text.isEmpty());
    }

    void findsNoFaultInJson() { QVERIFY(!findSyntaxFault("{\"a\": [1, 2.5, \"x\", null, true]}\n")); }

    void endsOnAnyBytes()
    {
        // Every prefix of a document is what a half-written file may hold.
        QByteArray text = "{'a': [1, {'b': 'x\\\\'}, [[]]], 'c': {'d': [true, null]}}";
        text.replace('\'', '"');
        for (qsizetype length = 0; length <= text.size(); ++length) {
            for (const QString &path : {u"c.d[1]"_s, u"a[2][0][0]"_s, u"zz"_s})
                QVERIFY(locateField(text.first(length), path).line == 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonLocation)
#include "tst_jsonlocation.moc"
