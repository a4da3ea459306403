// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/acts/actorder.h"
#include "console/views/models/cell.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for power and restarts.
class ActPhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::ActPhrases)
public:
    [[nodiscard]] static QString menu(ControlAction action);
    /// @param whom a system or a node
    [[nodiscard]] static QString title(ControlAction action, const QString &whom);
    /// "Power off 4 members".
    [[nodiscard]] static QString verb(ControlAction action, int members);
    [[nodiscard]] static QString step(ActStep step);
    /// What has come of it on a member.
    [[nodiscard]] static Cell result(const MemberAct &member);
    /// "2 of 4 confirmed".
    [[nodiscard]] static QString progress(const SystemAct &act);
};

} // namespace muster::console
