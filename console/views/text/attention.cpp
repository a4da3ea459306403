// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/attention.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

QList<Attention> AttentionList::of(const FleetNode &node)
{
    QList<Attention> all;
    QStringList units;
    for (const UnitFailure &failure : node.failures) {
        if (failure.recoveredAt || units.contains(failure.unit))
            continue;
        units.append(failure.unit);
        all.append(ofFailure(node, failure));
    }
    const QList<Problem> problems = node.state ? node.state->problems : QList<Problem>();
    for (const Problem &problem : problems) {
        if (!units.contains(problem.subject))
            all.append(ofProblem(node, problem));
    }
    if (const auto link = ofLink(node))
        all.append(*link);
    if (const auto watch = ofWatch(node))
        all.append(*watch);
    std::ranges::stable_sort(all, std::greater(), &Attention::severity);
    return all;
}

bool AttentionList::isOfNodeItself(const QString &key)
{
    return key.endsWith("/link"_L1) || key.endsWith("/watch"_L1);
}

Attention AttentionList::ofFailure(const FleetNode &node, const UnitFailure &failure)
{
    Attention item;
    item.key = node.nodeId + u"/failure/"_s + failure.id;
    item.nodeId = node.nodeId;
    item.severity = Health::Critical;
    item.mark = node.isStale() ? Mark::Stale : Mark::Critical;
    //: %1 is a systemd unit, %2 a node
    item.title = tr("%1 failed on %2").arg(failure.unit, node.name);
    item.detail = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation;
    item.since = byOurClock(node, failure.at);
    item.unit = failure.unit;
    item.failureId = failure.id;
    return item;
}

Attention AttentionList::ofProblem(const FleetNode &node, const Problem &problem)
{
    Attention item;
    item.key = node.nodeId + u"/problem/"_s + problem.id;
    item.nodeId = node.nodeId;
    item.severity = problem.severity;
    item.mark = node.isStale() ? Mark::Stale : markOf(problem.severity);
    //: what is wrong (%1) and on which node (%2)
    item.title = tr("%1 on %2").arg(problem.text, node.name);
    item.remedy = problem.remedy;
    item.since = byOurClock(node, problem.since);
    item.unit = problem.subject;
    return item;
}

std::optional<Attention> AttentionList::ofLink(const FleetNode &node)
{
    Attention item;
    item.key = node.nodeId + u"/link"_s;
    item.nodeId = node.nodeId;
    item.since = node.heardAt;
    if (node.link == LinkState::Refused) {
        //: %1 is a node
        item.title = tr("%1 was refused").arg(node.name);
        item.detail = node.linkError.text;
        item.remedy = node.linkError.remedy;
        return item;
    }
    if (node.link != LinkState::Waiting)
        return std::nullopt;
    item.mark = node.heardAt ? Mark::Stale : Mark::Unknown;
    //: %1 is a node
    item.title = tr("%1 does not answer").arg(node.name);
    item.detail = node.linkError.text;
    item.remedy =
        node.heardAt ? tr("shown as last known, not counted as well") : tr("nothing is known of it yet");
    return item;
}

std::optional<Attention> AttentionList::ofWatch(const FleetNode &node)
{
    if (node.isStale() || !node.units || node.units->watching)
        return std::nullopt;
    Attention item;
    item.key = node.nodeId + u"/watch"_s;
    item.nodeId = node.nodeId;
    item.mark = Mark::Unknown;
    //: %1 is a node
    item.title = tr("%1 does not watch its units").arg(node.name);
    item.detail = node.units->notWatchingBecause;
    item.remedy = tr("units are shown as last seen");
    return item;
}

} // namespace muster::console
