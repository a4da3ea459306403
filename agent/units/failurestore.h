// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unit.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <functional>

namespace muster::agent {

class EventLog;

/// The failures this node has had: all that are open and the latest KeptClosed others. A unit that fails
/// again before somebody has acknowledged it stays one failure, which counts. Kept in a file that may lag
/// behind: what it has not, the event journal has, and the two are brought together at start.
class FailureStore
{
public:
    static constexpr int KeptClosed = 200;
    /// So many failed runs of all units are known again, so that none is told twice; beside the latest one of
    /// each failure.
    static constexpr int KnownRuns = 4096;

    /// @param path the file; its folder exists
    explicit FailureStore(QString path);

    /// Reads the file, then the journal's later failures, recoveries and acknowledgements. Errors: Io,
    /// Invalid for a file that cannot be read; what the journal has is then there nevertheless.
    [[nodiscard]] Result<void> load(const EventLog &events);
    /// Blocks on the disk. Errors: Io.
    [[nodiscard]] Result<void> save(const EventLog &events) const;

    /// Whether this run of the unit is known to have failed. An empty run is never known.
    [[nodiscard]] bool knowsRun(const QString &unit, const QString &run) const;
    /// Takes in a run that failed: as a failure of its own, or into the one that the unit has and nobody has
    /// acknowledged.
    /// @return the failure as it is now
    UnitFailure take(const UnitFailure &failedRun);
    /// Ends the failures of a unit's earlier runs that `ends` says.
    /// @return those that had not recovered, newest first
    QList<UnitFailure> recover(const QString &unit, const QString &presentRun, Timestamp at,
                               const std::function<bool(const UnitFailure &)> &ends);
    /// Changes one failure. @return it as it is now; nothing when it is not known
    std::optional<UnitFailure> amend(const QString &id, const std::function<void(UnitFailure &)> &change);

    /// A run whose end looks like a failure but was a stop on request; only a unit's latest one is kept.
    void excuse(const QString &unit, const QString &id);
    [[nodiscard]] bool isExcused(const QString &unit, const QString &id) const;

    /// The unit's latest failure if it has not recovered.
    [[nodiscard]] std::optional<UnitFailure> unrecoveredOf(const QString &unit) const;
    [[nodiscard]] std::optional<UnitFailure> find(const QString &id) const;
    [[nodiscard]] const QList<UnitFailure> &all() const { return m_failures; } ///< newest first
    [[nodiscard]] QStringList openIds() const; ///< newest first

private:
    void takeFromJournal(const EventLog &events, qint64 from);
    void put(const UnitFailure &failure);
    void noteRun(const QString &run);
    void bound();

    QString m_path;
    QList<UnitFailure> m_failures; ///< newest first
    std::deque<QString> m_runs; ///< as "fan-control.service@c349404d...", oldest first
    QSet<QString> m_knownRuns; ///< the same
    QHash<QString, QString> m_excused; ///< unit to the id of a run
};

} // namespace muster::agent
