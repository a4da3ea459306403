// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/units.h"

#include "agent/platform/unitplatform.h"
#include "agent/units/crashloop.h"
#include "agent/units/failurebook.h"
#include "agent/units/failureresponse.h"
#include "agent/units/failurerule.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <map>

namespace muster::agent {

class DumpService;
class EventLog;
class Jobs;
class NodePlatform;
class Problems;
class UnitFolder;

/// Watches the critical units: tells of each change, of each failure once and of its end, and has responded
/// to it. A failure is told before anything else is done about it.
class UnitService : public QObject
{
    Q_OBJECT
public:
    /// So far the journal is looked back beyond the last moment that is known to have been watched: what
    /// happened just before may not have been told yet.
    static constexpr std::chrono::seconds LookBackMargin{10};
    /// Targets whose dependencies are read at the same time; of more, a failure is told without its chain.
    static constexpr int MaxChains = 32;
    /// How long before a target's failure what brought it down may have failed.
    static constexpr std::chrono::seconds SameIncident{120};

    /// What it stands on; all of it outlives the service.
    struct Parts
    {
        UnitPlatform &platform;
        UnitFolder &folder;
        EventLog &events;
        Problems &problems;
        Jobs &jobs;
        BmcStatus &bmc;
        DumpService &dumps;
        ManagementPlatform *management = nullptr; ///< may be null
        const NodePlatform *node = nullptr; ///< for QuiescedUntil::Rebooted; may be null
    };
    struct Settings
    {
        QuiescedUntil quiescedUntil = QuiescedUntil::Acknowledged;
        int evidencePerUnitPerHour = 3;
        int evidencePerHour = 30;
    };

    /// @param stateFolder exists; holds failures.json and evidence/
    UnitService(const Parts &parts, const QString &stateFolder, const Settings &settings,
                QObject *parent = nullptr);
    UnitService(const Parts &parts, const QString &stateFolder);

    /// Reads what was recorded, reads the folder and begins to watch.
    void start();

    [[nodiscard]] UnitList units() const; ///< by name; without states until they have been read
    [[nodiscard]] UnitFailureList failures() const { return m_book.list(); }
    /// Errors: NotFound, Io.
    [[nodiscard]] Result<UnitEvidence> evidence(const QString &failureId) const;
    AcknowledgeAnswer acknowledge(const AcknowledgeParams &params, const QString &by);
    /// Starts a job that collects evidence; its outcome is the id that evidence() takes. Errors: NotFound for
    /// a unit that is not watched; Busy.
    [[nodiscard]] Result<JobStarted> collect(const CollectParams &params, const QString &startedBy);

private:
    struct Watched
    {
        UnitHistory history;
        UnitStatus status;
        CrashLoop loop;
    };

    void watchAll();
    void takeChange(const UnitSnapshot &unit);
    void act(Verdict verdict, Watched &watched, const UnitHistory &before, const UnitSnapshot &unit);
    void countRestarts(Watched &watched, const UnitSnapshot &unit);
    void resumeLoop(Watched &watched, const UnitStatus &status);
    void tellLoop(Watched &watched);
    void endLoop(Watched &watched, Timestamp at);
    void endCalmLoops();
    void takeJob(const UnitJobEnd &job);
    void tellJob(const UnitJobEnd &job, const QList<DependencyLink> &chain);
    void tellFailure(UnitFailure failedRun);
    [[nodiscard]] QString incidentOf(const UnitFailure &failedRun) const;
    void takeRecovery(const UnitStatus &status);
    void takePast(const UnitPast &past);
    void takePastFailure(const PastFailure &past);
    void tellUnknown(const UnitStatus &status);
    void tellFirstLooks();
    void tellChanges();
    void setWatching(bool watching, const Error &reason);
    [[nodiscard]] Timestamp lastWatched() const;
    static QCoro::Task<> followChain(QPointer<UnitService> self, UnitJobEnd job);
    static QCoro::Task<> lookBack(QPointer<UnitService> self, Timestamp since);
    static QCoro::Task<> runCollect(QPointer<UnitService> self, EvidenceOrder order, QString job);

    Parts m_parts;
    QuiescedUntil m_until;
    FailureBook m_book;
    FailureResponse m_response;
    std::map<QString, Watched> m_units;
    QList<UnitFailure> m_unfinished; ///< told by an agent that was killed before it had collected evidence
    QSet<QString> m_unread; ///< watched, but not looked at yet
    QSet<QString> m_changed; ///< to be told at the end of this turn of the event loop
    QTimer m_tellSoon;
    QTimer m_loopsEnd;
    int m_chains = 0;
    bool m_watching = false;
    std::optional<Timestamp> m_unwatchedSince; ///< what happened from then on is looked up in the journal
    QString m_notWatchingBecause;
};

} // namespace muster::agent
