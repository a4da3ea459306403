// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include <QStringList>
#include <QStringView>

namespace muster::console {

/// What a TARGET on a command line means.
struct Target
{
    QStringList nodeIds; ///< at least one; of a system by instance
    QString system; ///< the system's name when the whole of it is meant
};

/// TARGET is a node's name, the beginning of a node id (4 characters or more), SYSTEM or SYSTEM/0 for a whole
/// system, or SYSTEM/k for its instance k. Pure. Errors: NotFound or Conflict (it means several things), both
/// with the candidates as remedy.
[[nodiscard]] Result<Target> resolveTarget(const Fleet &fleet, const QString &text);

/// The same, for what must be one node. Also Invalid for a system of several.
[[nodiscard]] Result<QString> resolveNode(const Fleet &fleet, const QString &text);

} // namespace muster::console
