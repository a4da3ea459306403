// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/table.h"

#include "shared/model/control.h"

#include <optional>

namespace muster::console {

/// What came of an action on one system, or on one node, as `muster power --json` tells it. The names are
/// stable.
struct ActRow
{
    QString system = {};
    QString node = {};
    QString nodeId = {};
    std::optional<SystemAct> act = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ActRow::system, "The system; empty for a node by itself"),
            field("node", &ActRow::node, "Name of the node that was asked to do it"),
            field("nodeId", &ActRow::nodeId, "Its id"),
            field("act", &ActRow::act, "What came of it, for each member; absent when it was not begun"),
            field("error", &ActRow::error, "Why not; empty when it was begun"),
            field("errorName", &ActRow::errorName, "The error's stable name"));
    }
};

struct ActDocument
{
    QList<ActRow> acts = {};

    static constexpr auto fields()
    {
        return std::tuple(field("acts", &ActDocument::acts, "One for each system or node"));
    }
};

/// A row for each member.
[[nodiscard]] Table actTable(const SystemAct &act);
/// "2 of 4 confirmed; drawer-b: Awaited, Chassis On, Host Off".
[[nodiscard]] QString progressText(const SystemAct &act);
/// What would happen, and what speaks against it, a line each.
[[nodiscard]] QStringList outlookLines(const ActOutlook &outlook);
[[nodiscard]] bool isOpposed(const ActOutlook &outlook);

/// Well when all are confirmed, or, where only the answers were waited for, when none has an end of another
/// kind. Unreachable or Refused when that holds for all; BrokenOff when nobody has watched one to its end.
[[nodiscard]] ExitCode exitCodeOf(const SystemAct &act);

} // namespace muster::console
