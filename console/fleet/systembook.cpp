// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/systembook.h"

#include "console/fleet/systemwords.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype ShownIdLength = 4;

bool isSameKnowledge(const FleetSystem &one, const FleetSystem &other)
{
    return one == other && one.toldBy == other.toldBy && one.lead == other.lead && one.views == other.views
           && one.behind == other.behind && one.denying == other.denying && one.differing == other.differing;
}

Result<void> checkGroup(const FleetSystem &group, const QMap<QString, FleetNode> &nodes)
{
    Membership terms;
    terms.name = group.name;
    terms.members = group.members;
    // A group may do without.
    terms.coordinator = group.coordinator.isEmpty() && !group.members.isEmpty() ? group.members.first().nodeId
                                                                                : group.coordinator;
    for (SystemMember &member : terms.members) {
        const auto node = nodes.constFind(member.nodeId);
        if (node == nodes.cend() || !node->isPaired)
            return fail(ErrorCode::NotFound, u"%1 is not a paired node"_s.arg(member.nodeId), u"members"_s);
        member.name = node->name;
    }
    return checkMembership(terms);
}

void takeOut(FleetSystem &group, const QString &nodeId)
{
    group.members.removeIf([&](const SystemMember &member) { return member.nodeId == nodeId; });
    if (group.coordinator == nodeId)
        group.coordinator.clear();
}

} // namespace

const FleetSystem *SystemBook::systemOf(const QString &nodeId) const
{
    const auto name = m_memberOf.constFind(nodeId);
    if (name == m_memberOf.cend())
        return nullptr;
    const auto system = m_systems.constFind(*name);
    return system == m_systems.cend() ? nullptr : &*system;
}

void SystemBook::markDirty(const QString &id)
{
    if (!id.isEmpty())
        m_dirty.insert(id);
}

void SystemBook::noteWord(const FleetNode &node)
{
    const QString id = node.membership ? node.membership->terms.id : QString();
    const QString before = m_wordOf.value(node.nodeId);
    if (id != before) {
        m_tellers[before].remove(node.nodeId);
        if (m_tellers.value(before).isEmpty())
            m_tellers.remove(before);
        if (id.isEmpty()) {
            m_wordOf.remove(node.nodeId);
        } else {
            m_wordOf.insert(node.nodeId, id);
            m_tellers[id].insert(node.nodeId);
        }
    }
    markDirty(before);
    markDirty(id);
    if (const FleetSystem *system = systemOf(node.nodeId))
        markDirty(system->id());
}

void SystemBook::dropNode(const QString &nodeId)
{
    FleetNode silent;
    silent.nodeId = nodeId;
    noteWord(silent);
    for (auto group = m_groups.begin(); group != m_groups.end();) {
        if (group->member(nodeId)) {
            takeOut(*group, nodeId);
            m_areGroupsOther = true;
        }
        group = group->members.isEmpty() ? m_groups.erase(group) : std::next(group);
    }
}

void SystemBook::keep(const KnownMembershipPtr &membership)
{
    const QString id = membership->terms.id;
    const auto known = m_kept.value(id);
    if (known && known->terms.generation >= membership->terms.generation)
        return;
    if (!known && m_kept.size() >= MaxSystems)
        return;
    m_kept.insert(id, membership);
    markDirty(id);
}

void SystemBook::forget(const QString &id)
{
    if (m_kept.remove(id))
        markDirty(id);
}

Result<void> SystemBook::setGroup(const FleetSystem &group, const QMap<QString, FleetNode> &nodes)
{
    if (const auto checked = checkGroup(group, nodes); !checked)
        return checked;
    for (const SystemMember &member : group.members) {
        const FleetSystem *other = systemOf(member.nodeId);
        if (other && other->isOwn() && other->name != group.name) {
            return fail(ErrorCode::Conflict,
                        u"%1 is a member of %2 already"_s.arg(nodes[member.nodeId].name, other->name),
                        u"members"_s);
        }
    }
    FleetSystem sorted{group.name, group.members, group.coordinator};
    std::ranges::sort(sorted.members, {}, &SystemMember::instance);
    m_groups.insert(sorted.name, sorted);
    m_areGroupsOther = true;
    return {};
}

void SystemBook::removeGroup(const QString &name)
{
    m_areGroupsOther |= m_groups.remove(name) > 0;
}

SystemBook::Changes SystemBook::settle(const QMap<QString, FleetNode> &nodes)
{
    Changes changes;
    changes.areSystemsOther = std::exchange(m_areGroupsOther, false);
    for (const QString &id : std::exchange(m_dirty, {}))
        derive(id, nodes, changes);
    if (changes.areSystemsOther)
        nameAll(changes);
    return changes;
}

void SystemBook::derive(const QString &id, const QMap<QString, FleetNode> &nodes, Changes &changes)
{
    const QSet<QString> tellers = m_tellers.value(id);
    auto system = deriveSystem({id, m_kept.value(id), {tellers.cbegin(), tellers.cend()}, &nodes});
    const auto before = m_told.constFind(id);
    const bool wasThere = before != m_told.cend();
    if (!system) {
        // That it was dissolved is not forgotten for a member that has not heard of it.
        if (const auto kept = m_kept.value(id); kept && !kept->terms.isDissolved)
            m_kept.remove(id);
        changes.areSystemsOther |= wasThere;
        if (wasThere)
            m_told.remove(id);
        return;
    }
    if (!wasThere && m_told.size() >= MaxSystems) {
        m_kept.remove(id);
        return;
    }
    // Whoever told it may go; what it told holds until somebody says otherwise.
    m_kept.insert(id, system->membership);
    if (wasThere && isSameKnowledge(*before, *system))
        return;
    changes.areSystemsOther |= !wasThere || !(*before == *system);
    for (const SystemMember &member : std::as_const(system->members))
        changes.touched.insert(member.nodeId);
    m_told.insert(id, *system);
    if (wasThere)
        show(*system);
}

/// In place of what was shown of it under its name.
void SystemBook::show(const FleetSystem &system)
{
    const auto name = m_names.constFind(system.id());
    if (name == m_names.cend())
        return;
    FleetSystem &shown = m_systems[*name];
    shown = system;
    shown.name = *name;
}

void SystemBook::nameAll(Changes &changes)
{
    const auto before = std::exchange(m_names, {});
    QHash<QString, int> called;
    QStringList ids = m_told.keys();
    std::ranges::sort(ids);
    for (const QString &id : std::as_const(ids))
        ++called[m_told[id].plainName()];
    m_systems.clear();
    addGroups();
    for (const QString &id : std::as_const(ids)) {
        FleetSystem system = m_told.value(id);
        system.name = freeName(system, called.value(system.plainName()) > 1);
        m_systems.insert(system.name, system);
        m_names.insert(id, system.name);
        const QString old = before.value(id, system.name);
        if (old != system.name)
            changes.renamed.append({old, system.name});
    }
    indexMembers();
}

/// A group keeps its name, and loses the nodes that have become members of a real system.
void SystemBook::addGroups()
{
    QSet<QString> taken;
    for (const FleetSystem &system : std::as_const(m_told)) {
        for (const SystemMember &member : system.members)
            taken.insert(member.nodeId);
    }
    for (FleetSystem group : std::as_const(m_groups)) {
        const QStringList ids = group.memberIds();
        for (const QString &nodeId : ids) {
            if (taken.contains(nodeId))
                takeOut(group, nodeId);
        }
        if (!group.members.isEmpty())
            m_systems.insert(group.name, group);
    }
}

QString SystemBook::freeName(const FleetSystem &system, bool isShared) const
{
    const QString name = system.plainName();
    if (!isShared && !m_systems.contains(name))
        return name;
    const QString id = system.id();
    for (qsizetype length = ShownIdLength; length < id.size(); length += ShownIdLength) {
        const QString longer = name + u'~' + id.first(length);
        if (!m_systems.contains(longer))
            return longer;
    }
    return name + u'~' + id;
}

/// Two systems may name one node while a change is under way: its own word decides.
void SystemBook::indexMembers()
{
    m_memberOf.clear();
    for (const FleetSystem &system : std::as_const(m_systems)) {
        for (const SystemMember &member : system.members) {
            const QString own = m_wordOf.value(member.nodeId);
            if (!m_memberOf.contains(member.nodeId) || (!own.isEmpty() && own == system.id()))
                m_memberOf.insert(member.nodeId, system.name);
        }
    }
}

} // namespace muster::console
