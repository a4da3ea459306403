// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/attention.h"

#include "console/fleet/openfailures.h"
#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxNamed = 2; ///< of units in one line

/// Failures that belong together, each with what it began with first; of a unit only the latest.
QList<QList<UnitFailure>> openIncidents(const FleetNode &node)
{
    QList<QList<UnitFailure>> incidents;
    QHash<QString, qsizetype> places;
    QSet<QString> units;
    for (const UnitFailure &failure : node.failures) {
        if (!isOpen(node, failure) || units.contains(failure.unit))
            continue;
        units.insert(failure.unit);
        const QString &incident = incidentOf(failure);
        const auto known = places.constFind(incident);
        if (known == places.cend()) {
            places.insert(incident, incidents.size());
            incidents.append({failure});
        } else if (failure.id == incident) {
            incidents[*known].prepend(failure);
        } else {
            incidents[*known].append(failure);
        }
    }
    return incidents;
}

} // namespace

QList<Attention> AttentionList::of(const FleetNode &node)
{
    QList<Attention> all;
    QStringList units;
    const QList<QList<UnitFailure>> incidents = openIncidents(node);
    for (const QList<UnitFailure> &incident : incidents) {
        for (const UnitFailure &failure : incident)
            units.append(failure.unit);
        all.append(ofIncident(node, incident));
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

Attention AttentionList::ofIncident(const FleetNode &node, const QList<UnitFailure> &findings)
{
    const UnitFailure &cause = findings.first();
    const auto standingIn = [&node](const UnitFailure &failure) { return standingOf(node, failure); };
    const FailureStanding worst = std::ranges::max(findings | std::views::transform(standingIn));
    Attention item;
    item.key = node.nodeId + u"/failure/"_s + cause.id;
    item.nodeId = node.nodeId;
    item.severity = worst >= FailureStanding::MaybeFailed ? Health::Critical : Health::Warning;
    item.mark = node.isStale() ? Mark::Stale : markOf(worst);
    item.title = titleOf(node, cause.unit, worst);
    item.detail = FailureCells::why(cause);
    if (findings.size() > 1)
        //: %1 says why a unit failed, %2 names others that failed for it
        item.detail = tr("%1, and brought down %2").arg(item.detail, namesOf(findings.sliced(1)));
    if (worst == FailureStanding::Acknowledged && cause.acknowledged)
        //: a failure of which somebody (%1) has taken note
        item.remedy = tr("acknowledged by %1").arg(cause.acknowledged->by);
    else if (worst == FailureStanding::Recovered)
        item.remedy = tr("well again; shown until it is acknowledged");
    item.since = byOurClock(node, cause.at);
    item.unit = cause.unit;
    item.failureId = cause.id;
    return item;
}

QString AttentionList::titleOf(const FleetNode &node, const QString &unit, FailureStanding worst)
{
    if (worst == FailureStanding::Acknowledged)
        //: %1 is a systemd unit, %2 a node
        return tr("%1 is still failed on %2").arg(unit, node.name);
    if (worst == FailureStanding::Recovered)
        //: %1 is a systemd unit, %2 a node
        return tr("%1 had failed on %2").arg(unit, node.name);
    //: %1 is a systemd unit, %2 a node
    return tr("%1 failed on %2").arg(unit, node.name);
}

QString AttentionList::namesOf(const QList<UnitFailure> &failures)
{
    if (failures.size() > MaxNamed)
        //: number of systemd units
        return tr("%n units", nullptr, int(failures.size()));
    QStringList names;
    for (const UnitFailure &failure : failures)
        names.append(failure.unit);
    return names.join(u", "_s);
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
