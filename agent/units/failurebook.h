// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/units.h"

#include "agent/config/agentconfig.h"
#include "agent/units/failurestore.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class BmcStatus;
class EventLog;
class Problems;

/// What has failed on this node: each failed run is told once and counted, stays until somebody has
/// acknowledged it, and holds the node in Quiesced until then. Nothing is told before it can be found again
/// after a kill.
class FailureBook : public QObject
{
    Q_OBJECT
public:
    /// The list is written this long after its first change; until then the event journal has it. In a storm
    /// it is large, and changes with each failure.
    static constexpr std::chrono::milliseconds SaveDelay{1000};
    /// What an answer with the list takes at most on the wire.
    static constexpr qsizetype MaxListBytes = 768 * 1024;

    /// What it stands on; all of it outlives this.
    struct Parts
    {
        EventLog &events;
        Problems &problems;
        BmcStatus &bmc;
    };

    /// @param path the file of the list; its folder exists
    FailureBook(const Parts &parts, const QString &path, QuiescedUntil until, QObject *parent = nullptr);
    ~FailureBook() override;

    /// Reads what was recorded.
    void load();
    /// Which units are watched: whether another one has recovered nobody would see.
    void setWatched(const QStringList &units);
    /// Whether failures are seen at all.
    void setWatching(bool watching);

    [[nodiscard]] bool knowsRun(const QString &unit, const QString &run) const;
    void excuse(const QString &unit, const QString &runId);
    [[nodiscard]] bool isExcused(const QString &unit, const QString &runId) const;

    /// Tells a failed run that is not known yet. @return the failure that it is, or has become part of
    UnitFailure record(const UnitFailure &failedRun);
    /// Tells that the unit's failures of earlier runs that `ends` says are over.
    /// @param text what has happened, one sentence
    void recover(const QString &unit, const QString &presentRun, Timestamp at, const QString &text,
                 const std::function<bool(const UnitFailure &)> &ends);
    /// Tells that more is known of a failure. An unknown id is ignored.
    void amend(const QString &id, const std::function<void(UnitFailure &)> &change);
    /// Takes note of failures, by whom. Those that are acknowledged already stay so.
    AcknowledgeAnswer acknowledge(const AcknowledgeParams &params, const QString &by);

    /// For QuiescedUntil::Rebooted: what failed and recovered before that moment is over.
    void endByReboot(Timestamp bootedAt);

    /// Raises again the problems of a unit, which are not stored.
    void showProblems(const QString &unit);

    [[nodiscard]] UnitFailureList list() const; ///< open ones first, as many as fit a message
    [[nodiscard]] std::optional<UnitFailure> unrecoveredOf(const QString &unit) const;
    [[nodiscard]] std::optional<UnitFailure> find(const QString &id) const { return m_store.find(id); }
    [[nodiscard]] const QList<UnitFailure> &all() const { return m_store.all(); }
    [[nodiscard]] QStringList openIds() const { return m_store.openIds(); }

private:
    void changed(const QString &unit);
    void saveSoon();
    void tellBmcState();
    void save();

    Parts m_parts;
    FailureStore m_store;
    QuiescedUntil m_until;
    QSet<QString> m_watched;
    QTimer m_saveSoon;
    bool m_isWatching = false;
    bool m_wasWatching = false; ///< once since the start: before, nothing is said about the node's state
};

} // namespace muster::agent
