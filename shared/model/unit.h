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

/// One step on the way from a target, or any unit, down to what brought it down.
struct DependencyLink
{
    QString unit;
    QString relation;
    QString activeState;
    QString result;

    static constexpr auto fields()
    {
        return std::tuple(
            field("unit", &DependencyLink::unit, "Full name of the unit that is needed").between(1, 255),
            field("relation", &DependencyLink::relation,
                  "How the unit before it needs it: Requires, BindsTo, Requisite, ...")
                .between(0, 32)
                .optional(),
            field("activeState", &DependencyLink::activeState,
                  "systemd's word for its state when it was read")
                .between(0, 64)
                .optional(),
            field("result", &DependencyLink::result, "Result of its last run: exit-code, signal, ...")
                .between(0, 64)
                .optional());
    }

    friend bool operator==(const DependencyLink &, const DependencyLink &) = default;
};

/// That somebody has taken note of a failure.
struct Acknowledgement
{
    static constexpr qint64 MaxReasonBytes = 500;

    Timestamp at{};
    QString by;
    QString reason;

    static constexpr auto fields()
    {
        return std::tuple(field("at", &Acknowledgement::at, "When, by the node's clock"),
                          field("by", &Acknowledgement::by, "Who: the peer's name").between(0, 255),
                          field("reason", &Acknowledgement::reason, "What they gave as reason")
                              .between(0, MaxReasonBytes)
                              .optional());
    }

    friend bool operator==(const Acknowledgement &, const Acknowledgement &) = default;
};

/// A failure of a critical unit: of a service after systemd's own retries, or of a target whose job ended
/// with a result that is watched. It stays one and the same, and counts, while the unit fails again before
/// somebody has acknowledged it.
struct UnitFailure
{
    static constexpr qint64 MaxChain = 16;

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
    QString run;
    QString incident;
    QString error;
    QList<DependencyLink> chain;
    std::optional<Timestamp> firstAt;
    qint64 count = 1;
    qint64 suppressed = 0;
    QString dump;
    QString action;
    int attempts = 0;
    std::optional<Acknowledgement> acknowledged;

    /// Whether it still asks for somebody: it is not acknowledged, or the unit has not recovered.
    [[nodiscard]] bool isOpen() const { return !acknowledged || !recoveredAt; }
    /// When it failed first.
    [[nodiscard]] Timestamp since() const { return firstAt.value_or(at); }

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
            field("at", &UnitFailure::at, "When it failed, for the last time, by the node's clock"),
            field("explanation", &UnitFailure::explanation,
                  "What happened, one sentence: killed by SIGSEGV after 2 restarts")
                .optional(),
            field("recoveredAt", &UnitFailure::recoveredAt,
                  "When it was active again; absent while it is failed"),
            field("foundAtStart", &UnitFailure::foundAtStart, "It failed while the agent was away")
                .optional(),
            field(
                "run", &UnitFailure::run,
                "The failed run that was told last: invocationId, or an earlier one that was found out later")
                .between(0, 64)
                .optional(),
            field("incident", &UnitFailure::incident,
                  "Failures that belong together name the same: the id of the one that it began with")
                .between(0, 512)
                .optional(),
            field("error", &UnitFailure::error, "The error that was logged for it")
                .between(0, 255)
                .optional(),
            field("chain", &UnitFailure::chain,
                  "From what this unit needs down to what failed there; empty when nothing is known of it")
                .between(0, MaxChain)
                .optional(),
            field("firstAt", &UnitFailure::firstAt,
                  "When it failed first, if it has failed several times; at is the latest then"),
            field("count", &UnitFailure::count, "How often it has failed").between(1, INT64_MAX).optional(),
            field(
                "suppressed", &UnitFailure::suppressed,
                "How many of these were told, but no evidence was collected of them, for there were too many")
                .between(0, INT64_MAX)
                .optional(),
            field("dump", &UnitFailure::dump, "The dump that was made of it").between(0, 255).optional(),
            field("action", &UnitFailure::action,
                  "What the agent did about it by itself, and what came of it")
                .optional(),
            field("attempts", &UnitFailure::attempts, "How often the agent has done so")
                .between(0, 1000)
                .optional(),
            field("acknowledged", &UnitFailure::acknowledged, "Who has taken note; absent while nobody has"));
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

/// A unit that the failed one needs, as it was when evidence was collected.
struct NeededUnit
{
    QString unit;
    QString neededBy;
    QString relation;
    QString activeState;
    QString subState;
    QString result;

    static constexpr auto fields()
    {
        return std::tuple(
            field("unit", &NeededUnit::unit, "Full unit name").between(1, 255),
            field("neededBy", &NeededUnit::neededBy, "The unit that needs it").between(0, 255),
            field("relation", &NeededUnit::relation, "How: Requires, Requisite, BindsTo, Wants, Upholds")
                .between(0, 32),
            field("activeState", &NeededUnit::activeState, "systemd's word for its state").between(0, 64),
            field("subState", &NeededUnit::subState, "The same, in detail").between(0, 64).optional(),
            field("result", &NeededUnit::result, "Result of its last run").between(0, 64).optional());
    }

    friend bool operator==(const NeededUnit &, const NeededUnit &) = default;
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
    QList<NeededUnit> needs;
    QString core;

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
                .optional(),
            field("needs", &UnitEvidence::needs, "What the unit needs, nearest first")
                .between(0, 1000)
                .optional(),
            field("core", &UnitEvidence::core,
                  "The core file that its run left, on the node; empty without one")
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
    qint64 omitted = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("failures", &UnitFailureList::failures,
                  "Open failures and the latest recovered ones, newest first"),
            field("sequence", &UnitFailureList::sequence, "The last event this takes into account")
                .between(0, INT64_MAX),
            field("omitted", &UnitFailureList::omitted,
                  "How many older ones are left out, for they do not fit one message")
                .between(0, INT64_MAX)
                .optional());
    }

    friend bool operator==(const UnitFailureList &, const UnitFailureList &) = default;
};

} // namespace muster
