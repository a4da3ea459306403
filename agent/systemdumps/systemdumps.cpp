// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/systemdumps.h"

#include "agent/composite/composite.h"
#include "agent/server/session.h"
#include "agent/systemdumps/barriercalls.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error nobodyCoordinates(const CoordinatorView &view)
{
    return {ErrorCode::Unavailable,
            view.why.isEmpty() ? u"nobody coordinates the system"_s
                               : u"nobody coordinates the system: %1"_s.arg(view.why),
            {},
            u"params.type"_s,
            u"dumps of single nodes can be made meanwhile"_s};
}

/// Waits for somebody to act, for no longer than another needs to take over.
QCoro::Task<> somebodyActs(Composite &composite, std::chrono::milliseconds patience)
{
    const Completion<bool> acts;
    QObject watch;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &watch, [acts] { acts.complete(false); });
    QObject::connect(&composite, &Composite::coordinatorChanged, &watch, [acts, &composite] {
        if (!composite.coordinator().acting.isEmpty())
            acts.complete(true);
    });
    timer.start(patience);
    if (composite.coordinator().acting.isEmpty())
        co_await acts;
}

} // namespace

SystemDumps::SystemDumps(Composite &composite, DumpService &dumps, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
    , m_dumps(dumps)
    , m_pieces(composite.links(), dumps)
    , m_entrance(composite, dumps)
{
    connect(&composite.links(), &Neighbours::membershipChanged, this, &SystemDumps::followSystem);
    connect(&m_pieces, &PieceService::ended, this, [this](const QString &dump, const DumpEntry &piece) {
        CallContext here;
        here.peer.nodeId = m_composite.links().ownId();
        noteEnd(here, {dump, piece});
    });
    followSystem();
}

SystemDumps::~SystemDumps() = default;

void SystemDumps::followSystem()
{
    m_dumps.abilities().setSystemReason(m_composite.links().membership() ? QString()
                                                                         : u"this node is in no system"_s);
}

std::optional<DumpKind> SystemDumps::kindOf(const QString &type) const
{
    const QList<DumpKind> kinds = m_dumps.abilities().all().kinds;
    const auto kind = std::ranges::find(kinds, type, &DumpKind::type);
    return kind == kinds.cend() ? std::nullopt : std::optional(*kind);
}

bool SystemDumps::isOfSystem(const QString &type) const
{
    const auto kind = kindOf(type);
    return kind && kind->isMadeTogether();
}

Result<void> SystemDumps::checkRole(Role role, const QString &type) const
{
    const auto kind = kindOf(type);
    if (!kind || !kind->isDisruptive || role >= Role::Admin)
        return {};
    return fail({ErrorCode::Forbidden,
                 u"a dump of type %1 stops the host, and that takes the role Admin"_s.arg(type),
                 {},
                 u"params.type"_s,
                 u"pair this console as administrator"_s});
}

Result<void> SystemDumps::checkNoOtherRun() const
{
    const auto other = m_dumps.catalogue().entry(m_runningId);
    if (!other || isEnd(other->state))
        return {};
    return fail({ErrorCode::Busy,
                 u"the dump %1, for which all hosts are stopped, is being made"_s.arg(other->id),
                 {},
                 u"params.type"_s,
                 u"wait for it"_s});
}

std::shared_ptr<DumpRunParams> SystemDumps::runOf(const DumpCreateParams &wish) const
{
    const auto params = std::make_shared<DumpRunParams>();
    params->type = wish.type;
    params->reason = wish.reason;
    params->generation = m_composite.links().membership()->generation;
    params->term = m_composite.coordinator().term;
    params->holdSeconds = int(DisruptiveRun::HoldTime.count());
    return params;
}

QCoro::Task<Result<DumpStarted>> SystemDumps::create(CallContext context, DumpCreateParams wish)
{
    const QPointer<SystemDumps> self(this);
    if (const auto checked = checkRole(context.role, wish.type); !checked)
        co_return fail(checked.error());
    const Membership *system = m_composite.links().membership();
    if (const auto kind = kindOf(wish.type); !system && kind && DumpAbilities::isOfHost(*kind)) {
        const DumpService::Wish own{wish, context.peerName, {}, {}, {}, {}};
        const auto alone = co_await m_dumps.create(own);
        co_return alone;
    }
    if (!system) {
        co_return fail(ErrorCode::Unsupported,
                       u"a dump of type %1 is of a whole system, and this node is in none"_s.arg(wish.type),
                       u"params.type"_s);
    }
    const std::chrono::seconds patience(system->settings.leaseSeconds + 2);
    co_await somebodyActs(m_composite, patience);
    if (!self)
        co_return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    if (m_composite.mayAct())
        co_return start({wish, context.peerName, {}, {}, {}, {}});
    const CoordinatorView view = m_composite.coordinator();
    if (view.acting.isEmpty() || view.acting == m_composite.links().ownId() || !context.via.isEmpty())
        co_return fail(nobodyCoordinates(view));
    const auto started = co_await handOn(std::move(context), std::move(wish));
    co_return started;
}

QCoro::Task<Result<DumpStarted>> SystemDumps::handOn(CallContext context, DumpCreateParams wish)
{
    Session *hub = m_composite.links().link(m_composite.links().hub());
    if (!hub)
        co_return fail(nobodyCoordinates(m_composite.coordinator()));
    const SystemDumpParams params{{context.peer.nodeId, context.peerName, context.role}, wish};
    const QString coordinator = m_composite.links().hub();
    const auto started = co_await hub->rpc().call<api::SystemDump>(params);
    co_return started.transform([&coordinator](DumpStarted there) {
        there.nodeId = coordinator;
        return there;
    });
}

QCoro::Task<Result<DumpStarted>> SystemDumps::createFor(CallContext context, SystemDumpParams params)
{
    const auto terms = m_composite.termsOf(params.caller);
    if (!terms)
        co_return fail(terms.error());
    if (terms->role < Role::Operator) {
        co_return fail({ErrorCode::Forbidden,
                        u"\"%1\" may only read on the coordinator"_s.arg(params.caller.name),
                        {},
                        u"method"_s,
                        u"pair that console with the coordinator as operator"_s});
    }
    if (const auto checked = checkRole(terms->role, params.wish.type); !checked)
        co_return fail(checked.error());
    // One hop: what a member hands on ends here.
    if (!m_composite.mayAct())
        co_return fail(nobodyCoordinates(m_composite.coordinator()));
    co_return start({params.wish, u"%1 via %2"_s.arg(terms->name, context.peerName), {}, {}, {}, {}});
}

Result<DumpStarted> SystemDumps::recover(const DumpEntry &lost)
{
    if (!m_composite.mayAct())
        return fail(nobodyCoordinates(m_composite.coordinator()));
    const DumpCreateParams params{lost.type, lost.reason, lost.unit};
    // Who has what the lost one made goes on to have it: it is not sent there again.
    return start({params, lost.requestedBy, {}, {}, lost.id, lost.at, lost.offloaded});
}

QCoro::Task<Result<DumpStarted>> SystemDumps::complete(QString id)
{
    const QPointer<SystemDumps> self(this);
    const auto details = co_await m_dumps.access().show(id);
    if (!self || !m_composite.mayAct())
        co_return fail(ErrorCode::Unavailable, u"this node does not coordinate"_s);
    if (!details || !details->manifest)
        co_return fail(details ? Error{ErrorCode::NotFound, u"dump %1 is not whole"_s.arg(id), {}, {}, {}}
                               : details.error());
    const DumpManifest &dump = *details->manifest;
    co_return start({{dump.type, dump.reason, dump.unit}, dump.requestedBy, {}, {}, dump.id, dump.at}, dump);
}

Result<DumpStarted> SystemDumps::start(const DumpService::Wish &wish,
                                       const std::optional<DumpManifest> &before)
{
    const Membership system = *m_composite.links().membership();
    QList<DumpPiece> pieces;
    for (const SystemMember &member : system.members) {
        DumpPiece piece;
        piece.instance = member.instance;
        piece.nodeId = member.nodeId;
        piece.node = member.name;
        piece.missing = u"it was not come to"_s;
        piece.state = DumpState::Failed;
        if (before) {
            const auto known = std::ranges::find(before->pieces, member.nodeId, &DumpPiece::nodeId);
            if (known != before->pieces.cend())
                piece = *known;
        }
        pieces.append(piece);
    }
    std::shared_ptr<DisruptiveRun> run;
    const auto runParams = runOf(wish.params);
    const auto kind = kindOf(wish.params.type);
    // What is made again or completed comes from pieces that are there: no host is stopped for it.
    if (kind && kind->isDisruptive && !before && wish.id.isEmpty()) {
        if (const auto free = checkNoOtherRun(); !free)
            return fail(free.error());
        run = std::make_shared<DisruptiveRun>(system.members,
                                              barrierCalls(&m_composite, &m_entrance, runParams));
    }
    const auto record = std::make_shared<PieceRecord>(pieces);
    DumpService::Assembly assembly;
    assembly.system = system.name;
    assembly.extraTime = FetchTime * system.members.size();
    assembly.members = system.members.size();
    if (run) {
        assembly.gate = [run](std::chrono::milliseconds deadline, std::stop_token stop) {
            return DisruptiveRun::pass(run, deadline, std::move(stop));
        };
    }
    assembly.plan = [this, record, wish, before, run, runParams,
                     name = system.name](const DumpManifest &head) {
        runParams->run = head.id;
        if (run)
            m_runningId = head.id;
        const PieceParams params{head.id, wish.params, wish.requestedBy, name};
        QList<CollectStep> steps;
        Running running;
        const QList<DumpPiece> all = record->pieces();
        for (const DumpPiece &piece : all)
            steps.append(pieceStep(piece, sourceOf(piece, params, before, running, run.get()), record));
        m_running.removeIf([](const auto &one) {
            return std::ranges::all_of(one.value().pieces,
                                       [](const auto &piece) { return piece.second.expired(); });
        });
        m_running.insert(head.id, running);
        return steps;
    };
    assembly.complete = [record, run](DumpManifest &manifest) {
        manifest.pieces = record->pieces();
        if (run)
            manifest.why = run->notEntered();
    };
    return m_dumps.assemble(wish, assembly);
}

/// A piece that is there as its member made it stays; a member that was not there is asked again.
std::shared_ptr<PieceSource> SystemDumps::sourceOf(const DumpPiece &piece, const PieceParams &params,
                                                   const std::optional<DumpManifest> &before,
                                                   Running &running, DisruptiveRun *run)
{
    if (before && !piece.id.isEmpty())
        return keptPiece(m_dumps.catalogue().folder(before->id), *before, piece);
    const auto source = std::make_shared<MemberPiece>(params, callsOf(piece.nodeId));
    running.pieces.emplace_back(piece.nodeId, source);
    if (run)
        run->add(piece.nodeId, source);
    else
        MemberPiece::start(source);
    return source;
}

std::shared_ptr<PieceSource> SystemDumps::heldPiece(const QString &nodeId, const QString &pieceId)
{
    const auto piece = std::make_shared<MemberPiece>(PieceParams(), callsOf(nodeId));
    MemberPiece::take(piece, pieceId);
    return piece;
}

PieceCalls SystemDumps::callsOf(const QString &nodeId)
{
    const QPointer<SystemDumps> self(this);
    if (nodeId == m_composite.links().ownId()) {
        const auto here = [](const QPointer<SystemDumps> &one) {
            CallContext context;
            context.peer.nodeId = one->m_composite.links().hub();
            return context;
        };
        return {[self](PieceParams params) -> QCoro::Task<Result<PieceAnswer>> {
                    if (!self)
                        co_return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
                    co_return self->m_pieces.makeHere(params);
                },
                [self, here](DumpIdParams params) -> QCoro::Task<Result<DumpDetails>> {
                    if (!self)
                        co_return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
                    const auto details = co_await self->m_pieces.show(here(self), params);
                    co_return details;
                },
                [self, here](DumpReadParams params) -> QCoro::Task<Result<DumpChunk>> {
                    if (!self)
                        co_return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
                    const auto chunk = co_await self->m_pieces.read(here(self), params);
                    co_return chunk;
                }};
    }
    return {[self, nodeId](PieceParams params) {
                return overLink<api::PieceMake>(self, nodeId, std::move(params));
            },
            [self, nodeId](DumpIdParams params) {
                return overLink<api::PieceShow>(self, nodeId, std::move(params));
            },
            [self, nodeId](DumpReadParams params) {
                return overLink<api::PieceRead>(self, nodeId, std::move(params));
            }};
}

template <Method M>
QCoro::Task<Result<typename M::Answer>> SystemDumps::overLink(QPointer<SystemDumps> self, QString nodeId,
                                                              typename M::Params params)
{
    Session *link = self ? self->m_composite.links().link(nodeId) : nullptr;
    if (!link)
        co_return fail(ErrorCode::Unavailable, u"it is not connected to the coordinator"_s);
    auto answer = co_await link->rpc().template call<M>(std::move(params));
    if (!answer && answer.error().code == ErrorCode::Unsupported)
        co_return fail(ErrorCode::Unsupported, u"its agent is too old to make pieces of a system's dump"_s);
    co_return answer;
}

void SystemDumps::noteEnd(const CallContext &context, const PieceEndedParams &params)
{
    const auto running = m_running.constFind(params.dump);
    if (running == m_running.cend())
        return;
    for (const auto &[nodeId, piece] : running->pieces) {
        const auto one = piece.lock();
        if (one && nodeId == context.peer.nodeId)
            one->noteEnd(params.entry);
    }
}

} // namespace muster::agent
