// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include "shared/model/control.h"

namespace muster::console::story {

/// What switching off three drawers at once would do: the second one's host runs.
[[nodiscard]] ActOutlook outlook(const QString &system);
/// How far a drawer is with it.
[[nodiscard]] MemberAct part(int instance, char letter, ActStep step, const QString &why = {});
[[nodiscard]] SystemAct act(const QList<MemberAct> &members, bool isOver = false);
/// The first drawer says that there is something new of an action.
void tellActed(Fleet &fleet);

} // namespace muster::console::story
