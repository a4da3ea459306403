// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>

#include <optional>

namespace muster {

/// A critical unit as systemd has it now. Words of loadState, activeState, subState and result are systemd's
/// own.
struct UnitStatus
{
    QString unit;
    QString description;
    QString loadState;
    QString activeState;
    QString subState;
    QString result;
    QString invocationId;
    qint64 restarts = 0;
    std::optional<Timestamp> since;

    static constexpr auto fields()
    {
        return std::tuple(
            field("unit", &UnitStatus::unit, "Full unit name").between(1, 255),
            field("description", &UnitStatus::description, "Description= of the unit").optional(),
            field("loadState", &UnitStatus::loadState, "loaded, not-found, bad-setting, error, masked")
                .between(0, 64),
            field("activeState", &UnitStatus::activeState,
                  "active, reloading, inactive, failed, activating, deactivating")
                .between(0, 64),
            field("subState", &UnitStatus::subState, "running, dead, failed, auto-restart, ...")
                .between(0, 64)
                .optional(),
            field("result", &UnitStatus::result, "Result of the last run: success, exit-code, signal, ...")
                .between(0, 64)
                .optional(),
            field("invocationId", &UnitStatus::invocationId, "Id of the present or last run, 32 hex digits")
                .between(0, 64)
                .optional(),
            field("restarts", &UnitStatus::restarts,
                  "Automatic restarts since it was last started by hand (NRestarts)")
                .between(0, INT64_MAX)
                .optional(),
            field("since", &UnitStatus::since, "Since when it is in this state, by the node's clock"));
    }

    friend bool operator==(const UnitStatus &, const UnitStatus &) = default;
};

/// One failure of a critical unit, after systemd's own retries.
struct UnitFailure
{
    QString id;
    QString unit;
    FailureCause cause = FailureCause::Other;
    QString result;
    std::optional<int> exitCode;
    QString signal;
    qint64 restarts = 0;
    QString invocationId;
    Timestamp at{};
    QString explanation;
    std::optional<Timestamp> recoveredAt;
    bool foundAtStart = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &UnitFailure::id, "Stable id: unit name and invocation").between(1, 512),
            field("unit", &UnitFailure::unit, "Full unit name").between(1, 255),
            field("cause", &UnitFailure::cause, "Why it counts as failed"),
            field("result", &UnitFailure::result, "systemd's own word").between(0, 64).optional(),
            field("exitCode", &UnitFailure::exitCode, "Exit code of the main process, if it exited")
                .between(0, 255),
            field("signal", &UnitFailure::signal, "Signal that killed the main process, as SIGSEGV")
                .between(0, 32)
                .optional(),
            field("restarts", &UnitFailure::restarts, "How often systemd had restarted it before it gave up")
                .between(0, INT64_MAX)
                .optional(),
            field("invocationId", &UnitFailure::invocationId, "The run that failed, 32 hex digits")
                .between(0, 64)
                .optional(),
            field("at", &UnitFailure::at, "When it failed, by the node's clock"),
            field("explanation", &UnitFailure::explanation,
                  "What happened, one sentence: killed by SIGSEGV after 2 restarts")
                .optional(),
            field("recoveredAt", &UnitFailure::recoveredAt,
                  "When it was active again; absent while it is failed"),
            field("foundAtStart", &UnitFailure::foundAtStart, "It failed while the agent was away")
                .optional());
    }

    friend bool operator==(const UnitFailure &, const UnitFailure &) = default;
};

/// One line of the journal.
struct JournalLine
{
    Timestamp at{};
    int priority = 6;
    QString source;
    QString message;

    static constexpr auto fields()
    {
        return std::tuple(
            field("at", &JournalLine::at, "When, by the node's clock"),
            field("priority", &JournalLine::priority, "syslog priority, 0 emerg to 7 debug").between(0, 7),
            field("source", &JournalLine::source, "Who wrote it: identifier and pid, as fan-control[412]")
                .between(0, 512)
                .optional(),
            field("message", &JournalLine::message, "The text, cut at 4096 bytes"));
    }

    friend bool operator==(const JournalLine &, const JournalLine &) = default;
};

struct UnitProperty
{
    QString name;
    QString value;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &UnitProperty::name, "Name of systemd's property").between(1, 128),
                          field("value", &UnitProperty::value, "Its value as text"));
    }

    friend bool operator==(const UnitProperty &, const UnitProperty &) = default;
};

/// What is known about one failure, collected when it happened and kept with it.
struct UnitEvidence
{
    QString failureId;
    QString unit;
    Timestamp collectedAt{};
    QList<JournalLine> journal;
    QList<UnitProperty> properties;
    QString missing;

    static constexpr auto fields()
    {
        return std::tuple(
            field("failureId", &UnitEvidence::failureId, "The failure it belongs to").between(1, 512),
            field("unit", &UnitEvidence::unit, "Full unit name").between(1, 255),
            field("collectedAt", &UnitEvidence::collectedAt, "When it was collected, by the node's clock"),
            field("journal", &UnitEvidence::journal, "Last lines of the unit's journal, oldest first")
                .between(0, 1000),
            field("properties", &UnitEvidence::properties, "Selected properties of the unit")
                .between(0, 200)
                .optional(),
            field("missing", &UnitEvidence::missing,
                  "What could not be collected and why; empty when all could")
                .optional());
    }

    friend bool operator==(const UnitEvidence &, const UnitEvidence &) = default;
};

/// The watched units of a node, and whether the watch itself works.
struct UnitList
{
    bool watching = false;
    QString notWatchingBecause;
    QList<UnitStatus> units;
    qint64 sequence = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("watching", &UnitList::watching,
                                "Whether changes are seen; if not, units are as last seen"),
                          field("notWatchingBecause", &UnitList::notWatchingBecause, "Why not").optional(),
                          field("units", &UnitList::units, "The watched units, by name"),
                          field("sequence", &UnitList::sequence, "The last event this takes into account")
                              .between(0, INT64_MAX));
    }

    friend bool operator==(const UnitList &, const UnitList &) = default;
};

struct UnitFailureList
{
    QList<UnitFailure> failures;
    qint64 sequence = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("failures", &UnitFailureList::failures,
                  "Open failures and the latest recovered ones, newest first"),
            field("sequence", &UnitFailureList::sequence, "The last event this takes into account")
                .between(0, INT64_MAX));
    }

    friend bool operator==(const UnitFailureList &, const UnitFailureList &) = default;
};

} // namespace muster
