// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/pieceservice.h"

#include "shared/log.h"

#include "agent/composite/neighbours.h"
#include "agent/dumps/dumpservice.h"
#include "agent/server/session.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

PieceService::PieceService(const Neighbours &neighbours, DumpService &dumps, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_dumps(dumps)
{
    connect(&dumps.catalogue(), &DumpCatalogue::changed, this, &PieceService::note);
    connect(&dumps.catalogue(), &DumpCatalogue::erased, this, [this](const QString &id) {
        const QString dump = m_pieces.key(id);
        m_pieces.remove(dump);
        if (m_complete.remove(id))
            removeOriginal(this, dump);
    });
    connect(&dumps.catalogue(), &DumpCatalogue::loaded, this, [this] {
        const QList<DumpEntry> whole = m_dumps.catalogue().whole();
        for (const DumpEntry &entry : whole) {
            if (!entry.pieceOf.isEmpty())
                keepInMind(entry);
        }
    });
}

Result<void> PieceService::checkCaller(const CallContext &context) const
{
    if (context.peer.nodeId == m_neighbours.hub() && context.via.isEmpty())
        return {};
    return fail(ErrorCode::Forbidden, u"only the coordinator asks for pieces of the system's dumps"_s,
                u"method"_s);
}

Result<void> PieceService::checkPiece(const CallContext &context, const QString &id) const
{
    if (const auto checked = checkCaller(context); !checked)
        return checked;
    const auto entry = m_dumps.catalogue().entry(id);
    if (!entry || entry->pieceOf.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no piece %1 (any more)"_s.arg(id), u"params.id"_s);
    return {};
}

Result<PieceAnswer> PieceService::make(const CallContext &context, const PieceParams &params)
{
    if (const auto checked = checkCaller(context); !checked)
        return fail(checked.error());
    return makeHere(params);
}

Result<PieceAnswer> PieceService::makeHere(const PieceParams &params)
{
    const auto known = m_dumps.catalogue().entry(m_pieces.value(params.dump));
    if (known && known->state != DumpState::Failed)
        return PieceAnswer{m_dumps.listed(*known)};
    DumpService::Wish wish;
    wish.params = params.wish;
    wish.requestedBy = params.requestedBy;
    wish.system = params.system;
    wish.pieceOf = params.dump;
    // This node may have to keep the whole by its own name one day.
    wish.id = params.dump + "-piece"_L1;
    const auto started = m_dumps.createPiece(wish);
    if (!started)
        return fail(started.error());
    const auto entry = m_dumps.catalogue().entry(started->id);
    return entry ? Result<PieceAnswer>(PieceAnswer{m_dumps.listed(*entry)})
                 : fail(ErrorCode::Internal, u"the piece is not listed"_s);
}

QCoro::Task<Result<DumpDetails>> PieceService::show(CallContext context, DumpIdParams params)
{
    if (const auto checked = checkPiece(context, params.id); !checked)
        co_return fail(checked.error());
    const auto details = co_await m_dumps.access().show(params.id);
    co_return details;
}

QCoro::Task<Result<DumpChunk>> PieceService::read(CallContext context, DumpReadParams params)
{
    if (const auto checked = checkPiece(context, params.id); !checked)
        co_return fail(checked.error());
    const auto chunk = co_await m_dumps.access().read(params);
    co_return chunk;
}

void PieceService::note(const DumpEntry &entry)
{
    if (entry.pieceOf.isEmpty())
        return;
    keepInMind(entry);
    if (!isEnd(entry.state))
        return;
    Q_EMIT ended(entry.pieceOf, m_dumps.listed(entry));
    tellCoordinator(m_dumps.listed(entry));
}

void PieceService::keepInMind(const DumpEntry &entry)
{
    m_pieces.insert(entry.pieceOf, entry.id);
    if (entry.state == DumpState::Complete)
        m_complete.insert(entry.id);
}

/// What the host made and the piece had all of: as long as the management has it, it makes no other.
QCoro::Task<> PieceService::removeOriginal(QPointer<PieceService> self, QString systemDump)
{
    const HostMadeDumps *host = self->m_dumps.hostMade();
    const auto original = host && !systemDump.isEmpty() ? host->begunBy(systemDump) : std::nullopt;
    if (!original)
        co_return;
    const auto removed = co_await self->m_dumps.access().remove({original->id});
    if (!removed)
        qCWarning(logDumps).noquote()
            << "event=hostDumpNotRemoved dump=" << original->id << describe(removed.error());
}

/// One that is not heard is asked for by the coordinator.
void PieceService::tellCoordinator(const DumpEntry &entry)
{
    if (m_neighbours.isHub())
        return;
    if (Session *hub = m_neighbours.link(m_neighbours.hub()))
        hub->rpc().call(api::PieceEnded::Name, toJson(PieceEndedParams{entry.pieceOf, entry}),
                        DefaultDeadline, [](const Result<JsonValue> &) { });
}

} // namespace muster::agent
