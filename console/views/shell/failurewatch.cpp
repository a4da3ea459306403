// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/failurewatch.h"

#include "console/views/models/failurecells.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const UnitFailure *failureOf(const Fleet &fleet, const Subject &subject)
{
    const FleetNode *node = fleet.node(subject.nodeId);
    if (!node)
        return nullptr;
    const auto found = std::ranges::find(node->failures, subject.failureId, &UnitFailure::id);
    return found == node->failures.cend() ? nullptr : &*found;
}

} // namespace

FailureWatch::FailureWatch(const Fleet &fleet, std::chrono::milliseconds gather,
                           std::chrono::milliseconds quiet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_gather(gather)
    , m_quiet(quiet)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FailureWatch::tell);
    connect(&fleet, &Fleet::nodeAdded, this, [this](const QString &nodeId) {
        take(*m_fleet.node(nodeId));
        count();
    });
    connect(&fleet, &Fleet::nodeRemoved, this, &FailureWatch::forget);
    connect(&fleet, &Fleet::nodesChanged, this, &FailureWatch::takeChanges);
    for (const FleetNode &node : fleet.nodes())
        take(node);
    count();
}

void FailureWatch::take(const FleetNode &node)
{
    QSet<QString> &known = m_known[node.nodeId];
    const bool isMet = m_met.contains(node.nodeId);
    QSet<QString> present;
    for (const UnitFailure &failure : node.failures) {
        present.insert(failure.id);
        if (isMet && !known.contains(failure.id) && isUnseen(node, failure))
            m_new.append({node.nodeId, failure.id, failure.unit});
    }
    known = present;
    if (!node.isStale())
        m_met.insert(node.nodeId);
    if (!m_new.isEmpty())
        schedule();
}

void FailureWatch::takeChanges(const QHash<QString, NodeAspects> &changed)
{
    constexpr NodeAspects Wanted = NodeAspect::Failures | NodeAspect::Link;
    bool isWanted = false;
    for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
        const FleetNode *node = m_fleet.node(nodeId);
        if (!node || !(aspects & (Wanted | NodeAspect::State)))
            continue;
        isWanted = true;
        if (aspects & Wanted)
            take(*node);
    }
    if (isWanted)
        count();
}

void FailureWatch::forget(const QString &nodeId)
{
    m_known.remove(nodeId);
    m_met.remove(nodeId);
    m_new.removeIf([&](const Subject &one) { return one.nodeId == nodeId; });
    count();
}

void FailureWatch::count()
{
    FailureCounts counts;
    for (const FleetNode &node : m_fleet.nodes())
        counts += countFailures(node);
    if (std::exchange(m_counts, counts) != counts)
        Q_EMIT countsChanged();
}

void FailureWatch::schedule()
{
    if (m_timer.isActive())
        return;
    const auto since = std::chrono::milliseconds(m_sinceTold.isValid() ? m_sinceTold.elapsed() : 0);
    m_timer.start(m_sinceTold.isValid() ? std::max(m_gather, m_quiet - since) : m_gather);
}

void FailureWatch::tell()
{
    QList<Subject> failures;
    for (const Subject &one : std::exchange(m_new, {})) {
        // Somebody may have taken note meanwhile.
        const UnitFailure *failure = failureOf(m_fleet, one);
        if (failure && !failure->acknowledged && !failures.contains(one))
            failures.append(one);
    }
    if (failures.isEmpty())
        return;
    m_sinceTold.start();
    Q_EMIT noticed(noticeOf(failures));
}

FailureWatch::Notice FailureWatch::noticeOf(const QList<Subject> &failures) const
{
    QSet<QString> nodes;
    QSet<std::pair<QString, QString>> incidents;
    Subject first = failures.first();
    for (const Subject &one : failures) {
        const QString &incident = incidentOf(*failureOf(m_fleet, one));
        nodes.insert(one.nodeId);
        incidents.insert({one.nodeId, incident});
        if (one.failureId == incident)
            first = one;
    }
    const QString name = m_fleet.node(first.nodeId)->name;
    if (incidents.size() == 1) {
        const QString why = FailureCells::why(*failureOf(m_fleet, first));
        //: notice; %1 is a systemd unit, %2 a node
        return {tr("%1 failed on %2").arg(first.unit, name),
                failures.size() == 1
                    ? why
                    //: notice; %1 says why a unit failed, and %n others with it
                    : tr("%1, and brought down %n more", nullptr, int(failures.size()) - 1).arg(why),
                first};
    }
    QStringList units;
    for (const Subject &one : failures.first(std::min(failures.size(), qsizetype(3))))
        units.append(one.unit);
    if (failures.size() > units.size())
        units.append(u"\u2026"_s);
    const int count = int(failures.size());
    //: title of a notice; %1 is a node
    return {nodes.size() == 1 ? tr("%n units failed on %1", nullptr, count).arg(name)
                              //: title of a notice; %1 is a number of nodes, at least two
                              : tr("%n units failed on %1 nodes", nullptr, count).arg(nodes.size()),
            units.join(u", "_s),
            {}};
}

} // namespace muster::console
