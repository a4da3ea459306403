// SPDX-License-Identifier: Apache-2.0
#include "console/report/report.h"

#include "console/fleet/fleethealth.h"
#include "console/fleet/openfailures.h"

#include <QCoreApplication>

#include <algorithm>

namespace muster::console {

namespace {

struct ReportTr
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::Report)
};

ReportNode reportNode(const FleetNode &node, int instance, const EvidenceByFailure &evidence)
{
    const ShownHealth shown = healthOf(node);
    ReportNode report;
    report.name = node.name;
    report.nodeId = node.nodeId;
    report.address = node.address;
    report.instance = instance;
    report.health = shown.health;
    report.stale = shown.stale;
    report.heardAt = node.heardAt;
    report.linkError = shown.stale ? describe(node.linkError) : QString();
    report.platforms = node.platforms;
    report.facts = node.facts;
    if (node.state) {
        report.bmcState = node.state->bmcState;
        report.bmcStateSince = node.state->bmcStateSince;
        report.problems = node.state->problems;
    }
    if (node.units)
        report.units = node.units->units;
    for (const UnitFailure &failure : node.failures) {
        const auto known = evidence.constFind({node.nodeId, failure.id});
        report.failures.append({failure, isOpen(node, failure),
                                known == evidence.cend() ? std::nullopt : std::optional(*known)});
    }
    return report;
}

void addNode(ReportSystem &system, const ReportNode &node)
{
    system.nodes.append(node);
    system.answering += node.stale ? 0 : 1;
    system.health = std::max(system.health, node.health);
}

QString headline(const Report &report)
{
    int nodes = 0, silent = 0, critical = 0, unwell = 0;
    for (const ReportSystem &system : report.systems) {
        for (const ReportNode &node : system.nodes) {
            ++nodes;
            silent += node.stale;
            critical += node.health == Health::Critical;
            unwell += node.health == Health::Warning;
        }
    }
    if (nodes == 0)
        return ReportTr::tr("No nodes are paired");
    QStringList parts;
    if (critical > 0)
        parts.append(ReportTr::tr("%n critical", "nodes", critical));
    if (unwell > 0)
        parts.append(ReportTr::tr("%n needs care", "nodes", unwell));
    if (silent > 0)
        parts.append(ReportTr::tr("%n does not answer", "nodes", silent));
    const QString all = ReportTr::tr("%n node(s)", nullptr, nodes);
    return parts.isEmpty() ? ReportTr::tr("%1, all well").arg(all)
                           : ReportTr::tr("%1: %2").arg(all, parts.join(ReportTr::tr(", ")));
}

} // namespace

Report makeReport(const Fleet &fleet, const EvidenceByFailure &evidence, Timestamp at,
                  const QStringList &nodeIds)
{
    const auto isWanted = [&](const QString &id) { return nodeIds.isEmpty() || nodeIds.contains(id); };
    Report report{at, {}, Health::OK, {}};
    for (const FleetSystem &known : fleet.systems()) {
        ReportSystem system{known.name, Health::OK, 0, {}};
        for (const SystemMember &member : known.members) {
            if (const FleetNode *node = fleet.node(member.nodeId); node && isWanted(member.nodeId))
                addNode(system, reportNode(*node, member.instance, evidence));
        }
        if (!system.nodes.isEmpty())
            report.systems.append(system);
    }
    ReportSystem lone{{}, Health::OK, 0, {}};
    for (const FleetNode &node : fleet.nodes()) {
        if (isWanted(node.nodeId) && !fleet.systemOf(node.nodeId))
            addNode(lone, reportNode(node, 0, evidence));
    }
    if (!lone.nodes.isEmpty())
        report.systems.append(lone);
    for (const ReportSystem &system : std::as_const(report.systems))
        report.health = std::max(report.health, system.health);
    report.headline = headline(report);
    return report;
}

} // namespace muster::console
