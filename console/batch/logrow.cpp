// SPDX-License-Identifier: Apache-2.0
#include "console/batch/logrow.h"

#include "console/batch/terminaltext.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString severityWord(LogSeverity severity)
{
    return QString::fromLatin1(QMetaEnum::fromType<LogSeverity>().valueToKey(int(severity)));
}

QString resolvedWord(const LogEntry &entry)
{
    if (!entry.isResolved)
        return u"-"_s;
    return *entry.isResolved ? u"yes"_s : u"no"_s;
}

void addFact(QStringList &lines, const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const QStringList parts = value.split(u'\n');
    lines.append(u"  %1: %2"_s.arg(name, parts.first()));
    for (const QString &part : parts.sliced(1))
        lines.append(u"    "_s + part);
}

} // namespace

Tone toneOf(const LogEntry &entry)
{
    return isOpen(entry)                      ? toneOf(healthOf(entry.severity))
           : entry.isResolved.value_or(false) ? Tone::Dim
                                              : Tone::Plain;
}

Table logTable(const QList<LogRow> &rows, bool withNode)
{
    QStringList titles{u"ID"_s, u"WHEN"_s, u"SEVERITY"_s, u"RESOLVED"_s, u"FROM"_s, u"MESSAGE"_s};
    if (withNode)
        titles.prepend(u"NODE"_s);
    Table table(titles);
    for (const LogRow &row : rows) {
        for (const LogEntry &entry : row.entries) {
            QList<Table::Cell> cells{{entry.id, Tone::Strong},
                                     {entry.at ? localTimeText(*entry.at) : u"-"_s},
                                     {severityWord(entry.severity), toneOf(entry)},
                                     {resolvedWord(entry)},
                                     {entry.source, Tone::Dim},
                                     {entry.message}};
            if (withNode)
                cells.prepend({row.node});
            table.addRow(cells);
        }
    }
    return table;
}

QStringList logLines(const QString &node, const LogEntry &entry)
{
    const QString when = entry.at ? localTimeText(*entry.at) : u"at a time that it does not tell"_s;
    QStringList lines{u"%1 on %2: %3, %4"_s.arg(entry.id, node, severityWord(entry.severity), when)};
    addFact(lines, u"message"_s, entry.message);
    if (entry.isResolved)
        addFact(lines, u"resolved"_s, resolvedWord(entry));
    addFact(lines, u"event id"_s, entry.eventId);
    addFact(lines, u"resolution"_s, entry.resolution);
    addFact(lines, u"from"_s, entry.source);
    for (const QString &about : entry.about)
        addFact(lines, u"about"_s, about);
    for (const ErrorDatum &datum : entry.data)
        addFact(lines, datum.key, datum.value.isEmpty() ? u"-"_s : datum.value);
    if (entry.isCut)
        lines.append(u"  some of it was too long, and was left out by the node"_s);
    return lines;
}

ExitCode exitCodeOf(const LogRow &row)
{
    if (!row.errorName.isEmpty() && row.errorName != errorName(ErrorCode::Unsupported))
        return exitCodeOf(errorCodeFromName(row.errorName));
    return row.open > 0 || !row.errorName.isEmpty() ? ExitCode::NotWell : ExitCode::Well;
}

} // namespace muster::console
