// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitaddress.h"

#include "agent/platform/systemd/systemdbus.h"

#include <systemd/sd-id128.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto UnitPaths = "/org/freedesktop/systemd1/unit/"_L1;
const auto HexDigits = "0123456789abcdef"_L1;

bool standsForItself(char c, bool isFirst)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!isFirst && c >= '0' && c <= '9');
}

} // namespace

QString unitPath(const QString &unit)
{
    QString path = UnitPaths;
    for (const char c : unit.toUtf8()) {
        if (standsForItself(c, path.size() == UnitPaths.size()))
            path += QLatin1Char(c);
        else
            path += u'_' + QString(HexDigits[uchar(c) >> 4]) + HexDigits[uchar(c) & 15];
    }
    return path;
}

QString unitAt(const QString &path)
{
    if (!path.startsWith(UnitPaths))
        return {};
    const QByteArray label = path.sliced(UnitPaths.size()).toLatin1();
    QByteArray unit;
    for (qsizetype i = 0; i < label.size(); ++i) {
        if (label[i] != '_') {
            unit += label[i];
            continue;
        }
        unit += QByteArray::fromHex(label.sliced(i + 1).first(std::min<qsizetype>(2, label.size() - i - 1)));
        i += 2;
    }
    return QString::fromUtf8(unit);
}

QString interfaceOfType(const QString &unit)
{
    const QString type = unit.section(u'.', -1);
    return systemd::Service + u'.' + type.first(1).toUpper() + type.sliced(1);
}

QString jobId(const QString &boot, const QString &number)
{
    return boot + u'-' + number;
}

QString thisBoot()
{
    sd_id128_t boot{};
    if (sd_id128_get_boot(&boot) < 0)
        return {};
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(boot.bytes), sizeof boot.bytes).toHex());
}

bool isTarget(const QString &unit)
{
    return unit.endsWith(".target"_L1);
}

} // namespace muster::agent
