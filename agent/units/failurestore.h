// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unit.h"

#include <QHash>

namespace muster::agent {

class EventLog;

/// The failures this node has had: the open one of each unit and the latest KeptClosed others. Kept in a file
/// that may lag behind: what it has not, the event journal has, and the two are brought together at start.
class FailureStore
{
public:
    static constexpr int KeptClosed = 200;

    /// @param path the file; its folder exists
    explicit FailureStore(QString path);

    /// Reads the file, then the journal's later failures and recoveries. Errors: Io, Invalid for a file that
    /// cannot be read; what the journal has is then there nevertheless.
    [[nodiscard]] Result<void> load(const EventLog &events);
    /// Blocks on the disk. Errors: Io.
    [[nodiscard]] Result<void> save(const EventLog &events) const;

    [[nodiscard]] bool knows(const QString &id) const;
    void add(const UnitFailure &failure);
    /// Ends the failures of a unit's earlier runs.
    /// @return those that were open, newest first
    QList<UnitFailure> recover(const QString &unit, const QString &presentRun, Timestamp at);

    /// A run whose end looks like a failure but was a stop on request; only a unit's latest one is kept.
    void excuse(const QString &unit, const QString &id);
    [[nodiscard]] bool isExcused(const QString &unit, const QString &id) const;

    /// The unit's latest failure if it has not recovered.
    [[nodiscard]] std::optional<UnitFailure> openOf(const QString &unit) const;
    [[nodiscard]] const QList<UnitFailure> &all() const { return m_failures; } ///< newest first
    [[nodiscard]] QStringList openIds() const; ///< newest first

private:
    void takeFromJournal(const EventLog &events, qint64 from);
    void put(const UnitFailure &failure);
    void bound();

    QString m_path;
    QList<UnitFailure> m_failures; ///< newest first
    QHash<QString, QString> m_excused; ///< unit to the id of a run
};

} // namespace muster::agent
