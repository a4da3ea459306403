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

/// What the units capability needs of a platform: to be told of each change of the units it names.
class UnitPlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Watches exactly these units from now on (full names). Subscribes first and reads second: after each
    /// name's first unitChanged() no change is missed. Units the platform does not know are reported with
    /// loadState "not-found".
    virtual void watch(const QStringList &units) = 0;

    /// The last lines of the journal that belong to the unit, oldest first; of that invocation and those
    /// directly before it. Errors: Forbidden, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QList<JournalLine>>> journal(QString unit, QString invocationId,
                                                                          int lines) = 0;
    /// Selected properties of the unit, as `systemctl show` would print them.
    [[nodiscard]] virtual QCoro::Task<Result<QList<UnitProperty>>> properties(QString unit) = 0;

Q_SIGNALS:
    void unitChanged(const muster::agent::UnitSnapshot &unit);
    /// The watch works (again), or it does not and why: the bus is gone, access is refused.
    void watchStarted();
    void watchLost(const muster::Error &reason);
};

} // namespace muster::agent
