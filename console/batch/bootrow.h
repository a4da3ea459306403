// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/table.h"
#include "console/boots/comparedboots.h"

namespace muster::console {

/// The boots of one node, as `muster boots --json` tells them; or why they are not known. The names are
/// stable.
struct BootsRow
{
    QString system = {};
    int instance = 0;
    QString node = {};
    QString nodeId = {};
    bool hasProgress = false;
    QString whyNone = {};
    int bootStallSeconds = 0;
    std::optional<BootStall> stall = {};
    QList<ComparedBoot> boots = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &BootsRow::system, "The system; empty for a node by itself"),
            field("instance", &BootsRow::instance, "Its number in the system; 0 for a node by itself"),
            field("node", &BootsRow::node, "The node's name"), field("nodeId", &BootsRow::nodeId, "Its id"),
            field("hasProgress", &BootsRow::hasProgress, "Something on the node tells of boot progress"),
            field("whyNone", &BootsRow::whyNone, "Why its boots cannot be seen now; empty: they can"),
            field("bootStallSeconds", &BootsRow::bootStallSeconds,
                  "How long a stage may last without history"),
            field("stall", &BootsRow::stall, "The stall that lasts; absent: none is known"),
            field("boots", &BootsRow::boots, "The newest first"),
            field("error", &BootsRow::error, "Why it is not known; empty when it is"),
            field("errorName", &BootsRow::errorName, "The error's stable name"));
    }
};

struct BootsDocument
{
    QList<BootsRow> nodes = {};

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &BootsDocument::nodes, "By number in the system"));
    }
};

/// One line a boot.
[[nodiscard]] Table bootTable(const QList<BootsRow> &rows);
/// One line a stage of each boot.
[[nodiscard]] Table bootStageTable(const QList<BootsRow> &rows);
/// "booting, at MemoryInit for 12 s since 2026-11-21 14:02:17; it usually takes 8 s there"; empty when none
/// is under way.
[[nodiscard]] QString presentBootText(const BootsRow &row);

/// "850 ms", "12.3 s", "4 min 5 s", "2 h 3 min".
[[nodiscard]] QString durationText(qint64 milliseconds);

} // namespace muster::console
