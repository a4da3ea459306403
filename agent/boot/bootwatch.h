// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/boot/bootstore.h"
#include "agent/boot/boottrack.h"
#include "agent/boot/stallrules.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace muster::agent {

class EventLog;
class FacetKeeper;
class NodePlatform;
class Problems;

/// Records the boots of this node's host by its facets, and finds one that stalls: a problem, an event, and a
/// remark on the facet BootProgress, from which the system's state names this member.
class BootWatch : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive this.
    struct Parts
    {
        const NodePlatform &node;
        FacetKeeper &keeper;
        EventLog &events;
        Problems &problems;
    };
    /// @param file where the boots are kept; need not exist
    BootWatch(const Parts &parts, const QString &file, const StallRules &rules, QObject *parent = nullptr);

    /// Once, when the facets are told.
    void start();
    /// What a stage may last where earlier boots tell nothing; 0: as long as it likes. Counts at once.
    void setBootStall(std::chrono::seconds bootStall);

    /// @param last how many of the latest
    [[nodiscard]] BootHistory history(int last = KeptBoots) const;
    [[nodiscard]] const std::optional<BootStall> &stall() const { return m_stall; }

private:
    void look();
    void tell(const BootTrack::Steps &steps);
    void judge();
    void beginStall(const BootStall &stall);
    void endStall();
    void remark(const BootSigns &signs);
    [[nodiscard]] std::optional<StallLimit> presentLimit() const;
    [[nodiscard]] QString whyNone() const;

    Parts d;
    StallRules m_rules;
    BootStore m_store;
    BootTrack m_track;
    std::optional<BootStall> m_stall;
    qint64 m_stalledBoot = 0; ///< its number
    QTimer m_due; ///< until the present stage has lasted too long
};

} // namespace muster::agent
