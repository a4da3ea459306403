// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/copyrationing.h"

#include "shared/log.h"

#include "agent/composite/composite.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

CopyRationing::CopyRationing(Composite &composite, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
{
}

CopiedDump CopyRationing::copiedOf(const DumpRecord &record) const
{
    const FileReplicas &files = m_composite.files();
    const QString hash = record.entry.digest;
    QStringList refusers = files.refusals(hash).keys();
    refusers.sort();
    return {record.entry.id,     record.entry.at,    record.entry.size, files.holders(hash).mid(1),
            std::move(refusers), files.isShort(hash)};
}

void CopyRationing::look()
{
    const SystemSettings settings = m_composite.links().membership()->settings;
    const qsizetype members = m_composite.links().membership()->members.size();
    const qsizetype wanted = std::min<qsizetype>(settings.replicas, members - 1);
    QList<CopiedDump> dumps;
    QList<DumpRecord> givenUp;
    bool areAllThere = true;
    const QList<Replica> all = m_composite.replication().documents(DumpRecords::Kind);
    for (const Replica &replica : all) {
        const auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, replica.id);
        if (!record || record->entry.digest.isEmpty())
            continue;
        const bool isKnown = m_composite.files().file(record->entry.digest).has_value();
        if (!record->copiesGivenUp.isEmpty() && isKnown)
            return; // they are still going
        if (!record->copiesGivenUp.isEmpty()) {
            givenUp.append(*record);
        } else if (isKnown) {
            dumps.append(copiedOf(*record));
            areAllThere &= dumps.last().keepers.size() >= wanted;
        }
    }
    const CopiesToGiveUp these = copiesToGiveUp(dumps, settings.replicaBytes);
    if (!these.ids.isEmpty())
        giveUp(these);
    else if (areAllThere && !givenUp.isEmpty())
        takeUp(givenUp, dumps);
}

void CopyRationing::giveUp(const CopiesToGiveUp &these)
{
    for (const QString &id : these.ids) {
        auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, id);
        if (!record)
            continue;
        qCInfo(logDumps).noquote() << "event=copiesGivenUp dump=" << id << "for=" << these.favoured;
        record->copiesGivenUp = u"they made room for those of %1"_s.arg(these.favoured);
        write(this, *record);
    }
}

/// The newest that fits; the next one when that is there.
void CopyRationing::takeUp(const QList<DumpRecord> &givenUp, const QList<CopiedDump> &dumps)
{
    const qint64 budget = m_composite.links().membership()->settings.replicaBytes;
    const QStringList members = m_composite.links().linked();
    std::optional<DumpRecord> newest;
    for (const DumpRecord &record : givenUp) {
        if (isRoomFor(record.entry.size, dumps, members, budget)
            && (!newest || record.entry.at > newest->entry.at))
            newest = record;
    }
    if (!newest)
        return;
    newest->copiesGivenUp.clear();
    write(this, *newest);
}

QCoro::Task<> CopyRationing::write(QPointer<CopyRationing> self, DumpRecord record)
{
    const auto written =
        co_await self->m_composite.replication().put(DumpRecords::Kind, record.entry.id, record);
    if (!written)
        qCWarning(logDumps).noquote()
            << "event=dumpNotReplicated dump=" << record.entry.id << describe(written.error());
}

} // namespace muster::agent
