// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/logrecord.h"

#include "agent/platform/logtext.h"
#include "agent/platform/phosphor/phosphornames.h"
#include "agent/platform/phosphor/statefacets.h"

#include <QDBusArgument>
#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent::phosphor {

namespace {

constexpr qint64 MaxDatumKey = 128;
constexpr qint64 MaxSource = 512;

LogSeverity severityOf(const QString &word)
{
    if (!word.startsWith(LogLevel))
        return LogSeverity::Unknown;
    bool isKnown = false;
    const int value = QMetaEnum::fromType<LogSeverity>().keyToValue(
        word.sliced(LogLevel.size()).toLatin1().constData(), &isKnown);
    return isKnown ? LogSeverity(value) : LogSeverity::Unknown;
}

QMap<QString, QString> additionalDataOf(const QVariant &value)
{
    if (value.typeId() == QMetaType::QStringList) {
        QMap<QString, QString> data;
        for (const QString &line : value.toStringList()) {
            const qsizetype equals = line.indexOf(u'=');
            data.insert(equals < 0 ? line : line.first(equals),
                        equals < 0 ? QString() : line.sliced(equals + 1));
        }
        return data;
    }
    if (value.metaType() == QMetaType::fromType<QDBusArgument>()) {
        const auto argument = value.value<QDBusArgument>();
        if (argument.currentSignature() == "a{ss}"_L1)
            return qdbus_cast<QMap<QString, QString>>(argument);
    }
    if (value.canConvert<QMap<QString, QString>>())
        return value.value<QMap<QString, QString>>();
    return {};
}

void addData(LogEntry &entry, const QVariant &value)
{
    const auto data = additionalDataOf(value);
    for (const auto &[key, text] : data.asKeyValueRange()) {
        if (entry.data.size() >= MaxLogData) {
            entry.isCut = true;
            return;
        }
        ErrorDatum datum;
        datum.key = logLine(key, MaxDatumKey, entry.isCut);
        datum.value = logText(text, MaxLogText, entry.isCut);
        if (datum.key.isEmpty())
            datum.key = u"?"_s;
        entry.data.append(datum);
    }
}

} // namespace

QString logIdOf(const QString &path)
{
    const QString prefix = LogPath + "/entry/"_L1;
    const QString id = path.startsWith(prefix) ? path.sliced(prefix.size()) : QString();
    constexpr qsizetype MostDigits = 20;
    const bool isNumber = !id.isEmpty() && id.size() <= MostDigits
                          && std::ranges::all_of(id, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber ? id : QString();
}

LogEntry logEntryOf(const QString &path, const LogInterfaces &interfaces)
{
    const QVariantMap properties = interfaces.value(QString(LogEntryInterface));
    LogEntry entry;
    entry.id = logIdOf(path);
    entry.at = timeOf(properties.value(u"Timestamp"_s).toULongLong(), TimeUnit::Milliseconds, now());
    entry.severity = severityOf(properties.value(u"Severity"_s).toString());
    entry.message = logLine(properties.value(u"Message"_s).toString(), MaxLogMessage, entry.isCut);
    if (const QVariant resolved = properties.value(u"Resolved"_s); resolved.typeId() == QMetaType::Bool)
        entry.isResolved = resolved.toBool();
    entry.eventId = logLine(properties.value(u"EventId"_s).toString(), MaxLogMessage, entry.isCut);
    bool isPathCut = false;
    entry.source = logLine(path, MaxSource, isPathCut);
    return entry;
}

LogEntry wholeLogEntryOf(const QString &path, const LogInterfaces &interfaces)
{
    LogEntry entry = logEntryOf(path, interfaces);
    const QVariantMap properties = interfaces.value(QString(LogEntryInterface));
    entry.resolution = logText(properties.value(u"Resolution"_s).toString(), MaxLogText, entry.isCut);
    addData(entry, properties.value(u"AdditionalData"_s));
    for (const QString &one : associatedWith(interfaces))
        entry.about.append(logLine(one, MaxSource, entry.isCut));
    return entry;
}

QStringList associatedWith(const LogInterfaces &interfaces)
{
    const QVariant value = interfaces.value(QString(Associations)).value(u"Associations"_s);
    QStringList ends;
    if (value.metaType() != QMetaType::fromType<QDBusArgument>())
        return ends;
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentSignature() != "a(sss)"_L1)
        return ends;
    argument.beginArray();
    while (!argument.atEnd() && ends.size() < MaxLogData) {
        QString forward;
        QString reverse;
        QString end;
        argument.beginStructure();
        argument >> forward >> reverse >> end;
        argument.endStructure();
        ends.append(end);
    }
    argument.endArray(); // else Qt never frees the message that it reads
    return ends;
}

} // namespace muster::agent::phosphor
