// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/terminaltext.h"
#include "console/fleet/fleet.h"

#include "shared/model/dump.h"

namespace muster::console {

/// A dump as `muster dumps list --json` tells it. The names are stable.
struct DumpRow
{
    QString node;
    QString nodeId;
    QString system;
    bool stale = true;
    DumpEntry dump;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &DumpRow::node, "Name of the node that has it"),
                          field("nodeId", &DumpRow::nodeId, "Its id"),
                          field("system", &DumpRow::system, "The node's system; empty for a lone node"),
                          field("stale", &DumpRow::stale, "What is said is the last known, not the present"),
                          field("dump", &DumpRow::dump, "The dump"));
    }
};

struct DumpsDocument
{
    QList<DumpRow> dumps;

    static constexpr auto fields()
    {
        return std::tuple(field("dumps", &DumpsDocument::dumps, "Newest first").between(0, 10'000'000));
    }
};

/// What came of one dump or node that a verb worked on. The names are stable.
struct DumpOutcomeRow
{
    QString node;
    QString nodeId;
    QString id;
    QString outcome;
    QString error;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &DumpOutcomeRow::node, "Name of the node"),
            field("nodeId", &DumpOutcomeRow::nodeId, "Its id"),
            field("id", &DumpOutcomeRow::id, "The dump; empty when there is none"),
            field("outcome", &DumpOutcomeRow::outcome, "The dump's state, or: deleted, offloaded, failed"),
            field("error", &DumpOutcomeRow::error, "Why it was not done: Busy; empty when it was"),
            field("text", &DumpOutcomeRow::text, "The same, one sentence"));
    }
};

struct DumpOutcomes
{
    QList<DumpOutcomeRow> dumps;

    static constexpr auto fields()
    {
        return std::tuple(field("dumps", &DumpOutcomes::dumps, "In the order in which they were asked for")
                              .between(0, 10'000'000));
    }
};

[[nodiscard]] DumpRow dumpRow(const Fleet &fleet, const QString &nodeId, const DumpEntry &dump);
/// "12.3 MiB", "812 B"
[[nodiscard]] QString sizeText(qint64 bytes);
[[nodiscard]] QString dumpStateText(DumpState state);
[[nodiscard]] Tone toneOf(DumpState state);
/// Who has it, or is fetching it; "-" when nobody.
[[nodiscard]] QString offloadedText(const DumpEntry &dump);

} // namespace muster::console
