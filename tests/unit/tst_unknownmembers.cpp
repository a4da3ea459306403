// SPDX-License-Identifier: Apache-2.0
#include "shared/model/unknownmembers.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

namespace {

struct Part
{
    QString name;
    static constexpr auto fields() { return std::tuple(field("name", &Part::name, "A name")); }
};

struct Whole
{
    int port = 0;
    Part one;
    std::optional<Part> maybe;
    QList<Part> parts;
    RawJson anything;
    static constexpr auto fields()
    {
        return std::tuple(field("port", &Whole::port, "A port"), field("one", &Whole::one, "A part"),
                          field("maybe", &Whole::maybe, "A part"), field("parts", &Whole::parts, "Parts"),
                          field("anything", &Whole::anything, "Anything"));
    }
};

QList<UnknownMember> unknownIn(QByteArrayView text)
{
    JsonParser parser;
    QList<UnknownMember> found;
    if (const auto json = parser.parse(text, 4096))
        findUnknownMembers<Whole>(*json, found);
    return found;
}

} // namespace

class TestUnknownMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNoneInWhatIsKnown()
    {
        QVERIFY(unknownIn(R"({"port":1,"one":{"name":"a"},"maybe":null,"parts":[{}],"anything":{"x":1}})")
                    .isEmpty());
    }

    void findsEach()
    {
        const auto found =
            unknownIn(R"({"prot":1,"one":{"nmae":"a"},"maybe":{"Name":1},"parts":[{},{"zzz":1}]})");
        QCOMPARE(found.size(), 4);
        QCOMPARE(found[0].path, u"prot"_s);
        QCOMPARE(found[0].nearest, u"port"_s);
        QCOMPARE(found[1].path, u"one.nmae"_s);
        QCOMPARE(found[1].nearest, u"name"_s);
        QCOMPARE(found[2].path, u"maybe.Name"_s);
        QCOMPARE(found[2].nearest, u"name"_s);
        QCOMPARE(found[3].path, u"parts[1].zzz"_s);
        QCOMPARE(found[3].nearest, QString());
        QCOMPARE(found[3].known, QStringList{u"name"_s});
    }

    void suggests_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("case") << u"STATEFOLDER"_s << u"stateFolder"_s;
        QTest::newRow("swap") << u"prot"_s << u"port"_s;
        QTest::newRow("letter missing") << u"logLevl"_s << u"logLevel"_s;
        QTest::newRow("another word") << u"address"_s << QString();
        QTest::newRow("short") << u"x"_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("endless") << QString(100'000, u'p') << QString();
    }

    void suggests()
    {
        QFETCH(QString, word);
        QTEST(nearestWord(word, {u"stateFolder"_s, u"port"_s, u"logLevel"_s}), "nearest");
    }
};

QTEST_APPLESS_MAIN(TestUnknownMembers)
#include "tst_unknownmembers.moc"
