// SPDX-License-Identifier: Apache-2.0
#include "console/batch/dumprow.h"

#include <QLocale>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

DumpRow dumpRow(const Fleet &fleet, const QString &nodeId, const DumpEntry &dump)
{
    const FleetNode *node = fleet.node(nodeId);
    const FleetSystem *system = fleet.systemOf(nodeId);
    return {node ? node->name : dump.node, nodeId, system ? system->name : QString(),
            !node || node->isStale(), dump};
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QString dumpStateText(DumpState state)
{
    return QString::fromLatin1(QMetaEnum::fromType<DumpState>().valueToKey(int(state)));
}

Tone toneOf(DumpState state)
{
    switch (state) {
    case DumpState::Complete:
        return Tone::Well;
    case DumpState::Failed:
        return Tone::Critical;
    case DumpState::Requested:
    case DumpState::Collecting:
    case DumpState::Packaging:
    case DumpState::Partial:
        break;
    }
    return Tone::Care;
}

QString offloadedText(const DumpEntry &dump)
{
    if (!dump.offloading.isEmpty())
        return u"to %1 now"_s.arg(dump.offloading.join(u", "_s));
    return dump.offloaded.isEmpty() ? u"-"_s : dump.offloaded.last().to;
}

} // namespace muster::console
