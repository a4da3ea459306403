// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/table.h"

#include "shared/api/log.h"

namespace muster::console {

/// Entries of one node's log, as `muster log list --json` tells them. The names are stable, as in all of
/// these.
struct LogRow
{
    QString node = {};
    QString nodeId = {};
    QString log = {};
    QList<LogEntry> entries = {};
    int total = 0;
    int open = 0;
    QString partial = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &LogRow::node, "Name of the node"), field("nodeId", &LogRow::nodeId, "Its id"),
            field("log", &LogRow::log, "Which log it is: phosphor, journal, simulated"),
            field("entries", &LogRow::entries, "Newest first"),
            field("total", &LogRow::total, "How many there are of what was asked for"),
            field("open", &LogRow::open, "How many of all are Error or worse and not resolved"),
            field("partial", &LogRow::partial, "Why that is not all; empty when it is"),
            field("error", &LogRow::error, "Why it told nothing, or not all; empty when it did"),
            field("errorName", &LogRow::errorName, "The error's stable name"));
    }
};

struct LogDocument
{
    QList<LogRow> nodes = {};

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &LogDocument::nodes, "One of each node"));
    }
};

/// What became of the entries of one node that were to be deleted.
struct LogDeletedRow
{
    QString node = {};
    QString nodeId = {};
    int gone = 0;
    QList<LogNotDeleted> left = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &LogDeletedRow::node, "Name of the node"),
            field("nodeId", &LogDeletedRow::nodeId, "Its id"),
            field("gone", &LogDeletedRow::gone, "How many are not there any more"),
            field("left", &LogDeletedRow::left, "Those that are there still, and why"),
            field("error", &LogDeletedRow::error, "Why none was deleted; empty when it was done"),
            field("errorName", &LogDeletedRow::errorName, "The error's stable name"));
    }
};

struct LogDeletedDocument
{
    QList<LogDeletedRow> nodes = {};

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &LogDeletedDocument::nodes, "One of each node"));
    }
};

/// @param withNode whether there is a column for the node
[[nodiscard]] Table logTable(const QList<LogRow> &rows, bool withNode);
/// An entry with all that belongs to it, line by line; none has a line break.
[[nodiscard]] QStringList logLines(const QString &node, const LogEntry &entry);
[[nodiscard]] Tone toneOf(const LogEntry &entry);
/// NotWell where an entry is Error or worse and not resolved, or a node did not tell all.
[[nodiscard]] ExitCode exitCodeOf(const LogRow &row);

} // namespace muster::console
