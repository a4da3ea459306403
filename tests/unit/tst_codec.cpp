// SPDX-License-Identifier: Apache-2.0
#include "shared/model/codec.h"
#include "shared/model/schema.h"
#include "shared/model/unit.h"

#include <QJsonDocument>
#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

namespace {

struct Inner
{
    QString name;

    static constexpr auto fields() { return std::tuple(field("name", &Inner::name, "A name").between(1, 4)); }
    friend bool operator==(const Inner &, const Inner &) = default;
};

struct Sample
{
    bool flag = false;
    int number = 0;
    double real = 0;
    QString text;
    Health word = Health::OK;
    std::optional<qint64> maybe;
    QList<Inner> list;
    RawJson raw;
    Timestamp time{};

    static constexpr auto fields()
    {
        return std::tuple(field("flag", &Sample::flag, "A flag"),
                          field("number", &Sample::number, "A number").between(-2, 7),
                          field("real", &Sample::real, "A real").optional(),
                          field("text", &Sample::text, "A text").optional(),
                          field("word", &Sample::word, "A word").optional(),
                          field("maybe", &Sample::maybe, "Perhaps"),
                          field("list", &Sample::list, "Things").between(0, 2).optional(),
                          field("raw", &Sample::raw, "Anything").optional(),
                          field("time", &Sample::time, "When").optional());
    }
    friend bool operator==(const Sample &, const Sample &) = default;
};

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips()
    {
        Sample sample{
            true, -2, 0.5, u"ä\n\"\\\u0001€"_s, Health::Critical, 9, {{u"a"_s}, {u"b"_s}}, {"{\"x\":[1]}"},
            now()};
        const auto back = fromJson<Sample>(toJson(sample));
        QVERIFY2(back, qPrintable(back ? QString() : describe(back.error())));
        QCOMPARE(*back, sample);
    }

    void writesWhatAPersonExpects()
    {
        const Sample sample{false, 7, 1, u"x"_s, Health::Warning, {}, {{u"n"_s}}, {}, Timestamp()};
        QCOMPARE(
            toJson(sample),
            QByteArray(
                R"({"flag":false,"number":7,"real":1,"text":"x","word":"Warning","list":[{"name":"n"}],"raw":null,)"
                R"("time":"1970-01-01T00:00:00.000Z"})"));
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("part");
        QTest::newRow("missing") << QByteArray(R"({"number":1})") << u"flag"_s << u"is missing"_s;
        QTest::newRow("wrong kind") << QByteArray(R"({"flag":1,"number":1})") << u"flag"_s
                                    << u"true or false"_s;
        QTest::newRow("just below") << QByteArray(R"({"flag":true,"number":-3})") << u"number"_s
                                    << u"-2 to 7"_s;
        QTest::newRow("just above") << QByteArray(R"({"flag":true,"number":8})") << u"number"_s
                                    << u"-2 to 7"_s;
        QTest::newRow("beyond qint64")
            << QByteArray(R"({"flag":true,"number":1,"maybe":99999999999999999999})") << QString()
            << u"not JSON"_s;
        QTest::newRow("fraction for whole")
            << QByteArray(R"({"flag":true,"number":1.5})") << u"number"_s << u"whole number"_s;
        QTest::newRow("unknown word") << QByteArray(R"({"flag":true,"number":1,"word":"Bad"})") << u"word"_s
                                      << u"OK, Unknown, Warning, Critical"_s;
        QTest::newRow("scoped word") << QByteArray(R"({"flag":true,"number":1,"word":"Health::OK"})")
                                     << u"word"_s << u"not one of"_s;
        QTest::newRow("word with a NUL")
            << QByteArray(R"({"flag":true,"number":1,"word":"OK\u0000x"})") << u"word"_s << u"not one of"_s;
        QTest::newRow("list too long")
            << QByteArray(R"({"flag":true,"number":1,"list":[{"name":"a"},{"name":"b"},{"name":"c"}]})")
            << u"list"_s << u"0 to 2"_s;
        QTest::newRow("deep") << QByteArray(
            R"({"flag":true,"number":1,"list":[{"name":"a"},{"name":"toolong"}]})")
                              << u"list[1].name"_s << u"1 to 4"_s;
        QTest::newRow("empty text") << QByteArray(R"({"flag":true,"number":1,"list":[{"name":""}]})")
                                    << u"list[0].name"_s << u"1 to 4"_s;
        QTest::newRow("bad time") << QByteArray(R"({"flag":true,"number":1,"time":"yesterday"})") << u"time"_s
                                  << u"such as"_s;
        QTest::newRow("no object") << QByteArray("[]") << QString() << u"an object"_s;
        QTest::newRow("text beyond the default")
            << "{\"flag\":true,\"number\":1,\"text\":\"" + QByteArray(4097, 'x') + "\"}" << u"text"_s
            << u"0 to 4096"_s;
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        QFETCH(QString, part);
        const auto result = fromJson<Sample>(json);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Invalid);
        QCOMPARE(result.error().field, field);
        QVERIFY2(result.error().text.contains(part), qPrintable(result.error().text));
    }

    void takesValuesAtTheLimit()
    {
        QVERIFY(fromJson<Sample>(R"({"flag":true,"number":-2})"));
        QVERIFY(fromJson<Sample>(R"({"flag":true,"number":7,"list":[{"name":"abcd"},{"name":"x"}]})"));
        QVERIFY(fromJson<Sample>("{\"flag\":true,\"number\":1,\"text\":\"" + QByteArray(4096, 'x') + "\"}"));
    }

    void ignoresUnknownMembers()
    {
        QVERIFY(fromJson<Sample>(R"({"flag":true,"number":1,"later":{"a":[1,2]}})"));
    }

    void describesItselfAsSchema()
    {
        const QJsonObject schema = schemaOf<Sample>();
        QCOMPARE(schema["required"_L1].toArray(), (QJsonArray{u"flag"_s, u"number"_s}));
        const QJsonObject properties = schema["properties"_L1].toObject();
        QCOMPARE(properties["number"_L1].toObject()["minimum"_L1].toInt(), -2);
        QCOMPARE(properties["word"_L1].toObject()["enum"_L1].toArray().size(), 4);
        QCOMPARE(properties["list"_L1].toObject()["maxItems"_L1].toInt(), 2);
        QCOMPARE(properties["maybe"_L1].toObject()["description"_L1].toString(), u"Perhaps"_s);
    }

    void knowsDomainTypes()
    {
        UnitFailure failure;
        failure.id = u"fan-control.service@0"_s;
        failure.unit = u"fan-control.service"_s;
        failure.cause = FailureCause::CoreDump;
        failure.exitCode = 3;
        const auto back = fromJson<UnitFailure>(toJson(failure));
        QVERIFY(back);
        QCOMPARE(*back, failure);
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
