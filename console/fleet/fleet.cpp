// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleet.h"

#include "shared/log.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

Fleet::Fleet(QObject *parent)
    : QObject(parent)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &Fleet::flush);
}

const FleetNode *Fleet::node(const QString &nodeId) const
{
    const auto found = m_nodes.constFind(nodeId);
    return found == m_nodes.cend() ? nullptr : &*found;
}

void Fleet::addNode(const FleetNode &node)
{
    const FleetNode *before = this->node(node.nodeId);
    const bool isNew = !before;
    m_named += (node.isPaired ? 0 : 1) - (before && !before->isPaired ? 1 : 0);
    FleetNode &added = *m_nodes.insert(node.nodeId, node);
    readMembership(added);
    m_systems.noteWord(added);
    // It may have been found at several addresses.
    const bool wasFound = m_found.removeIf([&](const std::pair<const QString &, FoundNode &> &found) {
        return found.first == node.address || found.second.nodeId == node.nodeId;
    }) > 0;
    if (wasFound)
        Q_EMIT foundChanged();
    if (isNew) {
        Q_EMIT nodeAdded(node.nodeId);
    } else {
        m_changed[node.nodeId] |= NodeAspect::All;
        scheduleFlush();
    }
    settleSystems();
}

void Fleet::removeNode(const QString &nodeId)
{
    const FleetNode *before = node(nodeId);
    if (!before)
        return;
    m_named -= before->isPaired ? 0 : 1;
    m_nodes.remove(nodeId);
    m_changed.remove(nodeId);
    m_systems.dropNode(nodeId);
    Q_EMIT nodeRemoved(nodeId);
    settleSystems();
    addNamedMembers();
}

void Fleet::update(const QString &nodeId, NodeAspects aspects, const std::function<void(FleetNode &)> &change)
{
    update(nodeId, [&](FleetNode &node) {
        change(node);
        return aspects;
    });
}

void Fleet::update(const QString &nodeId, const std::function<NodeAspects(FleetNode &)> &change)
{
    const auto found = m_nodes.find(nodeId);
    if (found == m_nodes.end())
        return;
    const NodeAspects aspects = change(*found);
    if (!aspects)
        return;
    if (aspects.testFlag(NodeAspect::System))
        readMembership(*found);
    if (aspects & (NodeAspect::System | NodeAspect::Link))
        m_systems.noteWord(*found);
    m_changed[nodeId] |= aspects;
    scheduleFlush(aspects.testFlag(NodeAspect::Failures));
}

Result<void> Fleet::keepMembership(const SignedMembership &membership)
{
    const auto read = m_memberships.read(membership);
    if (!read)
        return fail(read.error());
    m_systems.keep(*read);
    settleSystems();
    return {};
}

void Fleet::forgetMembership(const QString &systemId)
{
    m_systems.forget(systemId);
    settleSystems();
}

Result<void> Fleet::setSystem(const FleetSystem &group)
{
    if (const auto set = m_systems.setGroup(group, m_nodes); !set)
        return set;
    settleSystems();
    return {};
}

void Fleet::removeSystem(const QString &name)
{
    m_systems.removeGroup(name);
    settleSystems();
}

/// What cannot be believed counts as not said: a member says of itself which system it is in.
void Fleet::readMembership(FleetNode &node)
{
    if (!node.system || !node.system->membership) {
        node.membership.reset();
        return;
    }
    const SignedMembership &text = *node.system->membership;
    if (node.membership && node.membership->text == text)
        return;
    node.membership.reset();
    const auto read = m_memberships.read(text);
    if (!read)
        qCWarning(logFleet).noquote() << "membership=refused node=" << node.nodeId << describe(read.error());
    else if (!(*read)->terms.isDissolved && !(*read)->terms.member(node.nodeId))
        qCWarning(logFleet) << "membership=refused node=" << node.nodeId << "which is no member by it";
    else
        node.membership = *read;
}

void Fleet::settleSystems()
{
    const SystemBook::Changes changes = m_systems.settle(m_nodes);
    for (const QString &nodeId : changes.touched) {
        if (m_nodes.contains(nodeId))
            m_changed[nodeId] |= NodeAspect::System;
    }
    if (!changes.touched.isEmpty())
        scheduleFlush();
    if (!changes.areSystemsOther)
        return;
    removeUnnamed();
    addNamedMembers();
    for (const auto &[from, to] : changes.renamed)
        Q_EMIT systemRenamed(from, to);
    Q_EMIT systemsChanged();
}

/// Members that this console is not paired with, by the word of their system.
void Fleet::addNamedMembers()
{
    QList<FleetNode> named;
    for (const FleetSystem &system : m_systems.systems()) {
        for (const SystemMember &member : system.members) {
            if (m_nodes.contains(member.nodeId) || m_named + named.size() >= MaxNamed)
                continue;
            FleetNode node;
            node.nodeId = member.nodeId;
            node.name = member.name.isEmpty() ? member.nodeId.section(u'-', 0, 0) : member.name;
            node.address = member.address;
            node.isPaired = false;
            named.append(node);
        }
    }
    for (const FleetNode &node : std::as_const(named)) {
        m_nodes.insert(node.nodeId, node);
        ++m_named;
        Q_EMIT nodeAdded(node.nodeId);
    }
}

void Fleet::removeUnnamed()
{
    QStringList unnamed;
    for (const FleetNode &node : std::as_const(m_nodes)) {
        if (!node.isPaired && !m_systems.systemOf(node.nodeId))
            unnamed.append(node.nodeId);
    }
    for (const QString &nodeId : std::as_const(unnamed)) {
        m_nodes.remove(nodeId);
        --m_named;
        m_changed.remove(nodeId);
        m_systems.dropNode(nodeId);
        Q_EMIT nodeRemoved(nodeId);
    }
}

void Fleet::setFound(const FoundNode &found)
{
    FoundNode &known = m_found[found.address];
    if (std::exchange(known, found) != found)
        Q_EMIT foundChanged();
}

void Fleet::removeFound(const QString &address)
{
    if (m_found.remove(address) > 0)
        Q_EMIT foundChanged();
}

void Fleet::appendEvents(const QList<FleetEvent> &events)
{
    m_newEvents += events;
    scheduleFlush();
}

void Fleet::scheduleFlush(bool isUrgent)
{
    const bool isWaiting = m_flushTimer.isActive();
    if (isWaiting && (!isUrgent || m_flushTimer.interval() == 0))
        return;
    if (isUrgent && takeUrgent()) {
        m_flushTimer.start(0);
        return;
    }
    if (isWaiting)
        return;
    const qint64 sinceLast = m_lastFlush.isValid() ? m_lastFlush.elapsed() : FrameMilliseconds;
    m_flushTimer.start(int(std::max<qint64>(0, FrameMilliseconds - sinceLast)));
}

bool Fleet::takeUrgent()
{
    if (!m_urgentSince.isValid() || m_urgentSince.hasExpired(FrameMilliseconds)) {
        m_urgentSince.start();
        m_urgent = 0;
    }
    return ++m_urgent <= UrgentPerFrame;
}

void Fleet::flush()
{
    m_flushTimer.stop();
    m_lastFlush.start();
    settleSystems();
    m_flushTimer.stop(); // what came of it is told here
    if (const auto changed = std::exchange(m_changed, {}); !changed.isEmpty())
        Q_EMIT nodesChanged(changed);
    if (const auto events = std::exchange(m_newEvents, {}); !events.isEmpty())
        Q_EMIT eventsAppended(events);
}

} // namespace muster::console
