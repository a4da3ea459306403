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

    void everyResultCanBeAsked()
    {
        const QStringList all{u"done"_s,   u"canceled"_s,   u"timeout"_s,
                              u"failed"_s, u"dependency"_s, u"skipped"_s};
        const auto file = parseUnitFile(R"({"targets": {"emergency.target": {"errorsToMonitor":
            ["done", "canceled", "timeout", "failed", "dependency", "skipped"], "errorToLog": "x"}}})",
                                        u"f"_s);
        QVERIFY(file);
        QCOMPARE(file->targets.first().errorsToMonitor, all);
    }

    void readsWhatMusterAdds()
    {
        const auto file = parseUnitFile(R"({
            "services": ["a.service"],
            "immediate_quiesce_services": ["b.service", "a.service"],
            "recovery": {"a.service": {"action": "restart", "attempts": 10},
                         "b.service": {"action": "reboot"}},
            "crashLoop": {"restarts": 3}})",
                                        u"f"_s);
        QVERIFY2(file, qPrintable(file ? QString() : describe(file.error())));
        QCOMPARE(file->immediate, (QStringList{u"b.service"_s, u"a.service"_s}));
        QCOMPARE(file->units(), (QStringList{u"a.service"_s, u"b.service"_s}));
        QVERIFY(file->recovery[u"a.service"_s] == (Recovery{Recovery::Action::Restart, 10}));
        QVERIFY(file->recovery[u"b.service"_s] == (Recovery{Recovery::Action::Reboot, 1}));
        QVERIFY(file->crashLoop == (CrashLoopLimit{3, 600}));
    }

    void onlyImmediateIsEnough()
    {
        const auto file = parseUnitFile(R"({"immediate_quiesce_services": ["a.service"]})", u"f"_s);
        QVERIFY(file);
        QVERIFY(!file->crashLoop);
    }

    /// phosphor-target-monitor-default.json and phosphor-service-monitor-default.json as OpenBMC has them.
    void readsOpenBmcsOwnFiles()
    {
        const auto target = [](const char *name, const char *error) {
            return QByteArray("\"") + name + "\": {\"errorsToMonitor\": [\"default\"], \"errorToLog\": "
                   + "\"xyz.openbmc_project.State." + error + "\"}";
        };
        const auto targets = [&](const QByteArray &instance) {
            const auto each = [&](const char *name, const char *error) {
                return target((name + ("@" + instance) + ".target").constData(), error);
            };
            return "{\"targets\": {"
                   + QByteArrayList{target("multi-user.target", "BMC.Error.MultiUserTargetFailure"),
                                    each("obmc-chassis-poweron", "Chassis.Error.PowerOnFailure"),
                                    each("obmc-chassis-poweroff", "Chassis.Error.PowerOffFailure"),
                                    each("obmc-chassis-powercycle", "Chassis.Error.PowerCycleFailure"),
                                    each("obmc-host-start", "Host.Error.HostStartFailure"),
                                    each("obmc-host-startmin", "Host.Error.HostStartMinFailure"),
                                    each("obmc-host-shutdown", "Host.Error.HostShutdownFailure"),
                                    each("obmc-host-stop", "Host.Error.HostStopFailure"),
                                    each("obmc-host-reboot", "Host.Error.HostRebootFailure")}
                         .join(",\n")
                   + "}}";
        };
        const auto one = parseUnitFile(targets("0"), u"f"_s);
        QVERIFY2(one, qPrintable(one ? QString() : describe(one.error())));
        QCOMPARE(one->targets.size(), 9);
        QCOMPARE(one->targets.at(1).name, u"obmc-chassis-poweron@0.target"_s);
        QVERIFY(one->allInstances.isEmpty());
        // Newer ones name all instances at once.
        auto all = parseUnitFile(targets("*"), u"f"_s);
        QVERIFY2(all, qPrintable(all ? QString() : describe(all.error())));
        QCOMPARE(all->targets, one->targets);
        QCOMPARE(all->allInstances.size(), 8);

        const auto services = parseUnitFile(R"({
    "services": [
        "xyz.openbmc_project.biosconfig_manager.service",
        "xyz.openbmc_project.Dump.Manager.service",
        "xyz.openbmc_project.EntityManager.service",
        "xyz.openbmc_project.Inventory.Manager.service",
        "xyz.openbmc_project.Logging.service",
        "xyz.openbmc_project.Network.service",
        "xyz.openbmc_project.ObjectMapper.service",
        "xyz.openbmc_project.Settings.service",
        "xyz.openbmc_project.Software.BMC.Updater.service",
        "xyz.openbmc_project.Software.Download.service",
        "xyz.openbmc_project.Software.Version.service",
        "xyz.openbmc_project.State.BMC.service",
        "xyz.openbmc_project.State.Chassis@0.service",
        "xyz.openbmc_project.State.Host@0.service",
        "xyz.openbmc_project.Time.Manager.service",
        "xyz.openbmc_project.User.Manager.service",
        "bmcweb.service"
        ]
})",
                                            u"f"_s);
        QVERIFY2(services, qPrintable(services ? QString() : describe(services.error())));
        QCOMPARE(services->services.size(), 17);
    }

    void anInstanceCountsBeforeAllOfThem()
    {
        const auto file = parseUnitFile(R"({"targets": {
            "a@*.target": {"errorsToMonitor": ["failed"], "errorToLog": "all"},
            "a@0.target": {"errorsToMonitor": ["timeout"], "errorToLog": "zero"}}})",
                                        u"f"_s);
        QVERIFY(file);
        QCOMPARE(file->targets.size(), 1);
        QCOMPARE(file->targets.first().errorToLog, u"zero"_s);
        QVERIFY(!parseUnitFile(R"({"services": ["a@*.service"]})", u"f"_s));
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
            "{\"targets\": [{\"name\": \"a.target\",\n\"errorsToMonitor\": [\"failed\", \"maybe\"], "
            "\"errorToLog\": \"x\"}]}",
            "f:2", "targets[0].errorsToMonitor[1]", "allowed: done, canceled, timeout, failed");
        row("default and another",
            "{\"targets\": [{\"name\": \"a.target\", \"errorsToMonitor\": [\"default\", \"failed\"], "
            "\"errorToLog\": \"x\"}]}",
            "f:1", "targets[0].errorsToMonitor[0]", "default alone");
        row("the same error twice",
            "{\"targets\": [{\"name\": \"a.target\",\n\"errorsToMonitor\": [\"failed\",\n\"failed\"], "
            "\"errorToLog\": \"x\"}]}",
            "f:3", "targets[0].errorsToMonitor[1]", "name it once");
        row("the same service twice", "{\"services\": [\"a.service\",\n\"a.service\"]}", "f:2", "services[1]",
            "name it once");
        row("the same target twice",
            "{\"targets\": [{\"name\": \"a.target\", \"errorsToMonitor\": [\"done\"], \"errorToLog\": "
            "\"x\"},\n"
            "{\"name\": \"a.target\", \"errorsToMonitor\": [\"done\"], \"errorToLog\": \"x\"}]}",
            "f:2", "targets[1].name", "name it once");
        row("the same list twice", "{\"services\": [\"a.service\"], \"services\": []}", "f:1", "services",
            "name it once");
        row("an immediate one without a type",
            "{\"services\": [\"a.service\"],\n\"immediate_quiesce_services\": [\"b\"]}", "f:2",
            "immediate_quiesce_services[0]", "full name");
        row("recovery of what is not watched",
            "{\"services\": [\"a.service\"],\n\"recovery\": {\n\"b.service\": {\"action\": \"none\"}}}",
            "f:3", "recovery.b.service", "under \"services\"");
        row("an unknown action",
            "{\"services\": [\"a.service\"],\n\"recovery\": {\"a.service\": {\"action\": \"pray\"}}}", "f:2",
            "recovery.a.service.action", "none, restart, reboot");
        row("too many attempts",
            "{\"services\": [\"a.service\"],\n\"recovery\": {\"a.service\": {\"action\": \"restart\", "
            "\"attempts\": 11}}}",
            "f:2", "recovery.a.service.attempts", "10");
        row("too many reboots",
            "{\"services\": [\"a.service\"],\n\"recovery\": {\"a.service\": {\"action\": \"reboot\", "
            "\"attempts\": 4}}}",
            "f:2", "recovery.a.service.attempts", "at most 3");
        row("recovery is a list", "{\"services\": [\"a.service\"],\n\"recovery\": []}", "f:2", "recovery",
            "an object");
        row("a loop of one restart", "{\"services\": [\"a.service\"],\n\"crashLoop\": {\"restarts\": 1}}",
            "f:2", "crashLoop.restarts", "2");
        row("a loop of a moment", "{\"services\": [\"a.service\"],\n\"crashLoop\": {\"seconds\": 9}}", "f:2",
            "crashLoop.seconds", "10");
        row("only a crash loop", "{\"crashLoop\": {\"restarts\": 5}}", "f:1", "", "watches nothing");
        row("misspelt in a crash loop", "{\"services\": [\"a.service\"], \"crashLoop\": {\"second\": 9}}",
            "f:1", "crashLoop.second", "did you mean \"seconds\"");
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

    void tellsFileNamesFromOthers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << u"critical.json"_s << true;
        QTest::newRow("all that is allowed") << u"50-Site_a.b.json"_s << true;
        QTest::newRow("as long as may be") << QString(59, u'a') + u".json"_s << true;
        QTest::newRow("too long") << QString(60, u'a') + u".json"_s << false;
        QTest::newRow("hidden") << u".a.json"_s << false;
        QTest::newRow("only the type") << u".json"_s << false;
        QTest::newRow("another type") << u"a.conf"_s << false;
        QTest::newRow("a folder") << u"a/b.json"_s << false;
        QTest::newRow("up") << u"../a.json"_s << false;
        QTest::newRow("a blank") << u"a b.json"_s << false;
        QTest::newRow("a null byte") << QString::fromLatin1("a\0.json", 7) << false;
        QTest::newRow("not ASCII") << u"\u00e4.json"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void tellsFileNamesFromOthers()
    {
        QFETCH(QString, name);
        QFETCH(bool, isGood);
        QCOMPARE(checkUnitFileName(name).has_value(), isGood);
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
