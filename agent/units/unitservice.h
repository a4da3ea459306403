// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/units.h"

#include "agent/platform/unitplatform.h"
#include "agent/units/evidence.h"
#include "agent/units/evidencestore.h"
#include "agent/units/failurerule.h"
#include "agent/units/failurestore.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <map>

namespace muster::agent {

class EventLog;
class Jobs;
class Problems;
class UnitFolder;

/// Watches the critical units: tells of each change, of each failure once and of its end, and keeps evidence.
/// A failure is told before anything else is done about it.
class UnitService : public QObject
{
    Q_OBJECT
public:
    static constexpr int EvidenceLines = 50;
    /// The list of failures is written this long after it has changed; until then the journal has it.
    static constexpr std::chrono::milliseconds SaveDelay{50};

    /// What it stands on; all of it outlives the service.
    struct Parts
    {
        UnitPlatform &platform;
        UnitFolder &folder;
        EventLog &events;
        Problems &problems;
        Jobs &jobs;
    };

    /// @param stateFolder exists; holds failures.json and evidence/
    UnitService(const Parts &parts, const QString &stateFolder, QObject *parent = nullptr);
    ~UnitService() override;

    /// Reads what was recorded, reads the folder and begins to watch.
    void start();

    [[nodiscard]] UnitList units() const; ///< by name; without states until they have been read
    [[nodiscard]] UnitFailureList failures() const;
    /// Errors: NotFound, Io.
    [[nodiscard]] Result<UnitEvidence> evidence(const QString &failureId) const;
    /// Starts a job that collects evidence; its outcome is the id that evidence() takes. Errors: NotFound for
    /// a unit that is not watched; Busy.
    [[nodiscard]] Result<JobStarted> collect(const CollectParams &params, const QString &startedBy);

private:
    struct Watched
    {
        UnitHistory history;
        UnitStatus status;
    };

    void watchAll();
    void takeChange(const UnitSnapshot &unit);
    void act(Verdict verdict, const UnitHistory &before, const UnitSnapshot &unit);
    void takeFailure(const UnitHistory &before, const UnitSnapshot &unit);
    void takeRecovery(const UnitStatus &status);
    void tellUnknown(const UnitStatus &status);
    void tellFirstLooks();
    void tellChanges();
    void setWatching(bool watching, const Error &reason);
    void keep(const UnitEvidence &evidence);
    void save();
    static QCoro::Task<> gather(QPointer<UnitService> self, EvidenceOrder order);
    static QCoro::Task<> runCollect(QPointer<UnitService> self, EvidenceOrder order, QString job);

    Parts m_parts;
    FailureStore m_failures;
    EvidenceStore m_evidence;
    std::map<QString, Watched> m_units;
    QSet<QString> m_unread; ///< watched, but not looked at yet
    QSet<QString> m_changed; ///< to be told at the end of this turn of the event loop
    QTimer m_tellSoon;
    QTimer m_saveSoon;
    bool m_watching = false;
    QString m_notWatchingBecause;
};

} // namespace muster::agent
