// SPDX-License-Identifier: Apache-2.0
#include "console/batch/eventrow.h"

#include "console/batch/terminaltext.h"

using namespace Qt::StringLiterals;

namespace muster::console {

EventRow eventRow(const FleetEvent &event, const QString &nodeName)
{
    const Event &what = event.event;
    return {nodeName,  event.nodeId,  event.epoch,  what.sequence, what.at,  what.topic,
            what.kind, what.severity, what.subject, what.text,     what.data};
}

QString eventLine(const EventRow &row)
{
    const QString what = row.text.isEmpty() ? row.kind : row.text;
    return u"%1  %2  %3  %4"_s.arg(
        localTimeText(row.at), row.node.leftJustified(12), healthText(row.severity, false).leftJustified(8),
        row.subject.isEmpty() || what.contains(row.subject) ? what : row.subject + ": "_L1 + what);
}

} // namespace muster::console
