// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

#include "agent/dumps/diskworker.h"
#include "agent/systemdumps/copyrationing.h"
#include "agent/systemdumps/dumprecords.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <optional>
#include <stop_token>

namespace muster::agent {

class Composite;
class DumpMender;
class DumpService;

/// Has the files of a system's dumps copied to further members, each dump as one file: its tar stream. Where
/// the copies are is known to all (FileReplicas); they go with their dump, and when it is completed others
/// take their place. Whoever coordinates makes a dump that it lacks out of a copy.
class DumpCopies : public QObject
{
    Q_OBJECT
public:
    /// After a change: so many come at once.
    static constexpr std::chrono::milliseconds Calm{500};

    /// All are borrowed and outlive this.
    DumpCopies(Composite &composite, DumpService &dumps, DumpMender &mender, QObject *parent = nullptr);
    ~DumpCopies() override;

    /// On the coordinator: makes a dump here out of the copy that a member has. Errors: NotFound when there
    /// is no copy; Unavailable, Conflict when none is had whole now; QuotaExceeded; Io; Cancelled.
    [[nodiscard]] QCoro::Task<Result<void>> bringBack(DumpRecord record);
    /// Reads a dump that is here and mends what is damaged, before it is put together anew: what is damaged
    /// then is lost. Errors: as DumpMender::mend().
    [[nodiscard]] QCoro::Task<Result<void>> mend(QString id);
    /// Whether a member is known to have a copy, besides the one whose dump it is.
    [[nodiscard]] bool hasCopies(const QString &id) const;
    /// Puts who has copies of a system's dump, and why there are not as many as there should be.
    void tellCopies(DumpDetails &details) const;

private:
    void look();
    void lookAt(const QString &id, const DumpRecord &record);
    void releaseUnused();
    [[nodiscard]] bool isUnused(const QString &hash, const QString &dumpId) const;
    void noteChanged(const DumpEntry &entry);
    void noteGone(const QString &id);
    void noteDamaged(const QString &hash);
    [[nodiscard]] bool isEnding() const { return m_life.stop_requested(); }
    [[nodiscard]] QString nameOf(const QString &nodeId) const;
    static QCoro::Task<> offer(QPointer<DumpCopies> self, QString id, DumpEntry entry);
    static QCoro::Task<> release(QPointer<DumpCopies> self, QString hash);
    static QCoro::Task<> mendAndTell(QPointer<DumpCopies> self, QString id);

    Composite &m_composite;
    DumpService &m_dumps;
    DumpMender &m_mender;
    CopyRationing m_rationing;
    std::optional<DiskWorker> m_disk;
    QTimer m_calm;
    QHash<QString, QString> m_served; ///< hash by dump: what this node gives to others
    QSet<QString> m_unused; ///< hashes that had no dump at the last look
    std::stop_source m_life;
};

} // namespace muster::agent
