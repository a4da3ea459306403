// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/replica.h"
#include "shared/wire/completion.h"

#include "agent/composite/replica/replicafiles.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace muster::agent {

class Neighbours;
class Problems;
class Replication;

/// The document "file", whose id is the file's SHA-256.
struct ReplicatedFile
{
    qint64 size = 0;
    QString owner;

    static constexpr auto fields()
    {
        return std::tuple(
            field("size", &ReplicatedFile::size, "Bytes").between(0, INT64_MAX),
            field("owner", &ReplicatedFile::owner, "Node id of the member whose file it is").between(1, 128));
    }
    friend bool operator==(const ReplicatedFile &, const ReplicatedFile &) = default;
};

/// The document "file-plan", by the coordinator: who is to keep a copy.
struct FilePlan
{
    QStringList keepers;

    static constexpr auto fields()
    {
        return std::tuple(
            field("keepers", &FilePlan::keepers, "Node ids of the members that are to keep a copy")
                .between(0, 16));
    }
};

/// The document "file-copy", whose id is the hash, ":" and the node id of who has the copy or cannot.
struct FileCopy
{
    bool isHeld = false;
    QString why;

    static constexpr auto fields()
    {
        return std::tuple(
            field("isHeld", &FileCopy::isHeld, "The copy is there, verified"),
            field("why", &FileCopy::why, "Why the member does not keep one; empty when it does").optional());
    }
    friend bool operator==(const FileCopy &, const FileCopy &) = default;
};

/// Keeps copies of files on further members, known by their SHA-256. The owner's own file stays where it is;
/// the coordinator says who keeps copies, and each of those fetches one. Who has what is known to all
/// members. A copy is dropped when its owner releases the file, and not before.
class FileReplicas : public QObject
{
    Q_OBJECT
public:
    /// Flows that wait in sound() for a file to be fetched again.
    static constexpr qsizetype MaxWaits = 64;

    /// All are borrowed and outlive this.
    FileReplicas(Replication &replication, Neighbours &neighbours, Problems &problems,
                 std::chrono::milliseconds retryAfter = std::chrono::seconds(10), QObject *parent = nullptr);
    ~FileReplicas() override;

    /// Has copies of a file of this node made. To be said again each time the agent starts, and in each
    /// system. Errors: as Replication::put(); Invalid for what is no SHA-256 in hex.
    [[nodiscard]] QCoro::Task<Result<void>> offer(QString hash, qint64 size, QString path);
    /// The copies are not needed any more; they go also where a member is away now. The owner's file is left.
    /// Errors: as Replication::remove().
    [[nodiscard]] QCoro::Task<Result<void>> release(QString hash);
    /// Where a file is on this node, after all of it was read: a damaged copy is fetched again first.
    /// Errors: NotFound when this node does not have it; Unavailable or Conflict when nobody has it whole;
    /// Busy.
    [[nodiscard]] QCoro::Task<Result<QString>> sound(QString hash);

    /// Node ids of who has a file, its owner first.
    [[nodiscard]] QStringList holders(const QString &hash) const;
    /// Bytes of others' files on this node.
    [[nodiscard]] qint64 heldBytes() const;

    // What other members call; `from` is the caller's node id.
    [[nodiscard]] QCoro::Task<Result<ReplicaFileChunk>> read(QString from, ReplicaFileParams params);
    [[nodiscard]] QCoro::Task<Result<ReplicaFileCheck>> check(QString from, ReplicaFileParams params);

Q_SIGNALS:
    void kept(const QString &hash);
    void dropped(const QString &hash);

private:
    struct Wait
    {
        QString hash;
        Completion<Result<void>> done;
    };

    void followSystem();
    void startFetching();
    void endWaits(const QString &hash, const Result<void> &result);
    void lookAgain(const QString &hash);
    void lookAtAll();
    void look();
    void lookAt(const QString &hash);
    void lookAtReleased(const QString &hash);
    void plan(const QString &hash, const ReplicatedFile &file);
    [[nodiscard]] QStringList keepersFor(const QString &hash, const ReplicatedFile &file, int count) const;
    [[nodiscard]] std::optional<FileCopy> copyOf(const QString &hash, const QString &nodeId) const;
    void setCopy(const QString &hash, const FileCopy &copy);
    void drop(const QString &hash);
    void tellShort(const QString &hash, bool isShort);
    [[nodiscard]] Result<void> checkBudget(const QString &hash, qint64 size) const;
    [[nodiscard]] QString pathHere(const QString &hash) const;
    [[nodiscard]] QString copyPath(const QString &hash) const;
    [[nodiscard]] QStringList sources(const QString &hash, const QString &exceptFor) const;

    static QCoro::Task<> fetchWanted(QPointer<FileReplicas> self);
    static QCoro::Task<Result<void>> fetch(QPointer<FileReplicas> self, QString hash);
    static QCoro::Task<Result<void>> fetchFrom(QPointer<FileReplicas> self, QString hash, ReplicatedFile file,
                                               QString source);
    static QCoro::Task<bool> checkHere(QPointer<FileReplicas> self, QString hash);

    Replication &m_replication;
    Neighbours &m_neighbours;
    Problems &m_problems;
    ReplicaFiles m_files;
    QString m_system;
    QString m_folder;
    QHash<QString, QString> m_own; ///< path by hash
    QHash<QString, qint64> m_copies; ///< size by hash
    QSet<QString> m_toLookAt;
    QSet<QString> m_lost; ///< own files that are damaged, and are fetched back
    QSet<QString> m_short; ///< of which there are too few copies
    QSet<QString> m_planning;
    QStringList m_wanted; ///< in the order in which they are fetched
    QList<Wait> m_waits;
    bool m_isFetching = false;
    QTimer m_look;
    QTimer m_retry;
};

} // namespace muster::agent
