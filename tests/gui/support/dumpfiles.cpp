// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/dumpfiles.h"

#include "shared/model/codec.h"
#include "shared/model/dump.h"
#include "tests/support/archivemaker.h"

using namespace Qt::StringLiterals;

namespace muster::console::story {

namespace {

using archivemaker::tarEntry;

QByteArray journalLine(qint64 second, int priority, const QByteArray &unit, const QByteArray &message)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject();
    out.key("__REALTIME_TIMESTAMP").utf8(QByteArray::number((1795271537 + second) * 1'000'000));
    out.key("PRIORITY").utf8(QByteArray::number(priority));
    out.key("_SYSTEMD_UNIT").utf8(unit);
    out.key("SYSLOG_IDENTIFIER").utf8(unit.first(unit.indexOf('.')));
    out.key("_PID").utf8(QByteArray::number(400 + unit.size()));
    out.key("MESSAGE").utf8(message);
    out.endObject();
    return text + '\n';
}

QByteArray journalOf(int fans)
{
    QByteArray text;
    for (int second = 0; second < 120; ++second) {
        text += journalLine(second, 6, "phosphor-hwmon.service",
                            "fan tach read, " + QByteArray::number(9000 - second * 7) + " rpm");
        if (second % 10 == 3)
            text += journalLine(second, 4, "fan-control.service", "zone 0 is above its target by 3 degrees");
        if (second % 40 == 39)
            text += journalLine(second, 3, "fan-control.service",
                                "fan " + QByteArray::number(fans) + " failed: rotor does not turn");
        if (second % 15 == 7)
            text += journalLine(second, 7, "bmcweb.service", "request for /redfish/v1/Chassis");
    }
    return text;
}

QByteArray unitsOf(int fans)
{
    QByteArray text = "UNIT                        LOAD   ACTIVE  SUB\n";
    text += "bmcweb.service              loaded active  running\n";
    text += fans > 0 ? "fan-control.service         loaded failed  failed\n"
                     : "fan-control.service         loaded active  running\n";
    text += "phosphor-hwmon.service      loaded active  running\n";
    text += "systemd-journald.service    loaded active  running\n";
    return text;
}

QByteArray coreBytes()
{
    QByteArray core("\x7f"
                    "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x04\0\xb7\0",
                    20);
    for (int i = 0; i < 6000; ++i)
        core += char((i * 31 + i / 7) & 0xff);
    return core + "/usr/bin/fan-control --config /etc/fan/zones.json";
}

QByteArray logOf(int lines)
{
    QByteArray text;
    for (int i = 0; i < lines; ++i)
        text += "[" + QByteArray::number(i).rightJustified(9) + "] i2c i2c-7: "
                + (i % 50 == 20  ? "error: no acknowledge from 0x52"
                   : i % 23 == 9 ? "warning: clock was stretched"
                                 : "transfer done")
                + '\n';
    return text;
}

DumpManifest manifestOf(const QString &id)
{
    DumpManifest manifest;
    manifest.id = id;
    manifest.type = u"bmc"_s;
    manifest.node = u"drawer-b"_s;
    manifest.reason = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
    manifest.unit = u"fan-control.service"_s;
    manifest.agentVersion = u"0.1.0"_s;
    manifest.at = Timestamp(std::chrono::seconds(1795271660));
    manifest.state = DumpState::Partial;
    manifest.members = {
        {u"journal.json"_s, 0, {}, {}, DumpContent::Journal, 0, 120},
        {u"cores/fan-control.core"_s, 0, {}, {}, DumpContent::Core, 0, 900},
        {u"etc/fan/zones.json"_s, 0, {}, {}, DumpContent::Json, 2, 3},
        {u"packages.txt"_s, 0, {}, u"dpkg-query did not end within 20 s"_s, DumpContent::Text, 0, 20'000},
        {u"network/routes.txt"_s, 0, {}, u"ip is not installed on this node"_s, DumpContent::Text, 0, 1}};
    return manifest;
}

QString writeWith(const QString &folder, const QString &id, int fans, const QByteArray &log)
{
    const QByteArray root = id.toUtf8() + '/';
    const QByteArray tar =
        tarEntry(root + "manifest.json", '0', toJson(manifestOf(id)))
        + tarEntry(root + "journal.json", '0', journalOf(fans))
        + tarEntry(root + "units.txt", '0', unitsOf(fans))
        + tarEntry(root + "cores/fan-control.core", '0', coreBytes())
        + tarEntry(
            root + "etc/fan/zones.json", '0',
            R"({"zones":[{"name":"zone 0","target":62.5,"fans":[1,2,)" + QByteArray::number(fans)
                + R"(],"password":"***","failSafe":true},{"name":"zone 1","target":58,"fans":[],"failSafe":null}]})")
        + tarEntry(root + "var/log/kernel.log", '0', log)
        + tarEntry(root + "var/log/kernel.log.1.gz", '0', archivemaker::packed(logOf(200), Packing::Gzip))
        + tarEntry(root + "var/log/latest", '2', {}, "kernel.log") + archivemaker::tarEnd();
    const QString path = folder + u"/drawer-b-"_s + id + u".tar.zst"_s;
    return archivemaker::write(path, archivemaker::packed(tar, Packing::Zstd)) ? path : QString();
}

} // namespace

QString writeDump(const QString &folder, const QString &id, int fans)
{
    return writeWith(folder, id, fans, logOf(400 + fans));
}

QString writeLargeDump(const QString &folder, int lines)
{
    return writeWith(folder, u"large"_s, 3, logOf(lines));
}

} // namespace muster::console::story
