// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/diskworker.h"
#include "agent/dumps/dumpmending.h"
#include "agent/systemdumps/piecesource.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace muster::agent {

class Composite;
class DumpHolds;
class DumpService;
class Problems;
class SystemDumps;
struct DumpRecord;

/// Mends dumps whose files have changed on this node's disk: out of the members' pieces, or of a copy that
/// another member keeps. What came is compared with its hash before it is put in place, and the whole with
/// the dump's digest in the end.
class DumpMender : public QObject
{
    Q_OBJECT
public:
    /// What it stands on; all of it outlives this.
    struct Parts
    {
        Composite &composite;
        DumpService &dumps;
        DumpHolds &holds;
        SystemDumps &system;
        Problems &problems;
    };
    explicit DumpMender(const Parts &parts, QObject *parent = nullptr);
    ~DumpMender() override;

    /// Reads all of a dump that is whole, and mends what is damaged. Several who ask at a time get one
    /// answer. Errors: Io, naming what is damaged and cannot be mended now; NotFound; Conflict when it is not
    /// whole; Cancelled when the agent ends.
    [[nodiscard]] QCoro::Task<Result<void>> mend(QString id);
    /// Whether a dump was found damaged, and is not mended.
    [[nodiscard]] bool isDamaged(const QString &id) const { return m_damaged.contains(id); }
    void forget(const QString &id); ///< the dump is gone

Q_SIGNALS:
    void mended(const QString &id);

private:
    struct HeldPiece
    {
        QString folder; ///< in the dump
        std::shared_ptr<PieceSource> source;
    };
    [[nodiscard]] bool isEnding() const { return m_life.stop_requested(); }
    [[nodiscard]] std::vector<HeldPiece> piecesOf(const QString &id) const;
    void tell(const QString &id, const DumpDamage &damage, bool isMended);
    static QCoro::Task<Result<void>> mendHeld(QPointer<DumpMender> self, QString id);
    static QCoro::Task<Result<void>> mendFromCopy(QPointer<DumpMender> self, QString id, QString digest);

    Parts m_parts;
    std::optional<DiskWorker> m_disk;
    QHash<QString, Completion<Result<void>>> m_running; ///< by dump
    QSet<QString> m_damaged; ///< dumps
    std::stop_source m_life;
};

} // namespace muster::agent
