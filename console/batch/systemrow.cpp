// SPDX-License-Identifier: Apache-2.0
#include "console/batch/systemrow.h"

#include "console/fleet/systemnote.h"

#include "console/fleet/fleethealth.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString shownName(const Fleet &fleet, const QString &nodeId)
{
    const FleetNode *node = fleet.node(nodeId);
    return node ? node->name : nodeId.section(u'-', 0, 0);
}

QString namesOf(const Fleet &fleet, const QStringList &nodeIds)
{
    QStringList names;
    for (const QString &nodeId : nodeIds)
        names.append(shownName(fleet, nodeId));
    return names.join(", "_L1);
}

QString withReason(const QString &text, const QString &why)
{
    return why.isEmpty() ? text : u"%1: %2"_s.arg(text, why);
}

std::pair<QString, QString> kindAndText(const Fleet &fleet, const FleetSystem &system,
                                        const SystemFinding &finding)
{
    using Kind = SystemFinding::Kind;
    switch (finding.kind) {
    case Kind::OnlyHere:
        return {u"OnlyHere"_s,
                u"it is known to this console only; create it again to have its members act together"_s};
    case Kind::Untold:
        return {u"Untold"_s, leadText(fleet, system)};
    case Kind::NoneActs:
        return {u"NoneActs"_s, leadText(fleet, system)};
    case Kind::Unsure:
        return {u"Unsure"_s, leadText(fleet, system)};
    case Kind::Contradiction:
        return {u"Contradiction"_s, leadText(fleet, system)};
    case Kind::Fenced:
        return {u"Fenced"_s,
                u"it coordinated before, was not reached when it was replaced, and may act still"_s};
    case Kind::Silent:
        return {u"Silent"_s, withReason(u"the coordinator does not hear it"_s, finding.why)};
    case Kind::Skewed:
        return {u"Skewed"_s, u"its clock is further off than the system allows"_s};
    case Kind::Behind:
        return {u"Behind"_s, u"it has an older membership"_s};
    case Kind::Denies:
        return {u"Denies"_s, u"it says that it is no member"_s};
    case Kind::Differs:
        return {u"Differs"_s, u"it has another membership of the same generation"_s};
    }
    return {};
}

SystemMemberRow memberRow(const Fleet &fleet, const FleetSystem &system, const SystemMember &member,
                          const FleetNode &node, Timestamp now)
{
    SystemMemberRow row;
    static_cast<NodeRow &>(row) = nodeRow(fleet, node, now);
    row.system = system.name;
    row.instance = member.instance;
    row.memberAddress = member.address;
    const bool isActing = system.lead.standing == SystemLead::Standing::Acts;
    row.coordinates = isActing && system.lead.acting == node.nodeId;
    if (const auto view = system.views.constFind(node.nodeId); view != system.views.cend()) {
        row.presence = view->presence;
        row.generation = view->generation;
        row.offsetToCoordinator = view->clockOffset;
        row.roundTrip = view->roundTrip;
        row.skewed = view->isSkewed;
        row.agentVersion = view->agentVersion;
        row.silentBecause = view->why;
    }
    if (row.generation == 0 && node.membership && node.membership->terms.id == system.id())
        row.generation = node.membership->terms.generation;
    if (row.agentVersion.isEmpty() && node.facts)
        row.agentVersion = node.facts->agentVersion;
    return row;
}

QString millisecondsText(const std::optional<qint64> &time, bool isSigned)
{
    if (!time)
        return u"-"_s;
    const QString sign = !isSigned ? QString() : *time < 0 ? u"-"_s : u"+"_s;
    return u"%1%2 ms"_s.arg(sign).arg(std::abs(*time));
}

Table::Cell presenceCell(const SystemMemberRow &row)
{
    if (!row.presence)
        return {u"?"_s, Tone::Dim};
    switch (*row.presence) {
    case MemberPresence::Self:
        return {u"coordinator"_s};
    case MemberPresence::Connected:
        return {u"connected"_s};
    case MemberPresence::Silent:
        break;
    }
    return {u"silent"_s, Tone::Care};
}

QString changeText(const MemberChange &change)
{
    QStringList parts;
    switch (change.fate) {
    case MemberFate::Joins:
        parts.append(u"becomes member %1"_s.arg(change.number));
        break;
    case MemberFate::Leaves:
        parts.append(u"is no member any more"_s);
        break;
    case MemberFate::Told:
        parts.append(u"is told that it does not coordinate"_s);
        break;
    case MemberFate::Stays:
        if (change.number != change.numberBefore)
            parts.append(u"number %1 instead of %2"_s.arg(change.number).arg(change.numberBefore));
        if (change.address != change.addressBefore)
            parts.append(u"reached at %1"_s.arg(change.address));
        break;
    }
    if (change.isCoordinator && !change.wasCoordinator)
        parts.append(u"coordinates"_s);
    else if (change.wasCoordinator && !change.isCoordinator && change.fate == MemberFate::Stays)
        parts.append(u"does not coordinate any more"_s);
    return parts.isEmpty() ? u"nothing"_s : parts.join(", "_L1);
}

QString outcomeOf(const SystemDraft &draft, const MemberResult &result)
{
    if (result.answer)
        return u"done"_s;
    if (takesOverLater(draft, result))
        return u"later"_s;
    switch (exitCodeOf(result.answer.error().code)) {
    case ExitCode::Unreachable:
        return u"unreachable"_s;
    case ExitCode::BrokenOff:
        return result.answer.error().code == ErrorCode::Cancelled ? u"notTold"_s : u"failed"_s;
    default:
        return u"refused"_s;
    }
}

Table::Cell outcomeCell(const MemberChangeRow &row)
{
    if (row.outcome == "done"_L1)
        return {u"done"_s, Tone::Well};
    if (row.outcome == "later"_L1)
        return {u"takes it over when it is back"_s, Tone::Care};
    if (row.outcome == "notTold"_L1)
        return {u"not told"_s, Tone::Care};
    return {u"%1: %2"_s.arg(row.outcome, row.error), Tone::Critical};
}

} // namespace

QString leadText(const Fleet &fleet, const FleetSystem &system)
{
    const SystemLead &lead = system.lead;
    switch (lead.standing) {
    case SystemLead::Standing::Acts:
        return u"%1 coordinates"_s.arg(shownName(fleet, lead.acting));
    case SystemLead::Standing::Unsure:
        return withReason(u"%1 may coordinate, which is not confirmed"_s.arg(shownName(fleet, lead.acting)),
                          lead.why);
    case SystemLead::Standing::Contradiction:
        return u"members contradict each other: %1 are said to coordinate"_s.arg(
            namesOf(fleet, lead.claimed));
    case SystemLead::Standing::None:
        return withReason(u"none coordinates"_s, lead.why);
    case SystemLead::Standing::Untold:
        break;
    }
    return system.isOwn() ? u"none coordinates: its members do not know that they are one"_s
                          : u"no member that could tell who coordinates answers"_s;
}

SystemDocument systemDocument(const Fleet &fleet, const FleetSystem &system, Timestamp now)
{
    const ShownHealth health = healthOf(fleet, system);
    const bool acts = system.lead.standing == SystemLead::Standing::Acts;
    SystemDocument document;
    document.name = system.name;
    document.id = system.id();
    document.generation = system.generation();
    document.coordinator = system.coordinator;
    document.acting = system.lead.acting;
    document.acts = acts;
    document.why = acts ? QString() : leadText(fleet, system);
    document.health = health.health;
    document.stale = health.stale;
    document.answering = health.answering;
    if (system.membership) {
        const Membership &terms = system.membership->terms;
        document.changedBy = terms.changedByName.isEmpty() ? terms.changedBy : terms.changedByName;
        document.changedAt = terms.changedAt;
        document.settings = terms.settings;
    }
    document.note = noteOf(fleet, system);
    for (const SystemMember &member : system.members) {
        if (const FleetNode *node = fleet.node(member.nodeId))
            document.members.append(memberRow(fleet, system, member, *node, now));
    }
    for (const SystemFinding &finding : findingsOf(fleet, system)) {
        const auto [kind, text] = kindAndText(fleet, system, finding);
        document.findings.append(
            {kind, finding.nodeId.isEmpty() ? QString() : shownName(fleet, finding.nodeId), text});
    }
    return document;
}

Table memberTable(const SystemDocument &document, Timestamp now)
{
    const bool isReal = !document.id.isEmpty();
    QStringList titles{u"#"_s, u"NAME"_s, u"STATE"_s, u"HEALTH"_s, u"AGE"_s};
    if (isReal)
        titles += {u"PRESENCE"_s, u"CLOCK"_s, u"ROUND TRIP"_s, u"GENERATION"_s, u"AGENT"_s};
    Table table(titles);
    for (const SystemMemberRow &row : document.members) {
        const bool isBehind = row.generation > 0 && row.generation < document.generation;
        QList<Table::Cell> cells{{QString::number(row.instance)},
                                 {row.paired ? row.name : row.name + " (not paired)"_L1, Tone::Strong},
                                 linkCell(row),
                                 {healthText(row.health, row.stale), toneOf(row.health)},
                                 {ageText(row.heardAt, now), row.stale ? Tone::Dim : Tone::Plain}};
        if (isReal) {
            cells +=
                {presenceCell(row),
                 {millisecondsText(row.offsetToCoordinator, true), row.skewed ? Tone::Care : Tone::Plain},
                 {millisecondsText(row.roundTrip, false)},
                 {row.generation == 0 ? u"?"_s : QString::number(row.generation),
                  isBehind ? Tone::Care : Tone::Plain},
                 {row.agentVersion.isEmpty() ? u"?"_s : row.agentVersion}};
        }
        table.addRow(cells);
    }
    return table;
}

ExitCode exitCodeOf(const SystemDocument &document)
{
    QList<NodeRow> rows;
    for (const SystemMemberRow &row : document.members)
        rows.append(row);
    const ExitCode members = exitCodeOf(rows);
    return document.findings.isEmpty() || members != ExitCode::Well ? members : ExitCode::NotWell;
}

SystemChangeDocument changeDocument(const SystemDraft &draft, const QList<MemberResult> &results)
{
    SystemChangeDocument document{draft.next.name,       draft.next.id,
                                  draft.next.generation, draft.next.isDissolved,
                                  !results.isEmpty(),    {},
                                  draft.warnings,        {}};
    for (const SettingChange &change : draft.settings)
        document.settings.append(u"%1: %2 -> %3"_s.arg(change.setting, change.before, change.after));
    if (draft.before && draft.before->name != draft.next.name)
        document.settings.prepend(u"name: %1 -> %2"_s.arg(draft.before->name, draft.next.name));
    for (const MemberChange &change : draft.changes) {
        MemberChangeRow row;
        row.name = change.name;
        row.id = change.nodeId;
        row.change = changeText(change);
        row.number = change.number;
        row.numberBefore = change.numberBefore;
        if (change.objection) {
            row.objection = describe({change.objection->why.code,
                                      change.objection->why.text,
                                      {},
                                      {},
                                      change.objection->why.remedy});
            row.blocks = change.objection->blocks;
        }
        const auto result = std::ranges::find(results, change.nodeId, &MemberResult::nodeId);
        if (result != results.end()) {
            row.outcome = outcomeOf(draft, *result);
            if (!result->answer) {
                row.error = describe(result->answer.error());
                row.errorName = errorName(result->answer.error().code);
            }
            document.done &= result->answer || row.outcome == "later"_L1;
        }
        document.members.append(row);
    }
    return document;
}

Table changeTable(const SystemChangeDocument &document, bool isDone)
{
    Table table({u"#"_s, u"MEMBER"_s, u"CHANGE"_s, isDone ? u"RESULT"_s : u"OBJECTION"_s});
    for (const MemberChangeRow &row : document.members) {
        const int number = row.number == 0 ? row.numberBefore : row.number;
        table.addRow({{number == 0 ? u"-"_s : QString::number(number)},
                      {row.name, Tone::Strong},
                      {row.change},
                      isDone ? outcomeCell(row)
                             : Table::Cell(row.objection, row.blocks ? Tone::Critical : Tone::Care)});
    }
    return table;
}

} // namespace muster::console
