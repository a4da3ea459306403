// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/dumpcopies.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/dumps/dumpservice.h"
#include "agent/dumps/dumpunpacking.h"
#include "agent/systemdumps/dumpmender.h"
#include "agent/systemdumps/dumpreplica.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// What the files of dumps belong to, see ReplicatedFile::of.
QString ofDump(const QString &id)
{
    return QString(DumpRecords::Kind) + u':' + id;
}

QString dumpOf(const ReplicatedFile &file)
{
    const QString prefix = ofDump({});
    return file.of.startsWith(prefix) ? file.of.sliced(prefix.size()) : QString();
}

std::unexpected<Error> copiesEnded()
{
    return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
}

} // namespace

DumpCopies::DumpCopies(Composite &composite, DumpService &dumps, DumpMender &mender, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
    , m_dumps(dumps)
    , m_mender(mender)
    , m_rationing(composite)
{
    m_disk.emplace();
    m_calm.setSingleShot(true);
    m_calm.setInterval(Calm);
    connect(&m_calm, &QTimer::timeout, this, &DumpCopies::look);
    const auto calm = [this] {
        if (!m_calm.isActive())
            m_calm.start();
    };
    connect(&dumps.catalogue(), &DumpCatalogue::loaded, this, calm);
    connect(&dumps.catalogue(), &DumpCatalogue::changed, this, &DumpCopies::noteChanged);
    connect(&dumps.catalogue(), &DumpCatalogue::erased, this, &DumpCopies::noteGone);
    connect(&mender, &DumpMender::mended, this, calm);
    connect(&composite, &Composite::coordinatorChanged, this, calm);
    connect(&composite.replication(), &Replication::upToDate, this, calm);
    connect(&composite.replication(), &Replication::systemChanged, this, [this, calm] {
        m_served.clear();
        calm();
    });
    connect(&composite.replication(), &Replication::changed, this, [calm](const QString &kind) {
        if (kind == DumpRecords::Kind || kind == FileReplicas::FileKind || kind == FileReplicas::CopyKind)
            calm();
    });
    connect(&composite.files(), &FileReplicas::damaged, this, &DumpCopies::noteDamaged);
}

DumpCopies::~DumpCopies()
{
    m_life.request_stop();
    m_disk.reset();
}

void DumpCopies::look()
{
    if (m_composite.replication().systemId().isEmpty())
        return;
    const QList<Replica> records = m_composite.replication().documents(DumpRecords::Kind);
    for (const Replica &replica : records) {
        if (const auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, replica.id))
            lookAt(replica.id, *record);
    }
    if (!m_composite.mayAct() || !m_composite.replication().isUpToDate())
        return;
    releaseUnused();
    m_rationing.look();
}

/// Whoever coordinates owns the files of the dumps that it has; any other who has the same counts as a copy.
void DumpCopies::lookAt(const QString &id, const DumpRecord &record)
{
    const QString hash = record.entry.digest;
    const auto here = m_dumps.catalogue().entry(id);
    if (hash.isEmpty() || !record.copiesGivenUp.isEmpty() || !here || !isWhole(here->state)
        || here->digest != hash || m_mender.isDamaged(id))
        return;
    FileReplicas &files = m_composite.files();
    const auto file = files.file(hash);
    const bool isOwned = file && file->owner == m_composite.links().ownId() && file->of == ofDump(id);
    // A file of which nobody knows is one whose document has not outlived its writer.
    const bool isToBeOwned = (m_composite.mayAct() && !isOwned) || !file;
    if (isToBeOwned)
        offer(this, id, *here);
    else if (!files.hasOwn(hash))
        files.serve(hash, std::make_shared<DumpReplica>(m_dumps.catalogue().folder(id)));
    m_served.insert(id, hash);
}

QCoro::Task<> DumpCopies::offer(QPointer<DumpCopies> self, QString id, DumpEntry entry)
{
    const auto source = std::make_shared<DumpReplica>(self->m_dumps.catalogue().folder(id));
    const auto offered =
        co_await self->m_composite.files().offer(entry.digest, entry.size, source, ofDump(id));
    if (!offered)
        qCWarning(logDumps).noquote() << "event=dumpNotOffered dump=" << id << describe(offered.error());
}

/// Copies of dumps that are deleted, or are others by now. Looked at twice: documents come one by one, and a
/// file's may come before its dump's.
void DumpCopies::releaseUnused()
{
    QSet<QString> unused;
    const QList<Replica> all = m_composite.replication().documents(FileReplicas::FileKind);
    for (const Replica &replica : all) {
        const auto file = m_composite.files().file(replica.id);
        const QString dump = file ? dumpOf(*file) : QString();
        if (!dump.isEmpty() && isUnused(replica.id, dump))
            unused.insert(replica.id);
    }
    const QSet<QString> before = std::exchange(m_unused, unused);
    for (const QString &hash : std::as_const(unused)) {
        if (before.contains(hash))
            release(this, hash);
    }
    if (!unused.isEmpty())
        m_calm.start();
}

/// The copy of before stays until there is one of what the dump is now, or there cannot be one beside it.
bool DumpCopies::isUnused(const QString &hash, const QString &dumpId) const
{
    const auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, dumpId);
    if (!record)
        return true;
    const QString current = record->entry.digest;
    if (current == hash)
        return !record->copiesGivenUp.isEmpty();
    const FileReplicas &files = m_composite.files();
    return files.holders(current).size() > 1 || !files.refusals(current).isEmpty()
           || m_composite.links().membership()->settings.replicas == 0;
}

QCoro::Task<> DumpCopies::release(QPointer<DumpCopies> self, QString hash)
{
    const auto released = co_await self->m_composite.files().release(hash);
    if (!released && released.error().code != ErrorCode::NotFound)
        qCWarning(logDumps).noquote()
            << "event=copiesNotReleased file=" << hash << describe(released.error());
}

void DumpCopies::noteChanged(const DumpEntry &entry)
{
    const QString served = m_served.value(entry.id);
    if (!served.isEmpty() && isWhole(entry.state) && entry.digest != served) {
        m_composite.files().withdraw(served);
        m_served.remove(entry.id);
    }
    if (isWhole(entry.state) && !m_calm.isActive())
        m_calm.start();
}

void DumpCopies::noteGone(const QString &id)
{
    m_mender.forget(id);
    if (const QString served = m_served.take(id); !served.isEmpty())
        m_composite.files().withdraw(served);
    if (!m_calm.isActive())
        m_calm.start();
}

/// A member was given wrong bytes.
void DumpCopies::noteDamaged(const QString &hash)
{
    const QString id = m_served.key(hash);
    if (!id.isEmpty())
        mendAndTell(this, id);
}

QCoro::Task<Result<void>> DumpCopies::mend(QString id)
{
    return m_mender.mend(std::move(id));
}

QCoro::Task<> DumpCopies::mendAndTell(QPointer<DumpCopies> self, QString id)
{
    const auto mended = co_await self->m_mender.mend(id);
    if (!mended)
        qCWarning(logDumps).noquote() << "event=dumpNotMended dump=" << id << describe(mended.error());
}

QCoro::Task<Result<void>> DumpCopies::bringBack(DumpRecord record)
{
    const QPointer<DumpCopies> self(this);
    const QString id = record.entry.id;
    const QString hash = record.entry.digest;
    if (hash.isEmpty() || m_composite.files().holders(hash).isEmpty())
        co_return fail(ErrorCode::NotFound, u"no member has a copy of the dump %1"_s.arg(id));
    const Result<void> room = co_await m_dumps.makeRoom(record.entry.type, record.entry.size);
    if (!self || isEnding())
        co_return copiesEnded();
    if (!room)
        co_return room;
    const auto copy = co_await m_composite.files().sound(hash);
    if (!self || isEnding())
        co_return copiesEnded();
    if (!copy)
        co_return fail(copy.error());
    if (m_dumps.catalogue().entry(id))
        co_return Result<void>(); // it came another way
    const QString folder = m_dumps.catalogue().folder();
    const Result<DumpManifest> made =
        co_await m_disk->run([source = *copy, folder, id, hash, stop = m_life.get_token()] {
            return unpackDump(
                [&source](qint64 offset, std::span<char> into) { return source->read(offset, into); }, folder,
                id, hash, stop);
        });
    if (!self || isEnding())
        co_return copiesEnded();
    if (!made)
        co_return fail(made.error());
    DumpEntry entry = entryOf(*made);
    entry.offloaded = record.entry.offloaded;
    if (const auto kept = m_dumps.catalogue().put(entry); !kept)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(kept.error());
    qCInfo(logDumps).noquote() << "event=dumpFromCopy dump=" << id;
    co_return Result<void>();
}

bool DumpCopies::hasCopies(const QString &id) const
{
    const auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, id);
    return record && m_composite.files().holders(record->entry.digest).size() > 1;
}

QString DumpCopies::nameOf(const QString &nodeId) const
{
    const Membership *system = m_composite.links().membership();
    const SystemMember *member = system ? system->member(nodeId) : nullptr;
    return member && !member->name.isEmpty() ? member->name : nodeId;
}

void DumpCopies::tellCopies(DumpDetails &details) const
{
    const auto record = m_composite.replication().get<DumpRecord>(DumpRecords::Kind, details.entry.id);
    const Membership *system = m_composite.links().membership();
    if (!record || !system || record->entry.digest.isEmpty())
        return;
    const FileReplicas &files = m_composite.files();
    const QString hash = record->entry.digest;
    const QStringList holders = files.holders(hash).mid(1); // the first is whose dump it is
    for (const QString &nodeId : holders)
        details.copies.append(nameOf(nodeId));
    const qsizetype wanted = std::min<qsizetype>(system->settings.replicas, system->members.size() - 1);
    if (details.copies.size() >= wanted)
        return;
    QStringList why;
    if (!record->copiesGivenUp.isEmpty())
        why.append(record->copiesGivenUp);
    const QHash<QString, QString> refusals = files.refusals(hash);
    for (const auto &[nodeId, text] : refusals.asKeyValueRange())
        why.append(nameOf(nodeId) + u": "_s + text);
    for (const QString &nodeId : files.keepers(hash)) {
        if (!holders.contains(nodeId) && !refusals.contains(nodeId))
            why.append(nameOf(nodeId) + u": it does not have it yet"_s);
    }
    why.sort();
    details.copiesMissing = u"%1 of %2 copies"_s.arg(details.copies.size()).arg(wanted);
    if (!why.isEmpty())
        details.copiesMissing += u"; "_s + why.join(u"; "_s);
}

} // namespace muster::agent
