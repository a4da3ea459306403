// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/dumpmender.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpservice.h"
#include "agent/state/problems.h"
#include "agent/systemdumps/dumprecords.h"
#include "agent/systemdumps/piecestep.h"
#include "agent/systemdumps/systemdumps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString DamagedPrefix = u"dump-damaged:"_s;

std::unexpected<Error> mendingEnded()
{
    return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
}

/// In the thread that mends.
Result<void> readPieceMember(PieceSource &piece, const QString &name, qint64 size,
                             const std::function<bool(QByteArrayView)> &sink, const std::stop_token &stop)
{
    for (qint64 offset = 0; offset < size;) {
        const auto bytes = piece.read(name, offset, stop);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty() || !sink(*bytes))
            return {};
        offset += bytes->size();
    }
    return {};
}

} // namespace

DumpMender::DumpMender(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_disk.emplace();
}

DumpMender::~DumpMender()
{
    m_life.request_stop();
    m_disk.reset();
    const auto running = std::exchange(m_running, {});
    for (const Completion<Result<void>> &one : running)
        one.complete(mendingEnded());
}

void DumpMender::forget(const QString &id)
{
    m_damaged.remove(id);
    m_parts.problems.clear(DamagedPrefix + id);
}

QCoro::Task<Result<void>> DumpMender::mend(QString id)
{
    const QPointer<DumpMender> self(this);
    if (m_running.contains(id)) {
        const Completion<Result<void>> other = m_running.value(id);
        const Result<void> answer = co_await other;
        co_return answer;
    }
    // Nobody may delete it meanwhile, or put another in its place.
    const auto hold = m_parts.holds.hold(id, u"the node itself, to mend it"_s);
    if (!hold)
        co_return fail(hold.error());
    const Completion<Result<void>> done;
    m_running.insert(id, done);
    const Result<void> answer = co_await mendHeld(self, id);
    if (!self || self->isEnding())
        co_return mendingEnded();
    m_running.remove(id);
    m_parts.holds.release(*hold);
    done.complete(answer);
    co_return answer;
}

QCoro::Task<Result<void>> DumpMender::mendHeld(QPointer<DumpMender> self, QString id)
{
    const DumpCatalogue &catalogue = self->m_parts.dumps.catalogue();
    const auto entry = catalogue.entry(id);
    if (!entry)
        co_return fail(ErrorCode::NotFound, u"there is no dump %1 (any more)"_s.arg(id), u"params.id"_s);
    if (!isWhole(entry->state))
        co_return fail(ErrorCode::Conflict, u"the dump %1 is not whole"_s.arg(id), u"params.id"_s);
    if (catalogue.isShown(id))
        co_return Result<void>(); // where the node's management keeps it, it is not ours to mend
    const QString folder = catalogue.folder(id);
    const QString aside = catalogue.folder() + "/.making-mend-"_L1 + id;
    const QString digest = entry->digest;
    const std::stop_token stop = self->m_life.get_token();
    const auto find = [folder, digest, stop] { return findDamage(folder, digest, stop); };
    const Result<DumpDamage> damage = co_await self->m_disk->run(find);
    if (!self || self->isEnding())
        co_return mendingEnded();
    if (!damage)
        co_return fail(damage.error());
    if (damage->isNone()) {
        self->forget(id);
        co_return Result<void>();
    }
    qCWarning(logDumps).noquote() << "event=dumpDamaged dump=" << id << "members=" << damage->names();
    self->m_damaged.insert(id);
    const auto pieces = self->piecesOf(id);
    const QList<DumpMember> members = damage->members;
    const auto fromPieces = [=] {
        const auto source = [&](const DumpMember &member,
                                const std::function<bool(QByteArrayView)> &sink) -> Result<void> {
            const auto isIn = [&member](const HeldPiece &one) { return member.name.startsWith(one.folder); };
            const auto piece = std::ranges::find_if(pieces, isIn);
            if (piece == pieces.end())
                return fail(ErrorCode::NotFound, u"no member has a piece with it"_s);
            return readPieceMember(*piece->source, member.name.sliced(piece->folder.size()), member.size,
                                   sink, stop);
        };
        return mendMembers(folder, aside, members, source, stop);
    };
    const QList<DumpMember> left = co_await self->m_disk->run(fromPieces);
    if (!self || self->isEnding())
        co_return mendingEnded();
    if (!left.isEmpty() || damage->isManifest) {
        const Result<void> copied = co_await mendFromCopy(self, id, digest);
        if (!self || self->isEnding())
            co_return mendingEnded();
        if (!copied)
            qCWarning(logDumps).noquote() << "event=dumpNotMended dump=" << id << describe(copied.error());
    }
    const Result<DumpDamage> still = co_await self->m_disk->run(find);
    if (!self || self->isEnding())
        co_return mendingEnded();
    if (!still)
        co_return fail(still.error());
    if (!still->isNone()) {
        self->tell(id, *still, false);
        co_return fail({ErrorCode::Io,
                        u"dump %1 is damaged on the node's disk, and no member has a sound copy of: %2"_s.arg(
                            id, still->names()),
                        folder,
                        {},
                        u"its disk may be failing; take the rest with dumps.read, or make the dump anew"_s});
    }
    self->m_damaged.remove(id);
    self->tell(id, *damage, true);
    Q_EMIT self->mended(id);
    co_return Result<void>();
}

QCoro::Task<Result<void>> DumpMender::mendFromCopy(QPointer<DumpMender> self, QString id, QString digest)
{
    FileReplicas &files = self->m_parts.composite.files();
    files.withdraw(digest); // it is none at the moment
    const auto source = co_await files.sound(digest);
    if (!self || self->isEnding())
        co_return mendingEnded();
    if (!source)
        co_return fail(source.error());
    const QString folder = self->m_parts.dumps.catalogue().folder(id);
    const QString aside = self->m_parts.dumps.catalogue().folder() + "/.making-mend-"_L1 + id;
    const Result<void> mended =
        co_await self->m_disk->run([folder, aside, copy = *source, stop = self->m_life.get_token()] {
            return mendFromStream(
                folder, aside,
                [&copy](qint64 offset, std::span<char> into) { return copy->read(offset, into); }, stop);
        });
    co_return mended;
}

std::vector<DumpMender::HeldPiece> DumpMender::piecesOf(const QString &id) const
{
    std::vector<HeldPiece> pieces;
    const auto record = m_parts.composite.replication().get<DumpRecord>(DumpRecords::Kind, id);
    if (!record)
        return pieces;
    for (const DumpPiece &piece : record->pieces) {
        if (!piece.id.isEmpty())
            pieces.push_back(
                {pieceFolder(piece.instance, piece.node), m_parts.system.heldPiece(piece.nodeId, piece.id)});
    }
    return pieces;
}

void DumpMender::tell(const QString &id, const DumpDamage &damage, bool isMended)
{
    m_parts.problems.set(!isMended,
                         {DamagedPrefix + id, Health::Warning, m_parts.dumps.catalogue().folder(id),
                          u"Dump %1 is damaged on this node: %2"_s.arg(id, damage.names()),
                          u"no member has a sound copy now; look at the disk, and make the dump anew"_s});
    if (!isMended)
        return;
    qCInfo(logDumps).noquote() << "event=dumpMended dump=" << id << "members=" << damage.names();
    m_parts.dumps.announce(id, u"%1 was damaged on the disk, and is mended: %2"_s.arg(id, damage.names()));
}

} // namespace muster::agent
