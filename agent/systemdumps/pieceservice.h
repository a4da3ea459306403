// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/pieces.h"

#include "agent/server/methodtable.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

namespace muster::agent {

class DumpService;
class Neighbours;

/// A member's side of dumps of its system: makes its piece when the coordinator asks, tells when it has an
/// end, and lets the coordinator read it. A piece is a dump of this node and stays here as any other.
class PieceService : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed and outlive this.
    PieceService(const Neighbours &neighbours, DumpService &dumps, QObject *parent = nullptr);

    /// The piece of a dump: the one that is there, or one that is begun now. Errors: Forbidden when somebody
    /// else than the coordinator asks; those of DumpService::create().
    [[nodiscard]] Result<PieceAnswer> make(const CallContext &context, const PieceParams &params);
    /// The same on the coordinator itself.
    [[nodiscard]] Result<PieceAnswer> makeHere(const PieceParams &params);
    /// Errors: Forbidden, NotFound for what is no piece.
    [[nodiscard]] QCoro::Task<Result<DumpDetails>> show(CallContext context, DumpIdParams params);
    [[nodiscard]] QCoro::Task<Result<DumpChunk>> read(CallContext context, DumpReadParams params);

    /// The piece of a system's dump that this node has; empty when there is none.
    [[nodiscard]] QString pieceOf(const QString &systemDump) const { return m_pieces.value(systemDump); }

Q_SIGNALS:
    void ended(const QString &systemDump, const muster::DumpEntry &piece);

private:
    [[nodiscard]] Result<void> checkCaller(const CallContext &context) const;
    [[nodiscard]] Result<void> checkPiece(const CallContext &context, const QString &id) const;
    void note(const DumpEntry &entry);
    void keepInMind(const DumpEntry &entry);
    static QCoro::Task<> removeOriginal(QPointer<PieceService> self, QString systemDump);
    void tellCoordinator(const DumpEntry &entry);

    const Neighbours &m_neighbours;
    DumpService &m_dumps;
    QHash<QString, QString> m_pieces; ///< id by the system's dump
    QSet<QString> m_complete; ///< of those, by id
};

} // namespace muster::agent
