// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitevidence.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto Selected = {"Id"_L1,
                           "Description"_L1,
                           "LoadState"_L1,
                           "ActiveState"_L1,
                           "SubState"_L1,
                           "Result"_L1,
                           "StatusText"_L1,
                           "InvocationID"_L1,
                           "NRestarts"_L1,
                           "ExecMainPID"_L1,
                           "ExecMainCode"_L1,
                           "ExecMainStatus"_L1,
                           "ExecMainStartTimestamp"_L1,
                           "ExecMainExitTimestamp"_L1,
                           "StateChangeTimestamp"_L1,
                           "ActiveEnterTimestamp"_L1,
                           "ActiveExitTimestamp"_L1,
                           "Type"_L1,
                           "Restart"_L1,
                           "RestartUSec"_L1,
                           "StartLimitBurst"_L1,
                           "StartLimitIntervalUSec"_L1,
                           "TimeoutStartUSec"_L1,
                           "TimeoutStopUSec"_L1,
                           "WatchdogUSec"_L1,
                           "OOMPolicy"_L1,
                           "MemoryCurrent"_L1,
                           "MemoryPeak"_L1,
                           "MemoryMax"_L1,
                           "CPUUsageNSec"_L1,
                           "TasksCurrent"_L1,
                           "TasksMax"_L1,
                           "ControlGroup"_L1,
                           "User"_L1,
                           "FragmentPath"_L1,
                           "DropInPaths"_L1,
                           "UnitFileState"_L1,
                           "NeedDaemonReload"_L1};

constexpr quint64 UsecPerMsec = 1000;
constexpr quint64 UsecPerSecond = 1'000'000;

QString duration(quint64 usec)
{
    return usec % UsecPerSecond == 0 ? u"%1 s"_s.arg(usec / UsecPerSecond)
                                     : u"%1 ms"_s.arg(double(usec) / double(UsecPerMsec));
}

QString numberText(const QString &name, quint64 value)
{
    if (value == std::numeric_limits<quint64>::max())
        return name.endsWith("Max"_L1) || name.endsWith("USec"_L1) ? u"infinity"_s : u"[not set]"_s;
    if (name.endsWith("Timestamp"_L1))
        return value == 0 ? u"[never]"_s : QString::fromLatin1(toIso(fromMicrosecondsSinceEpoch(value)));
    return name.endsWith("USec"_L1) ? duration(value) : QString::number(value);
}

QString textOf(const QString &name, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return value.toString();
    case QMetaType::Bool:
        return value.toBool() ? u"yes"_s : u"no"_s;
    case QMetaType::ULongLong:
    case QMetaType::UInt:
        return numberText(name, value.toULongLong());
    case QMetaType::Int:
    case QMetaType::LongLong:
        return QString::number(value.toLongLong());
    case QMetaType::QByteArray:
        return QString::fromLatin1(value.toByteArray().toHex());
    case QMetaType::QStringList:
        return value.toStringList().join(u' ');
    default:
        return {};
    }
}

} // namespace

QList<UnitProperty> selectedProperties(const QVariantMap &all)
{
    QList<UnitProperty> properties;
    for (const QLatin1StringView name : Selected) {
        const auto value = all.constFind(name);
        if (value == all.cend())
            continue;
        if (const QString text = textOf(name, *value); !text.isEmpty())
            properties.append({name, text.left(1024)});
    }
    return properties;
}

} // namespace muster::agent
