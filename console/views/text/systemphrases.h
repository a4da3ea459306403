// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/systemfindings.h"
#include "console/systems/systemchange.h"
#include "console/views/theme/marks.h"
#include "console/views/widgets/factlist.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for systems: who coordinates, what is not as it should be, what a change does.
class SystemPhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::SystemPhrases)
public:
    struct Said
    {
        Mark mark = Mark::Care;
        QString text;
    };

    /// "drawer-a coordinates", "no coordinator acts: …"
    [[nodiscard]] static QString lead(const Fleet &fleet, const FleetSystem &system);
    [[nodiscard]] static Said finding(const Fleet &fleet, const FleetSystem &system,
                                      const SystemFinding &finding);
    /// How the coordinator sees a member; empty when nobody tells.
    [[nodiscard]] static Cell presence(const FleetSystem &system, const FleetNode &node);
    /// How far a member's clock is from the coordinator's; empty when nobody tells.
    [[nodiscard]] static Cell clock(const FleetSystem &system, const FleetNode &node);
    [[nodiscard]] static QList<FactList::Fact> facts(const Fleet &fleet, const FleetSystem &system);
    /// By whose word a node that is not paired is known.
    [[nodiscard]] static QString byWord(const Fleet &fleet, const FleetNode &node);

    [[nodiscard]] static QString change(const MemberChange &change);
    [[nodiscard]] static QString setting(const SettingChange &change);
    [[nodiscard]] static QString settingName(const QString &setting);
    [[nodiscard]] static QString mode(CoordinatorMode mode);

private:
    [[nodiscard]] static QString nameOf(const Fleet &fleet, const QString &nodeId);
    [[nodiscard]] static QString withReason(const QString &text, const QString &why);
    [[nodiscard]] static Said ofWhole(const Fleet &fleet, const FleetSystem &system,
                                      const SystemFinding &finding);
};

} // namespace muster::console
