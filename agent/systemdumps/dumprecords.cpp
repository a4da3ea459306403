// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/dumprecords.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/dumps/dumpservice.h"
#include "agent/systemdumps/dumpcopies.h"
#include "agent/systemdumps/systemdumps.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// A dump of a whole system, not a piece of one.
bool isOfSystem(const DumpEntry &entry)
{
    return entry.scope == DumpScope::System && entry.pieceOf.isEmpty() && !entry.system.isEmpty();
}

} // namespace

DumpRecords::DumpRecords(Composite &composite, DumpService &dumps, SystemDumps &system, DumpCopies &copies,
                         QObject *parent)
    : QObject(parent)
    , m_composite(composite)
    , m_dumps(dumps)
    , m_system(system)
    , m_copies(copies)
{
    m_calm.setSingleShot(true);
    m_calm.setInterval(Calm);
    connect(&m_calm, &QTimer::timeout, this, &DumpRecords::look);
    m_copyRetry.setSingleShot(true);
    m_copyRetry.setInterval(CopyRetry);
    connect(&m_copyRetry, &QTimer::timeout, this, &DumpRecords::look);
    connect(&dumps.catalogue(), &DumpCatalogue::changed, this, &DumpRecords::note);
    connect(&dumps.catalogue(), &DumpCatalogue::erased, this, &DumpRecords::noteErased);
    connect(&composite.replication(), &Replication::changed, this,
            [this](const QString &kind, const QString &id) {
                if (kind == Kind)
                    follow(id);
            });
    const auto calm = [this] { m_calm.start(); };
    connect(&composite, &Composite::coordinatorChanged, this, calm);
    connect(&composite.replication(), &Replication::upToDate, this, calm);
    connect(&composite.links(), &Neighbours::memberLinked, this, calm);
    connect(&composite.links(), &Neighbours::memberUnlinked, this,
            [this](const QString &nodeId) { m_asked.remove(nodeId); });
}

void DumpRecords::note(const DumpEntry &entry)
{
    if (!isEnd(entry.state))
        return;
    m_tried.remove(entry.id);
    if (isOfSystem(entry) && isWhole(entry.state) && m_composite.mayAct())
        write(this, entry.id);
}

QCoro::Task<> DumpRecords::write(QPointer<DumpRecords> self, QString id)
{
    const auto details = co_await self->m_dumps.access().show(id);
    if (!self || !details || !details->manifest)
        co_return;
    DumpRecord record{details->entry, details->manifest->pieces, {}};
    // Who is at it now is of no interest to the others, and changes often.
    record.entry.offloading.clear();
    record.entry.job.clear();
    Replication &replication = self->m_composite.replication();
    const auto known = replication.get<DumpRecord>(Kind, id);
    if (known && known->entry.digest == record.entry.digest)
        record.copiesGivenUp = known->copiesGivenUp;
    if (known && *known == record)
        co_return;
    const auto written = co_await replication.put(Kind, id, record);
    if (!written)
        qCWarning(logDumps).noquote() << "event=dumpNotReplicated dump=" << id << describe(written.error());
    else if (self)
        self->m_calm.start();
}

/// What the coordinator deletes is deleted for all.
void DumpRecords::noteErased(const QString &id)
{
    if (m_composite.mayAct() && m_composite.replication().document(Kind, id))
        forget(this, id);
}

QCoro::Task<> DumpRecords::forget(QPointer<DumpRecords> self, QString id)
{
    const auto removed = co_await self->m_composite.replication().remove(Kind, id);
    if (!removed && removed.error().code != ErrorCode::NotFound)
        qCWarning(logDumps).noquote()
            << "event=deletionNotReplicated dump=" << id << describe(removed.error());
}

void DumpRecords::follow(const QString &id)
{
    if (m_composite.replication().document(Kind, id)) {
        m_calm.start();
        return;
    }
    QStringList here;
    if (const QString piece = m_system.pieces().pieceOf(id); !piece.isEmpty())
        here.append(piece);
    if (m_dumps.catalogue().entry(id))
        here.append(id);
    if (!here.isEmpty())
        removeHere(this, here);
}

QCoro::Task<> DumpRecords::removeHere(QPointer<DumpRecords> self, QStringList ids)
{
    const auto answer = co_await self->m_dumps.access().remove(ids);
    if (!answer)
        co_return;
    for (const DumpDeleted &one : answer->dumps) {
        if (!one.error.isEmpty() && one.error != u"NotFound"_s)
            qCWarning(logDumps).noquote() << "event=pieceNotDeleted dump=" << one.id << one.text;
    }
}

/// On the coordinator: what of the system's dumps is not here, or not whole, and could be now.
void DumpRecords::look()
{
    if (!m_composite.mayAct())
        return;
    const QList<Replica> all = m_composite.replication().documents(Kind);
    for (const Replica &replica : all) {
        const QString id = replica.id;
        const auto record = m_composite.replication().get<DumpRecord>(Kind, id);
        if (!record || m_tried.contains(id))
            continue;
        const auto here = m_dumps.catalogue().entry(id);
        if (!here) {
            m_tried.insert(id);
            bringBack(this, *record);
        } else if (isWhole(here->state) && isMissing(*record)) {
            m_tried.insert(id);
            for (const DumpPiece &piece : record->pieces) {
                if (isToBeHad(piece, id))
                    m_asked[piece.nodeId].insert(id);
            }
            completeOne(this, id);
        }
    }
}

bool DumpRecords::isToBeWaitedFor(const QString &id, const Error &why)
{
    if (why.code != ErrorCode::Unavailable || !m_copies.hasCopies(id))
        return false;
    const auto time = std::chrono::steady_clock::now();
    if (!m_missed.contains(id))
        m_missed.insert(id, time);
    return time - m_missed.value(id) < CopyPatience;
}

QCoro::Task<> DumpRecords::bringBack(QPointer<DumpRecords> self, DumpRecord record)
{
    const QString id = record.entry.id;
    const Result<void> copied = co_await self->m_copies.bringBack(record);
    if (self && copied)
        self->m_missed.remove(id);
    if (!self || copied || copied.error().code == ErrorCode::Cancelled)
        co_return;
    if (self->isToBeWaitedFor(id, copied.error())) {
        self->m_tried.remove(id);
        self->m_copyRetry.start();
        co_return;
    }
    self->m_missed.remove(id);
    if (copied.error().code != ErrorCode::NotFound)
        qCWarning(logDumps).noquote() << "event=dumpNotFromCopy dump=" << id << describe(copied.error());
    const auto started = self->m_system.recover(record.entry);
    if (started)
        co_return;
    qCWarning(logDumps).noquote() << "event=dumpNotRecovered dump=" << id << describe(started.error());
    self->m_tried.remove(id);
}

QCoro::Task<> DumpRecords::completeOne(QPointer<DumpRecords> self, QString id)
{
    const Result<void> whole = co_await self->m_copies.mend(id);
    if (!self)
        co_return;
    if (!whole)
        qCWarning(logDumps).noquote() << "event=dumpNotMended dump=" << id << describe(whole.error());
    const auto started = co_await self->m_system.complete(id);
    if (!self || started)
        co_return;
    qCInfo(logDumps).noquote() << "event=dumpNotCompleted dump=" << id << describe(started.error());
    self->m_tried.remove(id);
    // While somebody fetches it: its members are asked once that has ended.
    for (QSet<QString> &asked : self->m_asked)
        asked.remove(id);
}

/// Whether a piece is missing that a member who is connected may have.
bool DumpRecords::isMissing(const DumpRecord &record) const
{
    if (now() - record.entry.finishedAt.value_or(record.entry.at) > CompletedWithin)
        return false;
    return std::ranges::any_of(record.pieces,
                               [&](const DumpPiece &piece) { return isToBeHad(piece, record.entry.id); });
}

/// A member is asked once each time it is connected: what it cannot make then, it cannot a moment later.
bool DumpRecords::isToBeHad(const DumpPiece &piece, const QString &dump) const
{
    const bool isLinked =
        piece.nodeId == m_composite.links().ownId() || m_composite.links().link(piece.nodeId);
    return piece.id.isEmpty() && isLinked && !m_asked.value(piece.nodeId).contains(dump);
}

} // namespace muster::agent
