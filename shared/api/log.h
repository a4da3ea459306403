// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/logentry.h"

namespace muster {

/// Most entries in one answer, so that it stays below what a message may have.
constexpr int MaxLogPage = 200;
/// Most entries that one call deletes by their ids.
constexpr int MaxLogDelete = 1000;

struct LogListParams
{
    QString after = {};
    int limit = MaxLogPage;
    LogSeverity worst = LogSeverity::Unknown;

    static constexpr auto fields()
    {
        return std::tuple(
            field("after", &LogListParams::after,
                  "Id of the last entry that is known; empty: from the newest")
                .between(0, MaxLogId)
                .optional(),
            field("limit", &LogListParams::limit, "Most entries in the answer")
                .between(1, MaxLogPage)
                .optional(),
            field("atLeast", &LogListParams::worst, "Only such and worse; Unknown: all").optional());
    }
};

struct LogPage
{
    QString log = {};
    QList<LogEntry> entries = {};
    int total = 0;
    int open = 0;
    bool isLast = true;
    QString partial = {};
    QString notDeletable = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("log", &LogPage::log, "Which log it is: phosphor, journal, simulated").between(1, 32),
            field("entries", &LogPage::entries, "Newest first, without their data").between(0, MaxLogPage),
            field("total", &LogPage::total, "How many there are of what was asked for").between(0, INT_MAX),
            field("open", &LogPage::open, "How many of all are Error or worse and not resolved")
                .between(0, INT_MAX),
            field("isLast", &LogPage::isLast, "No more follow").optional(),
            field("partial", &LogPage::partial, "Why there may be more than is told; empty: there is not")
                .between(0, 512)
                .optional(),
            field("notDeletable", &LogPage::notDeletable, "Why none can be deleted; empty where they can")
                .between(0, 512)
                .optional());
    }
};

struct LogIdParams
{
    QString id = {};

    static constexpr auto fields()
    {
        return std::tuple(field("id", &LogIdParams::id, "What its log calls it").between(1, MaxLogId));
    }
};

struct LogDeleteParams
{
    QStringList ids = {};
    bool isAll = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("ids", &LogDeleteParams::ids, "Which entries").between(0, MaxLogDelete).optional(),
            field("isAll", &LogDeleteParams::isAll, "All that there are; then without ids").optional());
    }
};

/// An entry that is there still.
struct LogNotDeleted
{
    QString id = {};
    QString error = {};
    QString text = {};

    static constexpr auto fields()
    {
        return std::tuple(field("id", &LogNotDeleted::id, "Which").between(1, MaxLogId),
                          field("error", &LogNotDeleted::error, "The error's stable name").between(1, 64),
                          field("text", &LogNotDeleted::text, "Why, one sentence").between(0, 1024));
    }
};

struct LogDeleted
{
    int gone = 0;
    QList<LogNotDeleted> left = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("gone", &LogDeleted::gone,
                  "How many are not there any more, also those that were not before")
                .between(0, INT_MAX),
            field("left", &LogDeleted::left, "Those that are there still").between(0, MaxLogDelete));
    }
};

struct LogBlocks
{
    QList<LogEntry> entries = {};
    int total = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("entries", &LogBlocks::entries, "Those that keep its host from being started")
                              .between(0, MaxLogPage),
                          field("total", &LogBlocks::total, "How many there are").between(0, INT_MAX));
    }
};

namespace api {

/// Errors: Unsupported where the machine has no log that is read here; NotFound when `after` is there no
/// more; Unavailable while the log does not answer, Timeout, Forbidden.
struct LogList
{
    static constexpr const char *Name = "log.list";
    static constexpr const char *Doc = "The entries of the machine's own log, newest first";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = LogListParams;
    using Answer = LogPage;
};

/// Errors: NotFound; those of LogList.
struct LogShow
{
    static constexpr const char *Name = "log.show";
    static constexpr const char *Doc = "One entry with all that belongs to it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = LogIdParams;
    using Answer = LogEntry;
};

/// One that is not there counts as gone. Errors: Invalid for neither ids nor isAll, and for both; Unsupported
/// where the log cannot be deleted from; those of LogList.
struct LogDelete
{
    static constexpr const char *Name = "log.delete";
    static constexpr const char *Doc = "Deletes entries; told by what is there afterwards";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = LogDeleteParams;
    using Answer = LogDeleted;
};

/// Errors: those of LogList.
struct LogBlocksGet
{
    static constexpr const char *Name = "log.blocks";
    static constexpr const char *Doc = "The entries that keep this node's host from being started";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = LogBlocks;
};

} // namespace api

} // namespace muster
