// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/systemphrases.h"

#include "console/fleet/systemnote.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"
#include "console/views/text/restorephrases.h"

#include <QLocale>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Standing = SystemLead::Standing;

QString millisecondsWithSign(qint64 time)
{
    const QString sign = time < 0 ? u"\u2212"_s : u"+"_s;
    if (std::abs(time) < 10'000)
        return u"%1%2 ms"_s.arg(sign).arg(std::abs(time));
    return sign + Ages::span(std::chrono::milliseconds(std::abs(time)));
}

} // namespace

QString SystemPhrases::nameOf(const Fleet &fleet, const QString &nodeId)
{
    const FleetNode *node = fleet.node(nodeId);
    return node ? node->name : nodeId.section(u'-', 0, 0);
}

QString SystemPhrases::withReason(const QString &text, const QString &why)
{
    //: %1 says that something is so, %2 why
    return why.isEmpty() ? text : tr("%1: %2").arg(text, why);
}

QString SystemPhrases::lead(const Fleet &fleet, const FleetSystem &system)
{
    const SystemLead &lead = system.lead;
    switch (lead.standing) {
    case Standing::Acts:
        //: %1 is a node that speaks for its system
        return tr("%1 coordinates").arg(nameOf(fleet, lead.acting));
    case Standing::Unsure:
        //: %1 is a node that speaks for its system, as far as is known
        return withReason(tr("%1 may coordinate, which is not confirmed").arg(nameOf(fleet, lead.acting)),
                          lead.why);
    case Standing::Contradiction: {
        QStringList names;
        for (const QString &nodeId : lead.claimed)
            names.append(nameOf(fleet, nodeId));
        //: %1 are nodes
        return tr("members contradict each other: %1 are said to coordinate").arg(names.join(u", "_s));
    }
    case Standing::None:
        //: of a system
        return withReason(tr("no coordinator acts"), lead.why);
    case Standing::Untold:
        break;
    }
    //: of a system
    return system.isOwn() ? tr("known to this console only")
                          //: of a system
                          : tr("no member that could tell who coordinates answers");
}

SystemPhrases::Said SystemPhrases::ofWhole(const Fleet &fleet, const FleetSystem &system,
                                           const SystemFinding &finding)
{
    using Kind = SystemFinding::Kind;
    const QString coordinator = nameOf(fleet, system.coordinator);
    switch (finding.kind) {
    case Kind::OnlyHere:
        return {Mark::Unknown, tr("This group is known to this console only: its members do not know that "
                                  "they are one machine, and nobody coordinates.")};
    case Kind::Untold:
        return {Mark::Stale,
                tr("No member that could tell who coordinates answers. What is shown is the last "
                   "that is known.")};
    case Kind::NoneActs:
        //: %1 says why no coordinator acts
        return {Mark::Critical,
                finding.why.isEmpty()
                    ? tr("No coordinator acts. Everything can be read; nothing is done for the whole.")
                    : tr("No coordinator acts: %1. Everything can be read; nothing is done for the whole.")
                          .arg(finding.why)};
    case Kind::Unsure:
        //: %1 is a node, %2 says why it is not sure that it coordinates
        return {Mark::Care, withReason(tr("%1 may coordinate, which nobody has confirmed of late")
                                           .arg(nameOf(fleet, system.lead.acting)),
                                       finding.why)};
    case Kind::Contradiction:
        //: %1 says that members contradict each other
        return {Mark::Critical, tr("Who coordinates is not sure: %1.").arg(lead(fleet, system))};
    default:
        //: %1 is a node
        return {Mark::Care, tr("%1 coordinated before, was not reached when it was replaced, and may act "
                               "still.")
                                .arg(nameOf(fleet, finding.nodeId))};
    }
}

SystemPhrases::Said SystemPhrases::finding(const Fleet &fleet, const FleetSystem &system,
                                           const SystemFinding &finding)
{
    using Kind = SystemFinding::Kind;
    const QString name = nameOf(fleet, finding.nodeId);
    switch (finding.kind) {
    case Kind::Silent:
        //: %1 is a node
        return {Mark::Stale, withReason(tr("The coordinator does not hear %1").arg(name), finding.why)};
    case Kind::Skewed: {
        const FleetNode *node = fleet.node(finding.nodeId);
        //: %1 is a node, %2 a length of time such as +2300 ms
        return {Mark::Care,
                tr("The clock of %1 is %2 from the coordinator\u2019s, more than the system allows.")
                    .arg(name, node ? clock(system, *node).text : QString())};
    }
    case Kind::Behind:
        //: %1 is a node
        return {Mark::Care,
                tr("%1 has an older membership; it takes the present one over when it is back.").arg(name)};
    case Kind::Denies:
        //: %1 is a node
        return {Mark::Care, tr("%1 says that it is no member.").arg(name)};
    case Kind::Differs:
        //: %1 is a node
        return {Mark::Care, tr("%1 has another membership of the same generation.").arg(name)};
    default:
        break;
    }
    return ofWhole(fleet, system, finding);
}

Cell SystemPhrases::presence(const FleetSystem &system, const FleetNode &node)
{
    const auto view = system.views.constFind(node.nodeId);
    Cell cell;
    if (view != system.views.cend()) {
        const bool isSilent = view->presence == MemberPresence::Silent;
        // The one that the others are connected to may not be allowed to act.
        const bool acts = view->presence == MemberPresence::Self && system.lead.standing == Standing::Acts;
        cell = {.text = acts
                            //: a member of a system is the one that speaks for it
                            ? tr("coordinates")
                            //: a member of a system, as its coordinator sees it
                            : isSilent ? tr("silent")
                                       //: a member of a system, as its coordinator sees it
                                       : tr("connected"),
                .tone = isSilent ? Tone::Care : Tone::Plain,
                .hint = view->why};
    }
    if (system.behind.contains(node.nodeId)) {
        //: a member of a system has an older list of members than the others
        cell.text = tr("older membership");
        cell.tone = Tone::Care;
    } else if (system.denying.contains(node.nodeId)) {
        //: what a node says of the system that names it
        cell = {.text = tr("says it is no member"), .tone = Tone::Care};
    }
    return cell;
}

Cell SystemPhrases::clock(const FleetSystem &system, const FleetNode &node)
{
    const auto view = system.views.constFind(node.nodeId);
    if (view == system.views.cend() || !view->clockOffset)
        return {};
    return {.text = millisecondsWithSign(*view->clockOffset),
            .tone = view->isSkewed ? Tone::Care : Tone::Dim,
            //: on hover; %1 is a length of time
            .hint = view->roundTrip
                        ? tr("from the coordinator\u2019s clock; the way there and back takes %1 ms")
                              .arg(*view->roundTrip)
                        : QString(),
            .order = view->clockOffset};
}

QList<FactList::Fact> SystemPhrases::facts(const Fleet &fleet, const FleetSystem &system)
{
    if (!system.membership)
        //: who speaks for a system
        return {{tr("Coordinator"), {.text = lead(fleet, system)}}};
    const Membership &terms = system.membership->terms;
    const SystemSettings &settings = terms.settings;
    const QString by = terms.changedByName.isEmpty() ? terms.changedBy : terms.changedByName;
    const FleetNode *teller = fleet.node(system.lead.toldBy);
    const auto since = system.lead.since && teller
                           ? Cell{.time = byOurClock(*teller, *system.lead.since),
                                  .hint = Ages::bothClocks(*teller, *system.lead.since)}
                           : Cell{};
    //: by whose word something is known
    const QString word = system.toldBy.isEmpty() ? tr("as it was kept here")
                                                 //: by whose word something is known; %1 is a node
                                                 : tr("by the word of %1").arg(nameOf(fleet, system.toldBy));
    const auto note = noteOf(fleet, system);
    QList<FactList::Fact> facts{
        //: what people note about a system
        {tr("Note"),
         //: a note, and who wrote it
         note ? Cell{.text = tr("%1 (%2)").arg(note->text, note->by), .hint = Ages::full(note->at)} : Cell{}},
        //: who speaks for a system
        {tr("Coordinator"), {.text = lead(fleet, system)}},
        //: since when a coordinator acts
        {tr("Since"), since},
        //: by configuration it would be this node
        {tr("Configured"), {.text = nameOf(fleet, system.coordinator)}},
        //: how the coordinator of a system is chosen
        {tr("Chosen"), {.text = mode(settings.coordinatorMode)}},
        //: which change of a system is in force; %1 is its number, %2 "by the word of drawer-a"
        {tr("Generation"), {.text = tr("%1, %2").arg(QLocale().toString(terms.generation), word)}},
        //: who changed a system last
        {tr("Changed by"), {.text = by}},
        {tr("Changed"), {.time = terms.changedAt}},
        {settingName(u"leaseSeconds"_s), {.text = Ages::span(std::chrono::seconds(settings.leaseSeconds))}},
        {settingName(u"maxSkewMilliseconds"_s), {.text = u"%1 ms"_s.arg(settings.maxSkewMilliseconds)}},
        {settingName(u"forwardedRole"_s), {.text = Phrases::role(settings.forwardedRole)}},
        {settingName(u"replicas"_s), {.text = QString::number(settings.replicas)}},
        {settingName(u"replicaBytes"_s), {.text = QLocale().formattedDataSize(settings.replicaBytes)}},
    };
    facts += RestorePhrases::facts(settings);
    facts.append({tr("System id"), {.text = terms.id, .tone = Tone::Dim, .isFixed = true}});
    return facts;
}

QString SystemPhrases::byWord(const Fleet &fleet, const FleetNode &node)
{
    const FleetSystem *system = fleet.systemOf(node.nodeId);
    if (!system)
        return {};
    if (system->toldBy.isEmpty())
        //: of a node; %1 is a system
        return tr("known by what was kept of %1; this console is not paired with it").arg(system->name);
    //: of a node; %1 is another node
    return tr("known by the word of %1; this console is not paired with it")
        .arg(nameOf(fleet, system->toldBy));
}

QString SystemPhrases::change(const MemberChange &change)
{
    QStringList parts;
    switch (change.fate) {
    case MemberFate::Joins:
        //: what happens to a node; %1 is its number in the system
        parts.append(tr("becomes member %1").arg(change.number));
        break;
    case MemberFate::Leaves:
        //: what happens to a node
        parts.append(tr("is no member any more"));
        break;
    case MemberFate::Told:
        //: what happens to a node
        parts.append(tr("is told that it does not coordinate"));
        break;
    case MemberFate::Stays:
        if (change.number != change.numberBefore)
            //: what happens to a member of a system; %1 and %2 are its numbers
            parts.append(tr("number %1 instead of %2").arg(change.number).arg(change.numberBefore));
        if (change.address != change.addressBefore)
            //: what happens to a member of a system; %1 is an address
            parts.append(tr("is reached at %1").arg(change.address));
        break;
    }
    if (change.isCoordinator && !change.wasCoordinator)
        //: what happens to a member of a system
        parts.append(tr("coordinates"));
    else if (change.wasCoordinator && !change.isCoordinator && change.fate == MemberFate::Stays)
        //: what happens to a member of a system
        parts.append(tr("does not coordinate any more"));
    //: what happens to a member of a system
    return parts.isEmpty() ? tr("as before") : parts.join(u", "_s);
}

QString SystemPhrases::setting(const SettingChange &change)
{
    //: %1 is a setting, %2 its value before, %3 after
    return tr("%1: %3 instead of %2").arg(settingName(change.setting), change.before, change.after);
}

QString SystemPhrases::settingName(const QString &setting)
{
    if (setting == "coordinatorMode"_L1)
        //: setting of a system: how the coordinator is chosen
        return tr("Coordinator chosen");
    if (setting == "leaseSeconds"_L1)
        //: setting of a system: how long a coordinator may act without being confirmed
        return tr("Lease");
    if (setting == "maxSkewMilliseconds"_L1)
        //: setting of a system: how far clocks may be apart
        return tr("Clocks apart at most");
    if (setting == "forwardedRole"_L1)
        //: setting of a system: the most that the coordinator's word gives a caller
        return tr("Role by word");
    if (setting == "replicas"_L1)
        //: setting of a system: on how many other members a file is kept
        return tr("Copies of files");
    if (setting == "facetRules"_L1)
        //: setting of a system: how its state comes about from its members'
        return tr("Rules of facets");
    if (setting == "unavailableAfterSeconds"_L1)
        //: setting of a system: how long a member may be silent until its state is unknown
        return tr("Silent at most");
    if (setting == "resetGraceSeconds"_L1)
        //: setting of a system: how long a member that restarts its management may be silent
        return tr("Silent in a restart at most");
    if (setting == "restorePolicy"_L1)
        //: setting of a system: what becomes of it after an outage
        return tr("When all lose power");
    if (setting == "partialOutage"_L1)
        //: setting of a system: what becomes of those that lost power while others did not
        return tr("When some lose power");
    if (setting == "restoreWindowSeconds"_L1)
        //: setting of a system: how long members are waited for after an outage
        return tr("Waits after an outage");
    if (setting == "bootStallSeconds"_L1)
        //: setting of a system: how long a host may be at one stage of its boot until that is told
        return tr("One boot stage at most");
    //: setting of a system: how many bytes of others' files a member keeps
    return setting == "replicaBytes"_L1 ? tr("Room for copies") : setting;
}

QString SystemPhrases::mode(CoordinatorMode mode)
{
    //: how the coordinator of a system is chosen
    return mode == CoordinatorMode::Etcd ? tr("elected through etcd")
                                         //: how the coordinator of a system is chosen
                                         : tr("by configuration");
}

} // namespace muster::console
