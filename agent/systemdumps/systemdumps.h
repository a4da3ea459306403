// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/pieces.h"

#include "agent/dumps/dumpservice.h"
#include "agent/server/methodtable.h"
#include "agent/systemdumps/disruptiverun.h"
#include "agent/systemdumps/dumpentrance.h"
#include "agent/systemdumps/memberpiece.h"
#include "agent/systemdumps/pieceservice.h"
#include "agent/systemdumps/piecestep.h"
#include "agent/trust/knownpeers.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

namespace muster::agent {

class Composite;

/// Dumps of a whole system. The coordinator has all members make their pieces at the same time, fetches and
/// verifies each, and packages one dump with a manifest of the pieces; a member that fails or does not finish
/// is in it with the reason. Any member leads a wish there.
class SystemDumps : public QObject
{
    Q_OBJECT
public:
    /// What the time of a kind is extended by, for fetching what was made: per member.
    static constexpr std::chrono::seconds FetchTime{60};

    /// Both are borrowed and outlive this.
    SystemDumps(Composite &composite, DumpService &dumps, QObject *parent = nullptr);
    ~SystemDumps() override;

    /// Whether dumps of this type are made by the coordinator, of all members.
    [[nodiscard]] bool isOfSystem(const QString &type) const;
    /// Whether the caller may have one of this type made at all. Errors: Forbidden below the role Admin for
    /// what stops the host.
    [[nodiscard]] Result<void> checkRole(Role role, const QString &type) const;
    /// On any member. While nobody coordinates for a moment, as when one lets another, it is waited for.
    /// Errors: Unsupported in no system; Unavailable when nobody coordinates, with the reason; those of
    /// DumpService::create(); Conflict naming the members that cannot, for what stops the host.
    [[nodiscard]] QCoro::Task<Result<DumpStarted>> create(CallContext context, DumpCreateParams wish);
    /// On the coordinator: a member hands a wish on. Errors: Forbidden below the role Operator.
    [[nodiscard]] QCoro::Task<Result<DumpStarted>> createFor(CallContext context, SystemDumpParams params);
    /// On the coordinator: makes a dump again, under its name, out of the pieces that members still have;
    /// for one whose coordinator is lost. Errors: as create(); Conflict when it is here.
    [[nodiscard]] Result<DumpStarted> recover(const DumpEntry &lost);
    /// On the coordinator: puts into a dump that is here the pieces that were missing and can be had now.
    /// When it comes to nothing, the dump stays as it is. Errors: as recover(); Busy while somebody fetches
    /// it.
    [[nodiscard]] QCoro::Task<Result<DumpStarted>> complete(QString id);
    /// On the coordinator: a member's piece has an end.
    void noteEnd(const CallContext &context, const PieceEndedParams &params);

    /// A piece that a member has, to be read by a thread that waits; the last to let go of it is the agent's
    /// own thread.
    [[nodiscard]] std::shared_ptr<PieceSource> heldPiece(const QString &nodeId, const QString &pieceId);

    [[nodiscard]] PieceService &pieces() { return m_pieces; }
    [[nodiscard]] DumpEntrance &entrance() { return m_entrance; }

private:
    struct Running
    {
        std::vector<std::pair<QString, std::weak_ptr<MemberPiece>>> pieces; ///< by node id
    };

    /// @param before the dump that is completed: its whole pieces are kept, the others asked for again
    [[nodiscard]] Result<DumpStarted> start(const DumpService::Wish &wish,
                                            const std::optional<DumpManifest> &before = {});
    [[nodiscard]] std::shared_ptr<PieceSource> sourceOf(const DumpPiece &piece, const PieceParams &params,
                                                        const std::optional<DumpManifest> &before,
                                                        Running &running, DisruptiveRun *run);
    [[nodiscard]] std::optional<DumpKind> kindOf(const QString &type) const;
    [[nodiscard]] Result<void> checkNoOtherRun() const;
    [[nodiscard]] std::shared_ptr<DumpRunParams> runOf(const DumpCreateParams &wish) const;
    [[nodiscard]] QCoro::Task<Result<DumpStarted>> handOn(CallContext context, DumpCreateParams wish);
    [[nodiscard]] PieceCalls callsOf(const QString &nodeId);
    template <Method M>
    static QCoro::Task<Result<typename M::Answer>> overLink(QPointer<SystemDumps> self, QString nodeId,
                                                            typename M::Params params);
    void followSystem();

    Composite &m_composite;
    DumpService &m_dumps;
    PieceService m_pieces;
    DumpEntrance m_entrance;
    QString m_runningId; ///< the last dump for which all hosts were to be stopped
    QHash<QString, Running> m_running; ///< by the system's dump
};

} // namespace muster::agent
