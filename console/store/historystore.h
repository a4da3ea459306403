// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/store/historydatabase.h"
#include "console/store/storagethread.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <memory>

namespace muster::console {

/// Keeps events, last known states and evidence across restarts. Takes them on the UI thread, writes them in
/// batches on the storage thread. When the disk does not take them it says so, holds on to them up to a limit
/// and tries again.
class HistoryStore : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds WriteInterval{500};
    static constexpr qsizetype MaxUnwritten =
        100'000; ///< events held while the disk is full; oldest go first

    /// @param thread borrowed, outlives the store
    HistoryStore(StorageThread &thread, const QString &path, QObject *parent = nullptr);

    ~HistoryStore() override;

    /// Opens the file. Without it (error) nothing is kept and nothing is found.
    [[nodiscard]] QCoro::Task<Result<QHash<QString, KeptState>>> open(qint64 keptEvents);

    void keep(const QList<FleetEvent> &events);
    void keep(const FleetNode &node);
    void keep(const QString &nodeId, const UnitEvidence &evidence);
    void forget(const QString &nodeId);

    /// Answers when all that was given before is written, or could not be.
    QCoro::Task<Result<void>> flush();

    /// As kept, what is not written yet included; the newest first.
    [[nodiscard]] QCoro::Task<Result<QList<FleetEvent>>> events(EventQuery query);
    [[nodiscard]] QCoro::Task<Result<UnitEvidence>> evidence(QString nodeId, QString failureId);

Q_SIGNALS:
    /// The disk does not take it. Once, until it does again.
    void failed(const muster::Error &reason);

private:
    /// The database, shared with the storage thread and touched there only.
    struct Disk
    {
        std::unique_ptr<HistoryDatabase> database;
    };

    void schedule();
    void giveBack(HistoryBatch batch);
    void report(const Result<void> &written);

    StorageThread &m_thread;
    QString m_path;
    std::shared_ptr<Disk> m_disk = std::make_shared<Disk>();
    HistoryBatch m_unwritten;
    QTimer m_timer;
    bool m_isOpen = false;
    bool m_hasFailed = false;
};

} // namespace muster::console
