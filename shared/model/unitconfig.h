// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace muster {

/// What is wrong with a file that names critical units.
struct UnitConfigFault
{
    QString text;
    QString key;
    QString remedy;
    int line = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("text", &UnitConfigFault::text, "What is wrong"),
            field("key", &UnitConfigFault::key, "The key it is about, as targets[0].name").optional(),
            field("remedy", &UnitConfigFault::remedy, "What is allowed, or what to do").optional(),
            field("line", &UnitConfigFault::line, "The line, from 1; 0 when the file as a whole is meant")
                .between(0, INT32_MAX)
                .optional());
    }

    friend bool operator==(const UnitConfigFault &, const UnitConfigFault &) = default;
};

/// One file of the folder that names critical units.
struct UnitConfigFile
{
    static constexpr qint64 MaxTextBytes = 256 * 1024;

    QString name;
    qint64 size = 0;
    std::optional<Timestamp> modifiedAt;
    QString hash;
    std::optional<QString> text;
    std::optional<UnitConfigFault> fault;
    bool olderInForce = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &UnitConfigFile::name, "Its name in the folder").between(1, 255),
            field("size", &UnitConfigFile::size, "In bytes").between(0, INT64_MAX),
            field("modifiedAt", &UnitConfigFile::modifiedAt, "When it was written, by the node's clock"),
            field("hash", &UnitConfigFile::hash, "SHA-256 of its bytes, 64 hex digits; empty if unreadable")
                .between(0, 64)
                .optional(),
            field("text", &UnitConfigFile::text,
                  "What it says; absent when it is no text or there is no room for it: ask for it by name")
                .between(0, MaxTextBytes),
            field("fault", &UnitConfigFile::fault, "Why it is refused; absent when it is in force"),
            field("olderInForce", &UnitConfigFile::olderInForce,
                  "It is refused, and what it said before stays in force")
                .optional());
    }

    friend bool operator==(const UnitConfigFile &, const UnitConfigFile &) = default;
};

/// The folder that names critical units.
struct UnitConfig
{
    QString folder;
    QList<UnitConfigFile> files;
    QStringList findings;

    static constexpr auto fields()
    {
        return std::tuple(field("folder", &UnitConfig::folder, "Its path on the node").between(1, 4096),
                          field("files", &UnitConfig::files, "Its files, by name").between(0, 1000),
                          field("findings", &UnitConfig::findings,
                                "Where files contradict each other, and which one counts")
                              .between(0, 100)
                              .optional());
    }

    friend bool operator==(const UnitConfig &, const UnitConfig &) = default;
};

/// How one unit is watched, or would be, and what that changes.
struct WatchPreview
{
    QString unit;
    WatchChange change = WatchChange::Kept;
    UnitKnowledge known = UnitKnowledge::Unknown;
    bool immediate = false;
    QStringList results;
    QString recovery;
    int attempts = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("unit", &WatchPreview::unit, "Full unit name").between(1, 255),
            field("change", &WatchPreview::change,
                  "Whether it is new, dropped, watched otherwise or as before"),
            field("known", &WatchPreview::known, "Of a new one: whether systemd knows it on this node")
                .optional(),
            field("immediate", &WatchPreview::immediate, "It counts as failed with its first crash")
                .optional(),
            field("results", &WatchPreview::results, "Of a target: results of its jobs that are errors")
                .between(0, 8)
                .optional(),
            field("recovery", &WatchPreview::recovery,
                  "What is done when it fails: restart, reboot; empty when nothing is")
                .between(0, 32)
                .optional(),
            field("attempts", &WatchPreview::attempts, "How often at most").between(0, 10).optional());
    }

    friend bool operator==(const WatchPreview &, const WatchPreview &) = default;
};

/// What would be watched, and what was found out about a file that would make it so.
struct UnitConfigCheck
{
    QString replaces;
    QList<UnitConfigFault> faults;
    QList<WatchPreview> units;
    QStringList findings;

    static constexpr auto fields()
    {
        return std::tuple(
            field("replaces", &UnitConfigCheck::replaces,
                  "SHA-256 of the file as it is there now; empty when there is none")
                .between(0, 64)
                .optional(),
            field("faults", &UnitConfigCheck::faults, "Why it would be refused; empty when it would not")
                .between(0, 100),
            field(
                "units", &UnitConfigCheck::units,
                "All that would be watched then and what would not be any more, by name; empty with a fault")
                .between(0, 10'000),
            field("findings", &UnitConfigCheck::findings,
                  "Where files would contradict each other, and which one would count")
                .between(0, 100)
                .optional());
    }

    friend bool operator==(const UnitConfigCheck &, const UnitConfigCheck &) = default;
};

} // namespace muster
