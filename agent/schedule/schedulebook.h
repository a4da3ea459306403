// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/schedule.h"

#include <QCoroTask>
#include <QObject>

#include <chrono>
#include <optional>

namespace muster::agent {

class Composite;

/// Where schedules are kept: in a system the documents "schedule", which all members have, and on a node by
/// itself a file.
class ScheduleBook : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView Kind{"schedule"};

    /// @param composite borrowed, outlives this
    /// @param file of a node by itself; need not exist. One that cannot be read is told in the log and left
    ScheduleBook(Composite &composite, QString file, QObject *parent = nullptr);

    [[nodiscard]] bool isOfSystem() const;
    /// Of the system, or of the node by itself.
    [[nodiscard]] QList<Schedule> all() const;
    [[nodiscard]] std::optional<Schedule> find(const QString &id) const;

    /// Durable on this node when it answers. Errors: those of Replication::put(); Io.
    [[nodiscard]] QCoro::Task<Result<void>> put(Schedule schedule);
    /// The same, and waits until the members that are connected have it, too.
    /// @return the numbers of those that have it. Errors: also Timeout when it is less than half of all, as
    /// many as a coordinator needs; it stays, and goes on to the others.
    [[nodiscard]] QCoro::Task<Result<QList<int>>> putOnMembers(Schedule schedule,
                                                               std::chrono::milliseconds deadline);
    /// Forgets it, on all members.
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id);

    /// Numbers of the members that are known to have it as it is here.
    [[nodiscard]] QList<int> holders(const QString &id) const;
    /// Whether all members are.
    [[nodiscard]] bool isEverywhere(const QString &id) const;

    /// Those of this node by itself, which nobody fires while it is in a system.
    [[nodiscard]] const QList<Schedule> &ownOnes() const { return m_own; }
    /// Durable when it returns. Errors: Io.
    [[nodiscard]] Result<void> putOwn(const Schedule &schedule);

Q_SIGNALS:
    void changed(const QString &id);
    /// All are others.
    void reset();

private:
    [[nodiscard]] Result<void> store(const QList<Schedule> &own) const;

    Composite &m_composite;
    QString m_file;
    QList<Schedule> m_own;
};

} // namespace muster::agent
