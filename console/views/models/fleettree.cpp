// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/fleettree.h"

#include "console/fleet/fleethealth.h"
#include "console/views/models/nodecells.h"
#include "console/views/text/attention.h"
#include "console/views/text/phrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxFound = 12;

/// How urgent a mark is; the most urgent first.
int rankOf(const TreeEntry &entry)
{
    switch (entry.mark.value_or(Mark::Well)) {
    case Mark::Critical:
        return 0;
    case Mark::Care:
        return 1;
    case Mark::Stale:
    case Mark::Unknown:
        return 2;
    default:
        return 3;
    }
}

void sortUnwellFirst(QList<TreeEntry> &entries)
{
    std::ranges::stable_sort(entries, [](const TreeEntry &one, const TreeEntry &other) {
        const int ranks = rankOf(one) - rankOf(other);
        return ranks != 0 ? ranks < 0 : QString::localeAwareCompare(one.text, other.text) < 0;
    });
}

bool isQuiet(const TreeEntry &entry)
{
    return entry.mark == Mark::Well;
}

} // namespace

QList<TreeEntry> FleetTree::of(const Fleet &fleet, const TreeFolding &folding)
{
    QList<TreeEntry> sections{present(fleet)};
    for (const TreeEntry &section : {systems(fleet, folding), loneNodes(fleet, folding), found(fleet)}) {
        if (!section.children.isEmpty())
            sections.append(section);
    }
    return sections;
}

QString FleetTree::keyOf(const Place &place)
{
    switch (place.page) {
    case Place::Page::Attention:
        return u"now/attention"_s;
    case Place::Page::Systems:
        return u"now/systems"_s;
    case Place::Page::Nodes:
        return u"now/nodes"_s;
    case Place::Page::Failures:
        return u"now/failures"_s;
    case Place::Page::Dumps:
        return u"now/dumps"_s;
    case Place::Page::Events:
        return u"now/events"_s;
    case Place::Page::Jobs:
        return u"now/jobs"_s;
    case Place::Page::System:
        return u"system/"_s + place.id;
    case Place::Page::Node:
        return u"node/"_s + place.id;
    case Place::Page::Found:
        break;
    }
    return place.id.isEmpty() ? u"found"_s : u"found/"_s + place.id;
}

TreeEntry FleetTree::present(const Fleet &fleet)
{
    qsizetype wanting = 0;
    FailureCounts failed;
    bool isCritical = false;
    for (const FleetNode &node : fleet.nodes()) {
        const QList<Attention> items = AttentionList::of(node);
        wanting += items.size();
        failed += countFailures(node);
        isCritical |= !items.isEmpty() && items.first().severity == Health::Critical;
    }
    const auto entry = [](Place::Page page, const QString &text) {
        const Place place{page, {}};
        return TreeEntry{.key = keyOf(place), .text = text, .place = place};
    };
    //: heading in the fleet tree: what is happening
    TreeEntry now{.key = u"now"_s, .text = tr("Now"), .isSection = true};
    TreeEntry attention = entry(Place::Page::Attention, tr("Needs attention"));
    attention.badge = wanting > 0 ? QString::number(wanting) : QString();
    attention.badgeTone = isCritical ? Tone::Critical : Tone::Care;
    TreeEntry failures = entry(Place::Page::Failures, tr("Failures"));
    failures.badge = failed.open > 0 ? QString::number(failed.open) : QString();
    failures.badgeTone = toneOf(failed);
    now.children = {attention,
                    failures,
                    entry(Place::Page::Dumps, tr("Dumps")),
                    entry(Place::Page::Events, tr("Events")),
                    entry(Place::Page::Jobs, tr("Jobs")),
                    entry(Place::Page::Systems, tr("All systems")),
                    entry(Place::Page::Nodes, tr("All nodes"))};
    return now;
}

TreeEntry FleetTree::systems(const Fleet &fleet, const TreeFolding &folding)
{
    //: heading in the fleet tree: composite machines
    TreeEntry section{.key = u"systems"_s, .text = tr("Systems"), .isSection = true};
    for (const FleetSystem &system : fleet.systems())
        section.children.append(ofSystem(fleet, system));
    sortUnwellFirst(section.children);
    fold(section, folding);
    return section;
}

TreeEntry FleetTree::loneNodes(const Fleet &fleet, const TreeFolding &folding)
{
    QSet<QString> members;
    for (const FleetSystem &system : fleet.systems()) {
        for (const SystemMember &member : system.members)
            members.insert(member.nodeId);
    }
    //: heading in the fleet tree: nodes that belong to no system
    TreeEntry section{.key = u"lone"_s, .text = tr("Lone nodes"), .isSection = true};
    for (const FleetNode &node : fleet.nodes()) {
        if (!members.contains(node.nodeId))
            section.children.append(ofNode(node, node.name));
    }
    sortUnwellFirst(section.children);
    fold(section, folding);
    return section;
}

TreeEntry FleetTree::found(const Fleet &fleet)
{
    //: heading in the fleet tree: nodes that answer and are not paired yet
    TreeEntry section{.key = u"foundnodes"_s, .text = tr("Found, not paired"), .isSection = true};
    for (const FoundNode &node : fleet.found()) {
        if (section.children.size() == MaxFound)
            break;
        const Place place{Place::Page::Found, node.address};
        section.children.append({.key = keyOf(place),
                                 .text = node.name.isEmpty() ? node.address : node.name,
                                 .place = place,
                                 .mark = Mark::Unknown,
                                 .tone = Tone::Dim,
                                 .hint = node.address});
    }
    if (const qsizetype more = fleet.found().size() - section.children.size(); more > 0) {
        const Place place{Place::Page::Found, {}};
        //: leads to the list of all found nodes; %n are not shown in the tree
        section.children.append({.key = keyOf(place),
                                 .text = tr("+ %n more", nullptr, int(more)),
                                 .place = place,
                                 .tone = Tone::Dim});
    }
    return section;
}

TreeEntry FleetTree::ofSystem(const Fleet &fleet, const FleetSystem &system)
{
    const ShownHealth shown = healthOf(fleet, system);
    const Place place{Place::Page::System, system.name};
    TreeEntry entry{.key = keyOf(place), .text = system.name, .place = place, .mark = markOf(shown)};
    if (shown.problems > 0) {
        entry.badge = QString::number(shown.problems);
        entry.badgeTone = shown.health == Health::Critical ? Tone::Critical : Tone::Care;
    }
    entry.hint = Phrases::truth(fleet, system);
    for (const SystemMember &member : system.members) {
        if (const FleetNode *node = fleet.node(member.nodeId))
            entry.children.append(ofNode(*node, u"%1  %2"_s.arg(member.instance).arg(node->name)));
    }
    return entry;
}

TreeEntry FleetTree::ofNode(const FleetNode &node, const QString &text)
{
    const Place place{Place::Page::Node, node.nodeId};
    TreeEntry entry{.key = keyOf(place), .text = text, .place = place, .mark = markOf(node)};
    entry.hint = node.isPaired ? Phrases::link(node)
                               //: of a node that is known by the word of its system only
                               : tr("not paired");
    if (node.link == LinkState::Refused) {
        entry.badge = Phrases::link(node);
        entry.badgeTone = Tone::Care;
    } else if (!node.isPaired) {
        entry.tone = node.isStale() ? Tone::Stale : Tone::Plain;
        entry.badge = tr("not paired");
        entry.badgeTone = Tone::Stale;
    } else if (node.isStale()) {
        entry.tone = Tone::Stale;
        entry.heard = node.heardAt;
        entry.badgeTone = Tone::Stale;
    }
    return entry;
}

void FleetTree::fold(TreeEntry &section, const TreeFolding &folding)
{
    const qsizetype total = section.children.size();
    if (total <= TreeFolding::MaxQuiet + 2)
        return;
    const QString key = section.key + u"/fold"_s;
    if (folding.unfolded.contains(section.key)) {
        //: folds a long list of well systems or nodes again
        section.children.append(
            {.key = key, .text = tr("Show fewer"), .tone = Tone::Dim, .folds = section.key});
        return;
    }
    qsizetype quiet = 0;
    const auto isFolded = [&](const TreeEntry &entry) {
        const bool isWanted = entry.key == folding.shown
                              || std::ranges::contains(entry.children, folding.shown, &TreeEntry::key);
        return isQuiet(entry) && ++quiet > TreeFolding::MaxQuiet && !isWanted;
    };
    const qsizetype folded = section.children.removeIf(isFolded);
    if (folded > 0)
        //: stands for %n systems or nodes that are not listed because they are well
        section.children.append({.key = key,
                                 .text = tr("+ %n more, all well", nullptr, int(folded)),
                                 .tone = Tone::Dim,
                                 .folds = section.key});
}

} // namespace muster::console
