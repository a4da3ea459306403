// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/dumpphrases.h"

#include "console/views/text/ages.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace muster::console {

QString DumpPhrases::state(DumpState state)
{
    switch (state) {
    case DumpState::Requested:
        //: state of a dump: accepted, waits for its turn
        return tr("Requested");
    case DumpState::Collecting:
        //: state of a dump
        return tr("Collecting");
    case DumpState::Packaging:
        //: state of a dump: all is there, and is made durable
        return tr("Packaging");
    case DumpState::Complete:
        //: state of a dump
        return tr("Complete");
    case DumpState::Partial:
        //: state of a dump: whole as it is, but something could not be had
        return tr("Partial");
    case DumpState::Failed:
        break;
    }
    //: state of a dump
    return tr("Failed");
}

Mark DumpPhrases::markOf(const DumpEntry &dump)
{
    switch (dump.state) {
    case DumpState::Complete:
        return Mark::Well;
    case DumpState::Partial:
        return Mark::Care;
    case DumpState::Failed:
        return Mark::Critical;
    case DumpState::Requested:
    case DumpState::Collecting:
    case DumpState::Packaging:
        break;
    }
    return Mark::Running;
}

QString DumpPhrases::offloadState(OffloadState state)
{
    switch (state) {
    case OffloadState::Queued:
        //: of a dump that is to be fetched: others are before it
        return tr("Queued");
    case OffloadState::Running:
        //: of a dump: on its way here
        return tr("Fetching");
    case OffloadState::Waiting:
        //: of a dump that is to be fetched: for the node, or the next try
        return tr("Waiting");
    case OffloadState::Stopped:
        //: of a dump that is to be fetched: somebody stopped it
        return tr("Stopped");
    case OffloadState::Failed:
        //: of a dump that was to be fetched
        return tr("Failed");
    case OffloadState::Done:
        break;
    }
    //: of a dump: it is here, whole and proven
    return tr("Here");
}

Mark DumpPhrases::markOf(OffloadState state)
{
    switch (state) {
    case OffloadState::Running:
        return Mark::Running;
    case OffloadState::Waiting:
    case OffloadState::Stopped:
        return Mark::Care;
    case OffloadState::Failed:
        return Mark::Critical;
    case OffloadState::Done:
        return Mark::Well;
    case OffloadState::Queued:
        break;
    }
    return Mark::Unknown;
}

QString DumpPhrases::scope(const DumpEntry &dump)
{
    if (!dump.pieceOf.isEmpty())
        //: scope of a dump: one node's part of a dump of a whole machine
        return tr("Piece");
    //: scope of a dump: the whole composite machine, or one node
    return dump.scope == DumpScope::System ? tr("System") : tr("Node");
}

QString DumpPhrases::size(qint64 bytes)
{
    return bytes > 0 ? QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat) : QString();
}

QString DumpPhrases::askedBy(const DumpEntry &dump)
{
    //: who asked for a dump: the node itself, because of a failure
    return dump.requestedBy.isEmpty() ? tr("the agent") : dump.requestedBy;
}

QString DumpPhrases::offloaded(const DumpEntry &dump)
{
    if (!dump.offloading.isEmpty())
        //: a dump is being fetched; %1 names who does
        return tr("being fetched by %1").arg(dump.offloading.join(u", "_s));
    return dump.offloaded.isEmpty() ? QString() : dump.offloaded.last().to;
}

QString DumpPhrases::copies(const DumpEntry &dump)
{
    QStringList lines;
    for (const DumpCopy &copy : dump.offloaded)
        //: who has a dump (%1) and since when (%2)
        lines.append(tr("%1, %2").arg(copy.to, Ages::full(copy.at)));
    return lines.join(u'\n');
}

} // namespace muster::console
