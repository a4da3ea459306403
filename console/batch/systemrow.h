// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/noderow.h"
#include "console/fleet/systemfindings.h"
#include "console/systems/systemchange.h"

namespace muster::console {

/// A member as `muster system show --json` tells it: as a node, and as the coordinator sees it. The names are
/// stable, as in all of these.
struct SystemMemberRow : NodeRow
{
    QString memberAddress;
    bool coordinates = false;
    std::optional<MemberPresence> presence;
    qint64 generation = 0;
    std::optional<qint64> offsetToCoordinator;
    std::optional<qint64> roundTrip;
    bool skewed = false;
    QString agentVersion;
    QString silentBecause;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            NodeRow::fields(),
            std::tuple(
                field("memberAddress", &SystemMemberRow::memberAddress, "Where other members reach it"),
                field("coordinates", &SystemMemberRow::coordinates, "It acts as coordinator"),
                field("presence", &SystemMemberRow::presence,
                      "How the coordinator sees it; absent when nobody tells"),
                field("generation", &SystemMemberRow::generation, "Membership it has; 0 when not known"),
                field("offsetToCoordinator", &SystemMemberRow::offsetToCoordinator,
                      "Its clock minus the coordinator's, milliseconds"),
                field("roundTrip", &SystemMemberRow::roundTrip,
                      "The way from the coordinator to it and back, milliseconds"),
                field("skewed", &SystemMemberRow::skewed, "Its clock is further off than is allowed"),
                field("agentVersion", &SystemMemberRow::agentVersion, "Version of its agent"),
                field("silentBecause", &SystemMemberRow::silentBecause,
                      "Why the coordinator does not hear it")));
    }
};

struct SystemFindingRow
{
    QString kind;
    QString node;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(field("kind", &SystemFindingRow::kind, "What is not as it should be: NoneActs"),
                          field("node", &SystemFindingRow::node, "Name of the member; empty for the whole"),
                          field("text", &SystemFindingRow::text, "In words"));
    }
};

struct SystemDocument
{
    QString name;
    QString id;
    qint64 generation = 0;
    QString changedBy;
    std::optional<Timestamp> changedAt;
    QString coordinator;
    QString acting;
    bool acts = false;
    QString why;
    std::optional<SystemSettings> settings;
    Health health = Health::Unknown;
    bool stale = true;
    int answering = 0;
    QList<SystemMemberRow> members;
    QList<SystemFindingRow> findings;
    std::optional<SystemNote> note;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &SystemDocument::name, "The system's name"),
            field("id", &SystemDocument::id, "Its id; empty for a group that only this console knows"),
            field("generation", &SystemDocument::generation, "Which change of it is known"),
            field("changedBy", &SystemDocument::changedBy, "Who decided that change"),
            field("changedAt", &SystemDocument::changedAt, "When, by their clock"),
            field("coordinator", &SystemDocument::coordinator, "Node id of the coordinator, by membership"),
            field("acting", &SystemDocument::acting, "Node id of the one that acts or may act"),
            field("acts", &SystemDocument::acts, "It is sure that it acts"),
            field("why", &SystemDocument::why, "Why that is not sure; empty when it is"),
            field("settings", &SystemDocument::settings, "How its members work together"),
            field("health", &SystemDocument::health, "Worst of its members, and of the whole"),
            field("stale", &SystemDocument::stale, "A member does not answer"),
            field("answering", &SystemDocument::answering, "How many members answer"),
            field("members", &SystemDocument::members, "The members, by number"),
            field("findings", &SystemDocument::findings, "What is not as it should be with the whole"),
            field("note", &SystemDocument::note, "What people note about it"));
    }
};

[[nodiscard]] SystemDocument systemDocument(const Fleet &fleet, const FleetSystem &system, Timestamp now);
[[nodiscard]] Table memberTable(const SystemDocument &document, Timestamp now);
/// NotWell when a member is not well, or the whole is not as it should be; Unreachable when none answers.
[[nodiscard]] ExitCode exitCodeOf(const SystemDocument &document);
/// "drawer-a coordinates", "none coordinates: …"; one line.
[[nodiscard]] QString leadText(const Fleet &fleet, const FleetSystem &system);

/// A change of one member, as it is planned and as it went.
struct MemberChangeRow
{
    QString name;
    QString id;
    QString change;
    int number = 0;
    int numberBefore = 0;
    QString objection;
    bool blocks = false;
    QString outcome;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &MemberChangeRow::name, "Name of the node"),
            field("id", &MemberChangeRow::id, "Its node id"),
            field("change", &MemberChangeRow::change, "What changes for it, in words"),
            field("number", &MemberChangeRow::number, "Its number afterwards; 0 for none"),
            field("numberBefore", &MemberChangeRow::numberBefore, "Its number before; 0 for none"),
            field("objection", &MemberChangeRow::objection, "What speaks against it; empty when nothing"),
            field("blocks", &MemberChangeRow::blocks, "The objection stops the change"),
            field("outcome", &MemberChangeRow::outcome,
                  "done, refused, unreachable, later or notTold; empty before"),
            field("error", &MemberChangeRow::error, "Why it was not done"),
            field("errorName", &MemberChangeRow::errorName, "The error's stable name"));
    }
};

struct SystemChangeDocument
{
    QString name;
    QString id;
    qint64 generation = 0;
    bool dissolved = false;
    bool done = false;
    QStringList settings;
    QStringList warnings;
    QList<MemberChangeRow> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &SystemChangeDocument::name, "The system's name afterwards"),
            field("id", &SystemChangeDocument::id, "Its id"),
            field("generation", &SystemChangeDocument::generation, "Which change this is"),
            field("dissolved", &SystemChangeDocument::dissolved, "The system is no more"),
            field("done", &SystemChangeDocument::done, "All members have it, or will take it over"),
            field("settings", &SystemChangeDocument::settings, "Settings that change: NAME: OLD -> NEW"),
            field("warnings", &SystemChangeDocument::warnings, "What should be known"),
            field("members", &SystemChangeDocument::members, "What changes on which node"));
    }
};

/// @param results empty for a plan
[[nodiscard]] SystemChangeDocument changeDocument(const SystemDraft &draft,
                                                  const QList<MemberResult> &results);
[[nodiscard]] Table changeTable(const SystemChangeDocument &document, bool isDone);

} // namespace muster::console
