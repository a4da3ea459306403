// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/store/eventquery.h"
#include "console/store/keptstate.h"

#include <QHash>
#include <QList>
#include <QSqlDatabase>

#include <memory>

namespace muster::console {

/// What is written in one transaction: events, states and evidence are on the disk together or not at all.
struct HistoryBatch
{
    struct Evidence
    {
        QString nodeId;
        UnitEvidence evidence;
    };

    QList<FleetEvent> events;
    QHash<QString, KeptState> states; ///< by node id
    QList<Evidence> evidence;
    QStringList forgotten; ///< nodes of which nothing is to be kept; goes first

    [[nodiscard]] bool isEmpty() const
    {
        return events.isEmpty() && states.isEmpty() && evidence.isEmpty() && forgotten.isEmpty();
    }
};

/// The history in SQLite. Blocks; lives on the storage thread. Several programs may use one file.
class HistoryDatabase
{
public:
    /// Evidence kept of one node; the oldest goes first.
    static constexpr int MaxEvidence = 1000;

    /// Opens the file, making it when it is not there. Errors: Io, naming the path; a file that is no history
    /// is left as it is.
    [[nodiscard]] static Result<std::unique_ptr<HistoryDatabase>> open(const QString &path,
                                                                       qint64 keptEvents);
    ~HistoryDatabase();
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

    [[nodiscard]] Result<void> write(const HistoryBatch &batch);
    /// The last known states, by node id.
    [[nodiscard]] Result<QHash<QString, KeptState>> restore();
    /// The newest that match, the newest first.
    [[nodiscard]] Result<QList<FleetEvent>> events(const EventQuery &query);
    /// Errors: NotFound, Io.
    [[nodiscard]] Result<UnitEvidence> evidence(const QString &nodeId, const QString &failureId);

private:
    HistoryDatabase(const QString &path, const QString &connection, qint64 keptEvents);

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> upgrade();
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<void> writeAll(const HistoryBatch &batch);
    [[nodiscard]] Result<void> writeEvents(const QList<FleetEvent> &events);
    [[nodiscard]] Result<void> writeEvidence(const HistoryBatch::Evidence &one);
    [[nodiscard]] Result<qint64> journalOf(const FleetEvent &event);
    [[nodiscard]] Result<void> dropWhatIsToldAgain(const FleetEvent &gap);
    [[nodiscard]] Result<void> pruneIfDue(const QString &nodeId, qint64 added);
    [[nodiscard]] Result<qint64> countEvents(const QString &nodeId);
    [[nodiscard]] std::unexpected<Error> failed(const QString &why) const;

    QString m_path;
    QSqlDatabase m_database;
    qint64 m_keptEvents;
    QHash<QString, qint64> m_counts; ///< kept events by node id, as far as known
};

} // namespace muster::console
