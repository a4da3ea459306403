// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unit.h"

#include <QCoroTask>
#include <QObject>
#include <QStringList>

#include <chrono>

namespace muster::agent {

/// What a platform knows of a unit's run at one moment, with what is needed to tell why it failed.
struct UnitSnapshot
{
    UnitStatus status;
    int mainCode = 0; ///< CLD_EXITED, CLD_KILLED, CLD_DUMPED of <signal.h>; 0 when no main process ended
    int mainStatus = 0; ///< exit code or signal number
    std::chrono::seconds startLimitInterval{0}; ///< within which its starts are counted; 0: not known

    friend bool operator==(const UnitSnapshot &, const UnitSnapshot &) = default;
};

/// The end of a job that systemd did for a unit: a start, a stop, a restart.
struct UnitJobEnd
{
    QString id; ///< the same from the bus and from the journal: systemd's number, and the boot it belongs to
    QString unit;
    QString result; ///< done, canceled, timeout, failed, dependency, skipped, or another word of systemd's
    Timestamp at{};

    friend bool operator==(const UnitJobEnd &, const UnitJobEnd &) = default;
};

/// A run that systemd wrote of in its journal that it failed.
struct PastFailure
{
    QString unit;
    QString invocationId;
    QString result; ///< exit-code, signal, ...
    Timestamp at{};
    int mainCode = 0; ///< as in UnitSnapshot
    int mainStatus = 0;
    qint64 restarts = 0; ///< how often it had been restarted automatically before
    /// systemd restarted it by itself: it was not given up. A restart that has still to come is not written
    /// yet; the unit is activating (auto-restart) then.
    bool wasRestarted = false;
    bool stopWasAsked = false; ///< it was being stopped on request

    friend bool operator==(const PastFailure &, const PastFailure &) = default;
};

/// What the journal tells of a time in which nobody watched. Each list oldest first.
struct UnitPast
{
    QList<PastFailure> failures; ///< every failed run, those that were restarted too
    /// Those of targets that ended in timeout, failed or dependency. Of those that were canceled or skipped
    /// systemd writes nothing.
    QList<UnitJobEnd> jobs;

    friend bool operator==(const UnitPast &, const UnitPast &) = default;
};

/// A unit that another one needs, as it is now.
struct UnitDependency
{
    QString unit;
    QString neededBy; ///< the unit one step nearer to the one that was asked about
    QString relation; ///< Requires, Requisite, BindsTo, Wants, Upholds
    QString activeState;
    QString subState;
    QString result; ///< empty for a type without one; not-found, masked, ... for one that could not be loaded
    QString invocationId;
    Timestamp since{};

    friend bool operator==(const UnitDependency &, const UnitDependency &) = default;
};

/// What the units capability needs of a platform: to be told of each change of the units it names. What a
/// platform cannot do it answers with Unsupported.
class UnitPlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Watches exactly these units from now on (full names), and of the targets among them the ends of jobs.
    /// Subscribes first and reads second: after each name's first unitChanged() no change is missed. Units
    /// the platform does not know are reported with loadState "not-found".
    virtual void watch(const QStringList &units) = 0;

    /// The last lines of the journal that belong to the unit, oldest first; of that invocation and those
    /// directly before it. Errors: Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QList<JournalLine>>> journal(QString unit, QString invocationId,
                                                                          int lines) = 0;
    /// Selected properties of the unit, as `systemctl show` would print them.
    [[nodiscard]] virtual QCoro::Task<Result<QList<UnitProperty>>> properties(QString unit) = 0;

    /// Those of these names that the machine has a unit for. Errors: Unavailable, Forbidden, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QStringList>> known(QStringList units);

    static constexpr int MaxDependencies = 256;
    static constexpr int MaxDependencyDepth = 8;
    /// What the unit needs, and what that needs, nearest first, each unit once: at most MaxDependencies, and
    /// MaxDependencyDepth steps down. Errors: Unavailable, NotFound, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QList<UnitDependency>>> dependencies(QString unit);

    /// What the journal has of these units since then; of each unit the latest, if there is very much.
    /// Errors: Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<UnitPast>> lookBack(QStringList units, Timestamp since);

    /// The core that the unit's run left, as systemd-coredump keeps it: the path of the compressed file,
    /// empty when there is none (any more). Errors: Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> coreFile(QString unit, QString invocationId);

    /// Has systemd restart the unit, also when it has used up its starts. It is done when the order is taken;
    /// what comes of it is told by unitChanged(). Errors: NotFound, Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<void>> restart(QString unit);
    /// Has the machine stop its units and reboot. Errors: NotFound, Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<void>> reboot();

Q_SIGNALS:
    void unitChanged(const muster::agent::UnitSnapshot &unit);
    /// A job of a watched target has ended.
    void jobEnded(const muster::agent::UnitJobEnd &job);
    /// The watch works (again), or it does not and why: the bus is gone, access is refused.
    void watchStarted();
    void watchLost(const muster::Error &reason);
};

} // namespace muster::agent
