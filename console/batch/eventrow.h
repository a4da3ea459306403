// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

namespace muster::console {

/// An event as `muster events --json` tells it. The names are stable.
struct EventRow
{
    QString node;
    QString nodeId;
    QString epoch;
    qint64 sequence = 0;
    Timestamp at{};
    Topic topic = Topic::Node;
    QString kind;
    Health severity = Health::OK;
    QString subject;
    QString text;
    RawJson data;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &EventRow::node, "Name of the node"),
                          field("nodeId", &EventRow::nodeId, "Its id"),
                          field("epoch", &EventRow::epoch, "The node's journal that the number counts in"),
                          field("sequence", &EventRow::sequence, "Its number there"),
                          field("at", &EventRow::at, "When it happened, by the node's clock"),
                          field("topic", &EventRow::topic, "What it is about"),
                          field("kind", &EventRow::kind, "What happened"),
                          field("severity", &EventRow::severity, "How much it matters"),
                          field("subject", &EventRow::subject, "The unit, peer or job"),
                          field("text", &EventRow::text, "What happened, one sentence"),
                          field("data", &EventRow::data, "Details; the type depends on the kind"));
    }
};

[[nodiscard]] EventRow eventRow(const FleetEvent &event, const QString &nodeName);
/// One line for people: time, node, severity, what.
[[nodiscard]] QString eventLine(const EventRow &row);

} // namespace muster::console
