// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitconfig.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestUnitConfig : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsServices()
    {
        const auto file = parseUnitFile(
            R"({"services" : ["xyz.openbmc_project.Dump.Manager.service", "a.service"]})", u"f"_s);
        QVERIFY(file);
        QCOMPARE(file->services,
                 (QStringList{u"xyz.openbmc_project.Dump.Manager.service"_s, u"a.service"_s}));
        QVERIFY(file->targets.isEmpty());
    }

    void readsTargetsInBothShapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("list") << QByteArray(R"({"targets": [{"name": "multi-user.target",
            "errorsToMonitor": ["timeout", "failed"], "errorToLog": "xyz.Error.X"}]})");
        QTest::newRow("keyed") << QByteArray(R"({"targets": {"multi-user.target": {
            "errorsToMonitor": ["timeout", "failed"], "errorToLog": "xyz.Error.X"}}})");
    }
    void readsTargetsInBothShapes()
    {
        QFETCH(QByteArray, text);
        const auto file = parseUnitFile(text, u"f"_s);
        QVERIFY2(file, qPrintable(file ? QString() : describe(file.error())));
        const TargetWatch wanted{u"multi-user.target"_s, {u"timeout"_s, u"failed"_s}, u"xyz.Error.X"_s};
        QCOMPARE(file->targets, QList{wanted});
    }

    void defaultStandsForThreeErrors()
    {
        const auto file = parseUnitFile(
            R"({"targets": [{"name": "a.target", "errorsToMonitor": ["default"], "errorToLog": "x"}]})",
            u"f"_s);
        QVERIFY(file);
        QCOMPARE(file->targets.first().errorsToMonitor,
                 (QStringList{u"timeout"_s, u"failed"_s, u"dependency"_s}));
    }

    void refusesWithLineAndKey_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("hint"); // a part of text or remedy

        const auto row = [](const char *name, const char *text, const char *source, const char *field,
                            const char *hint) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(source) << QString::fromUtf8(field)
                                << QString::fromUtf8(hint);
        };
        row("empty", "", "f:1", "", "must be JSON");
        row("not JSON", "{\n  \"services\": [\n    \"a.service\" \"b.service\"\n  ]\n}", "f:3", "",
            "must be JSON");
        row("a list", "[]", "f:1", "", "an object");
        row("nothing in it", "{}", "f:1", "", "watches nothing");
        row("nothing in its lists", "{\"services\": [], \"targets\": {}}", "f:1", "", "watches nothing");
        row("misspelt key", "{\n\n\"service\": [\"a.service\"]}", "f:3", "service",
            "did you mean \"services\"");
        row("services are text", "{\"services\": \"a.service\"}", "f:1", "services", "list");
        row("a number among services", "{\"services\": [\n\"a.service\",\n7]}", "f:3", "services[1]", "");
        row("no type", "{\"services\": [\"a.service\",\n\"fan-control\"]}", "f:2", "services[1]",
            "full name");
        row("pattern", "{\"services\": [\"*.service\"]}", "f:1", "services[0]", "patterns");
        row("null byte", "{\"services\": [\"a\\u0000.service\"]}", "f:1", "services[0]", "full name");
        row("target without errors", "{\"targets\": [{\"name\": \"a.target\",\n\"errorToLog\": \"x\"}]}",
            "f:1", "targets[0].errorsToMonitor", "missing");
        row("no errors",
            "{\"targets\": [{\"name\": \"a.target\",\n\"errorsToMonitor\": [], \"errorToLog\": \"x\"}]}",
            "f:2", "targets[0].errorsToMonitor", "");
        row("unknown error",
            "{\"targets\": [{\"name\": \"a.target\",\n\"errorsToMonitor\": [\"failed\", \"done\"], "
            "\"errorToLog\": \"x\"}]}",
            "f:2", "targets[0].errorsToMonitor[1]", "allowed: timeout, failed");
        row("default and another",
            "{\"targets\": [{\"name\": \"a.target\", \"errorsToMonitor\": [\"default\", \"failed\"], "
            "\"errorToLog\": \"x\"}]}",
            "f:1", "targets[0].errorsToMonitor[0]", "default alone");
        row("misspelt in a target", "{\"targets\": [{\"nmae\": \"a.target\"}]}", "f:1", "targets[0].nmae",
            "did you mean \"name\"");
        row("keyed: unknown error",
            "{\"targets\": {\n\"multi-user.target\": {\n\"errorsToMonitor\": [\"oops\"], \"errorToLog\": "
            "\"x\"}}}",
            "f:3", "targets.multi-user.target.errorsToMonitor[0]", "allowed");
        row("keyed: no name",
            "{\"targets\": {\n\"multi user\": {\"errorsToMonitor\": [\"failed\"], \"errorToLog\": \"x\"}}}",
            "f:2", "targets.multi user", "full name");
    }
    void refusesWithLineAndKey()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, source);
        QFETCH(QString, field);
        QFETCH(QString, hint);
        const auto file = parseUnitFile(text, u"f"_s);
        QVERIFY(!file);
        const Error &error = file.error();
        QCOMPARE(error.code, ErrorCode::Invalid);
        QCOMPARE(error.source, source);
        QCOMPARE(error.field, field);
        QVERIFY2((error.text + error.remedy).contains(hint), qPrintable(describe(error)));
    }

    void holdsItsLimits()
    {
        const auto withServices = [](qsizetype count) {
            QByteArrayList names;
            for (qsizetype i = 0; i < count; ++i)
                names.append("\"s" + QByteArray::number(i) + ".service\"");
            return "{\"services\": [" + names.join(',') + "]}";
        };
        QCOMPARE(parseUnitFile(withServices(MaxUnits), u"f"_s).value_or(UnitFile()).services.size(),
                 MaxUnits);
        QCOMPARE(parseUnitFile(withServices(MaxUnits + 1), u"f"_s).error().field, u"services"_s);
        QCOMPARE(parseUnitFile(QByteArray(MaxUnitFileBytes + 1, ' '), u"f"_s).error().code,
                 ErrorCode::TooLarge);
        const QByteArray deep = "{\"services\": " + QByteArray(10'000, '[') + QByteArray(10'000, ']') + '}';
        QVERIFY(!parseUnitFile(deep, u"f"_s));
    }

    void checksAFolder()
    {
        QTemporaryDir folder;
        QVERIFY(checkUnitFolder(folder.path()).isEmpty());
        QVERIFY(checkUnitFolder(folder.filePath(u"none"_s)).isEmpty());
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        };
        write(u"good.json"_s, R"({"services": ["a.service"]})");
        write(u"note.txt"_s, "nothing");
        write(u".hidden.json"_s, "nothing");
        QVERIFY(checkUnitFolder(folder.path()).isEmpty());
        write(u"bad.json"_s, "nothing");
        const auto errors = checkUnitFolder(folder.path());
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first().source, folder.filePath(u"bad.json:1"_s));
        for (int i = 0; i < MaxUnitFiles; ++i)
            write(u"n%1.json"_s.arg(i), R"({"services": ["a.service"]})");
        QCOMPARE(checkUnitFolder(folder.path()).first().code, ErrorCode::QuotaExceeded);
    }
};

QTEST_GUILESS_MAIN(TestUnitConfig)
#include "tst_unitconfig.moc"
