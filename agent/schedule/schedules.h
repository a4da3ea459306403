// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/schedule.h"
#include "shared/bootclock.h"
#include "shared/error.h"

#include "agent/schedule/schedulebook.h"
#include "agent/schedule/walltimer.h"
#include "agent/server/methodtable.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <optional>

namespace muster::agent {

class Composite;
class EventLog;
class SystemControl;

/// What the system, or this node by itself, shall do at a time: set and cancelled by people, known to all
/// members, and fired once by whoever coordinates then.
class Schedules : public QObject
{
    Q_OBJECT
public:
    /// While a schedule waits for members or for a disk, it is looked at so often.
    static constexpr std::chrono::milliseconds LookAgain{1'000};

    /// All are borrowed and outlive this.
    struct Parts
    {
        Composite &composite;
        SystemControl &control;
        EventLog &events;
    };
    /// @param file where a node by itself keeps its own
    Schedules(const Parts &parts, QString ownName, const QString &file, QObject *parent = nullptr);

    /// Errors: those of api::StateSchedule.
    [[nodiscard]] QCoro::Task<Result<Schedule>> set(CallContext caller, ScheduleParams params);
    /// Errors: those of api::StateCancelSchedule.
    [[nodiscard]] QCoro::Task<Result<Schedule>> cancel(CallContext caller, QString id);
    [[nodiscard]] ScheduleList list() const;

private:
    void look();
    void lookAt(const Schedule &schedule, std::chrono::milliseconds actingFor);
    void endOwnOnes();
    void forget();
    void tell(const QString &id);
    [[nodiscard]] bool mayDecide() const;
    [[nodiscard]] QString ownId() const;
    static QCoro::Task<> fire(QPointer<Schedules> self, Schedule schedule);
    static QCoro::Task<> write(QPointer<Schedules> self, Schedule schedule);
    static QCoro::Task<> drop(QPointer<Schedules> self, QString id);

    Parts d;
    QString m_ownName;
    ScheduleBook m_book;
    WallTimer m_alarm; ///< for the next that is due
    QTimer m_again;
    std::optional<BootClock::time_point> m_actingSince;
    QSet<QString> m_busy; ///< being fired, cancelled, ended or forgotten
    QHash<QString, Schedule> m_told;
};

} // namespace muster::agent
