// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleet.h"

#include <QSet>

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

const FleetSystem *Fleet::systemOf(const QString &nodeId) const
{
    for (const FleetSystem &system : m_systems) {
        if (std::ranges::contains(system.members, nodeId, &SystemMember::nodeId))
            return &system;
    }
    return nullptr;
}

void Fleet::addNode(const FleetNode &node)
{
    const bool isNew = !m_nodes.contains(node.nodeId);
    m_nodes.insert(node.nodeId, node);
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
}

void Fleet::removeNode(const QString &nodeId)
{
    if (m_nodes.remove(nodeId) == 0)
        return;
    m_changed.remove(nodeId);
    bool systemsTouched = false;
    for (auto system = m_systems.begin(); system != m_systems.end();) {
        systemsTouched |=
            system->members.removeIf([&](const SystemMember &member) { return member.nodeId == nodeId; }) > 0;
        if (system->coordinator == nodeId)
            system->coordinator.clear();
        system = system->members.isEmpty() ? m_systems.erase(system) : std::next(system);
    }
    Q_EMIT nodeRemoved(nodeId);
    if (systemsTouched)
        Q_EMIT systemsChanged();
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
    m_changed[nodeId] |= aspects;
    scheduleFlush(aspects.testFlag(NodeAspect::Failures));
}

Result<void> Fleet::setSystem(const FleetSystem &system)
{
    if (system.name.isEmpty() || system.name.size() > 64 || system.name.contains(u'/'))
        return fail(ErrorCode::Invalid, u"a system's name has 1 to 64 characters and no \"/\""_s, u"name"_s);
    if (system.members.isEmpty())
        return fail(ErrorCode::Invalid, u"a system needs at least one member"_s, u"members"_s);
    QSet<int> numbers;
    QSet<QString> ids;
    for (const SystemMember &member : system.members) {
        const FleetNode *known = node(member.nodeId);
        if (!known)
            return fail(ErrorCode::NotFound, u"%1 is not a paired node"_s.arg(member.nodeId), u"members"_s);
        if (const FleetSystem *other = systemOf(member.nodeId); other && other->name != system.name)
            return fail(ErrorCode::Conflict, u"%1 is a member of %2 already"_s.arg(known->name, other->name),
                        u"members"_s);
        if (std::exchange(ids, ids + QSet{member.nodeId}).contains(member.nodeId))
            return fail(ErrorCode::Conflict, u"%1 is named twice"_s.arg(known->name), u"members"_s);
        if (member.instance < 1
            || std::exchange(numbers, numbers + QSet{member.instance}).contains(member.instance))
            return fail(ErrorCode::Conflict, u"two members have the number %1"_s.arg(member.instance),
                        u"members"_s);
    }
    if (!system.coordinator.isEmpty() && !ids.contains(system.coordinator))
        return fail(ErrorCode::Invalid, u"the coordinator must be a member"_s, u"coordinator"_s);
    FleetSystem sorted = system;
    std::ranges::sort(sorted.members, {}, &SystemMember::instance);
    m_systems.insert(sorted.name, sorted);
    Q_EMIT systemsChanged();
    return {};
}

void Fleet::removeSystem(const QString &name)
{
    if (m_systems.remove(name) > 0)
        Q_EMIT systemsChanged();
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
    if (const auto changed = std::exchange(m_changed, {}); !changed.isEmpty())
        Q_EMIT nodesChanged(changed);
    if (const auto events = std::exchange(m_newEvents, {}); !events.isEmpty())
        Q_EMIT eventsAppended(events);
}

} // namespace muster::console
