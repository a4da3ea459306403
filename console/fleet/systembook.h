// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/fleet/fleetsystem.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace muster::console {

/// The systems of a fleet: from what its nodes say, what was kept, and the groups that only this console
/// knows. Works out again only what may be another. Pure values; the fleet owns it.
class SystemBook
{
public:
    static constexpr qsizetype MaxSystems = 1000; ///< what is told or kept beyond that is left out

    struct Changes
    {
        bool areSystemsOther = false; ///< their names, members or coordinators, or which there are
        QList<std::pair<QString, QString>> renamed; ///< from and to
        QSet<QString> touched; ///< members of systems of which something else is known
    };

    [[nodiscard]] const QMap<QString, FleetSystem> &systems() const { return m_systems; } ///< by name
    [[nodiscard]] const FleetSystem *systemOf(const QString &nodeId) const; ///< null for a lone node

    /// What a node says, or whether it answers, may be another.
    void noteWord(const FleetNode &node);
    /// The node is gone: from what is said, and from groups.
    void dropNode(const QString &nodeId);

    void keep(const KnownMembershipPtr &membership); ///< unless a newer one is known
    void forget(const QString &id); ///< what was kept of a system
    /// Errors as Fleet::setSystem().
    [[nodiscard]] Result<void> setGroup(const FleetSystem &group, const QMap<QString, FleetNode> &nodes);
    void removeGroup(const QString &name);

    /// Works out what may be another. @param nodes all of the fleet
    [[nodiscard]] Changes settle(const QMap<QString, FleetNode> &nodes);

private:
    void markDirty(const QString &id);
    void derive(const QString &id, const QMap<QString, FleetNode> &nodes, Changes &changes);
    void show(const FleetSystem &system);
    void nameAll(Changes &changes);
    void addGroups();
    void indexMembers();
    [[nodiscard]] QString freeName(const FleetSystem &system, bool isShared) const;

    QHash<QString, KnownMembershipPtr> m_kept; ///< by the system's id, as the four below
    QHash<QString, QSet<QString>> m_tellers;
    QHash<QString, FleetSystem> m_told;
    QHash<QString, QString> m_names; ///< in the fleet
    QSet<QString> m_dirty;
    QHash<QString, QString> m_wordOf; ///< by node id: which system it says it is in
    QMap<QString, FleetSystem> m_groups;
    bool m_areGroupsOther = false;
    QMap<QString, FleetSystem> m_systems;
    QHash<QString, QString> m_memberOf; ///< by node id: the system's name
};

} // namespace muster::console
