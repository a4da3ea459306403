// SPDX-License-Identifier: Apache-2.0
#include "console/archive/journalrows.h"

#include "console/archive/contentkind.h"
#include "console/archive/linescan.h"
#include "shared/json/jsonvalue.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxJournalLine = 1 << 20;
constexpr qsizetype MaxShownMessage = 4096;
constexpr int DebugPriority = 7;

/// A field of the journal: text, or where it is no UTF-8 a list of bytes; of several the first.
QString fieldOf(const JsonValue &entry, QByteArrayView name)
{
    const auto value = entry.find(name);
    if (!value)
        return {};
    if (const auto text = value->toUtf8())
        return readableText(text->first(std::min(text->size(), MaxShownMessage)));
    QByteArray bytes;
    QString first;
    value->forEachElement([&](const JsonValue &element) {
        if (const auto text = element.toUtf8()) {
            first = readableText(*text);
            return false;
        }
        bytes += char(element.toInteger().value_or('?'));
        return bytes.size() < MaxShownMessage;
    });
    return first.isEmpty() ? readableText(bytes) : first;
}

std::optional<JournalRow> rowOf(const JsonValue &entry)
{
    const auto time = entry.find("__REALTIME_TIMESTAMP");
    if (!time)
        return std::nullopt;
    JournalRow row;
    bool isNumber = false;
    const auto usec = time->toString().value_or(QString()).toULongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    row.at = fromMicrosecondsSinceEpoch(usec);
    const int priority = fieldOf(entry, "PRIORITY").toInt(&isNumber);
    if (isNumber && priority >= 0 && priority <= DebugPriority)
        row.priority = priority;
    const QString identifier = fieldOf(entry, "SYSLOG_IDENTIFIER");
    row.unit = fieldOf(entry, "_SYSTEMD_UNIT");
    // What systemd itself says of a unit.
    if (const QString about = fieldOf(entry, "UNIT"); !about.isEmpty())
        row.unit = about;
    if (row.unit.isEmpty())
        row.unit = identifier;
    const QString pid = fieldOf(entry, "_PID");
    row.process = identifier.isEmpty() ? fieldOf(entry, "_COMM") : identifier;
    if (!pid.isEmpty())
        row.process += u"[%1]"_s.arg(pid);
    row.message = fieldOf(entry, "MESSAGE");
    return row;
}

} // namespace

Result<JournalTable> readJournal(const Bytes &bytes, qsizetype most, const WorkWatch &watch)
{
    JournalTable table;
    JsonParser parser;
    qint64 read = 0;
    const auto scanned = scanLines(bytes, MaxJournalLine, watch, [&](qint64 number, QByteArrayView line) {
        read += line.size() + 1;
        if (line.isEmpty())
            return true;
        if (table.rows.size() >= most) {
            table.isCutShort = true;
            return false;
        }
        if (number % 1024 == 0)
            watch.tell(read, bytes.size());
        const auto entry = parser.parse(line, MaxJournalLine);
        auto row = entry ? rowOf(*entry) : std::nullopt;
        if (!row) {
            ++table.badLines;
            return true;
        }
        row->line = number;
        table.rows.append(std::move(*row));
        return true;
    });
    if (!scanned)
        return fail(scanned.error());
    return table;
}

} // namespace muster::console
