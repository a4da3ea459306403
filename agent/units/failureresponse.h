// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/loggederror.h"

#include "agent/units/evidencebudget.h"
#include "agent/units/evidencequeue.h"
#include "agent/units/evidencestore.h"
#include "agent/units/watchlist.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace muster::agent {

class DumpService;
class EventLog;
class FailureBook;
class ManagementPlatform;
class UnitFolder;

/// What is done about a failure after it has been told: the error is logged, evidence is collected and kept,
/// a dump is made, and last, where the watch list asks for it, the unit or the node is restarted. All of it
/// within an hourly budget; what is beyond it is only counted.
class FailureResponse : public QObject
{
    Q_OBJECT
public:
    static constexpr int DumpLines = 1000; ///< of the journal
    static constexpr int EvidenceLines = 50; ///< the last of them, which are shown

    /// What it stands on; all of it outlives this.
    struct Parts
    {
        UnitPlatform &platform;
        ManagementPlatform *management; ///< may be null
        UnitFolder &folder;
        EventLog &events;
        FailureBook &book;
        DumpService &dumps;
    };

    /// @param stateFolder exists; evidence/ is made in it when it is needed
    FailureResponse(const Parts &parts, const QString &stateFolder, EvidenceBudget budget,
                    QObject *parent = nullptr);

    /// Whether a failure of the unit that happens now may be responded to; it then counts.
    [[nodiscard]] bool isWithinBudget(const QString &unit);
    /// Begins to respond to a failure that was told.
    void respond(const UnitFailure &failure);

    /// The same for one beyond the budget: evidence of an earlier run of it is safe, so only the unit is
    /// recovered where that is asked for.
    void respondBriefly(const QString &failureId) { recoverUnit(failureId); }

    /// Collects what an agent that was killed did not come to any more.
    void makeUp(const UnitFailure &failure);

    /// Keeps evidence and tells that it is there.
    void keep(const UnitEvidence &evidence);
    /// Errors: NotFound, Io.
    [[nodiscard]] Result<UnitEvidence> evidence(const QString &failureId) const;

private:
    void logError(const UnitFailure &failure);
    void recoverUnit(const QString &failureId);
    void recoverOnceBothAreSafe(const QString &failureId);
    bool order(const UnitFailure &failure, const QString &dumpsBecause);
    static QCoro::Task<> keepAll(QPointer<FailureResponse> self, UnitEvidence evidence, EvidenceOrder order);
    static QCoro::Task<bool> dump(QPointer<FailureResponse> self, UnitFailure failure, UnitEvidence evidence,
                                  QString because);
    static QCoro::Task<> followDump(QPointer<FailureResponse> self, Result<QString> begun,
                                    UnitFailure failure);
    static QCoro::Task<> tellManagement(QPointer<FailureResponse> self, LoggedError error,
                                        UnitFailure failure);
    static QCoro::Task<> restart(QPointer<FailureResponse> self, UnitFailure failure);
    static QCoro::Task<> reboot(QPointer<FailureResponse> self, UnitFailure failure);

    Parts m_parts;
    EvidenceBudget m_budget;
    EvidenceQueue m_queue;
    EvidenceStore m_evidence;
    QSet<QString> m_halfSafe; ///< ids of failures whose evidence or dump is safe, and the other is not
};

} // namespace muster::agent
