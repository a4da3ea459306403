// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/replica.h"
#include "shared/wire/completion.h"

#include "agent/composite/replica/absences.h"
#include "agent/composite/replica/replicafiles.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>

namespace muster::agent {

class Neighbours;
class Problems;
class Replication;

/// The document "file", whose id is the file's hash: the SHA-256 over the SHA-256 of each ReplicaBlock of it.
struct ReplicatedFile
{
    qint64 size = 0;
    QString owner;
    QString of = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("size", &ReplicatedFile::size, "Bytes").between(0, INT64_MAX),
            field("owner", &ReplicatedFile::owner, "Node id of the member whose file it is").between(1, 128),
            field("of", &ReplicatedFile::of, "What it belongs to: the kind and id of a document")
                .between(0, 200)
                .optional());
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

/// Keeps copies of files on further members, known by their hash. The owner's own file stays where it is;
/// the coordinator says who keeps copies, and each of those fetches one. Who has what is known to all
/// members. A copy is dropped when the file is released, or when the member has the bytes by itself. When a
/// member with a copy is away for long, another one is made.
class FileReplicas : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView FileKind{"file"};
    static constexpr QLatin1StringView PlanKind{"file-plan"};
    static constexpr QLatin1StringView CopyKind{"file-copy"};
    /// Flows that wait in sound() for a file to be fetched again.
    static constexpr qsizetype MaxWaits = 64;
    /// What a copy leaves free on the file system.
    static constexpr qint64 KeptFree = 256 * 1024 * 1024;

    struct Times
    {
        std::chrono::milliseconds retryAfter = std::chrono::seconds(10);
        /// How long a member with a copy may be away before another copy is made.
        std::chrono::milliseconds awayFor = std::chrono::minutes(10);
    };

    /// All are borrowed and outlive this.
    FileReplicas(Replication &replication, Neighbours &neighbours, Problems &problems, const Times &times,
                 QObject *parent = nullptr);
    ~FileReplicas() override;

    using Source = std::shared_ptr<ReplicaSource>;

    /// Has copies of a file made that this node has, sound; from now on it is this node's, whosesoever it was
    /// before. To be said again each time the agent starts, and in each system.
    /// @param of see ReplicatedFile::of
    /// Errors: as Replication::put(); Invalid for what is no hash.
    [[nodiscard]] QCoro::Task<Result<void>> offer(QString hash, qint64 size, Source source, QString of = {});
    /// This node has a file that is another member's, sound: it counts as a copy.
    void serve(const QString &hash, Source source);
    /// This node does not have it by itself any more; copies stay as they are.
    void withdraw(const QString &hash);
    [[nodiscard]] bool hasOwn(const QString &hash) const { return m_own.contains(hash); }
    /// The copies are not needed any more; they go also where a member is away now. The owner's file is left.
    /// Errors: as Replication::remove().
    [[nodiscard]] QCoro::Task<Result<void>> release(QString hash);
    /// A file on this node, after all of it was read. One that is damaged or not here is fetched first,
    /// whatever the budget. Good until dropped(), or until the node has it by itself.
    /// Errors: NotFound when nobody knows such a file; Unavailable or Conflict when nobody has it whole; Io;
    /// Busy.
    [[nodiscard]] QCoro::Task<Result<Source>> sound(QString hash);

    [[nodiscard]] std::optional<ReplicatedFile> file(const QString &hash) const;
    /// Node ids of who has a file, its owner first.
    [[nodiscard]] QStringList holders(const QString &hash) const;
    /// On the coordinator: whether there are fewer copies than there should be, and nobody left to ask.
    [[nodiscard]] bool isShort(const QString &hash) const { return m_short.contains(hash); }
    /// Node ids of who is to keep a copy.
    [[nodiscard]] QStringList keepers(const QString &hash) const;
    /// Node ids of who was to keep a copy and could not, and why.
    [[nodiscard]] QHash<QString, QString> refusals(const QString &hash) const;
    /// Bytes of others' files on this node.
    [[nodiscard]] qint64 heldBytes() const;

    // What other members call; `from` is the caller's node id.
    [[nodiscard]] QCoro::Task<Result<ReplicaFileChunk>> read(QString from, ReplicaFileParams params);
    [[nodiscard]] QCoro::Task<Result<ReplicaFileCheck>> check(QString from, ReplicaFileParams params);

Q_SIGNALS:
    void kept(const QString &hash);
    void dropped(const QString &hash);
    /// What this node has by itself is damaged; it is fetched as a copy.
    void damaged(const QString &hash);

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
    [[nodiscard]] Result<void> checkRoom(const QString &hash, qint64 size) const;
    [[nodiscard]] Source sourceHere(const QString &hash) const;
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
    QHash<QString, Source> m_own; ///< by hash
    QHash<QString, qint64> m_copies; ///< size by hash
    QSet<QString> m_toLookAt;
    QSet<QString> m_needed; ///< fetched whatever the budget: own ones that are damaged, and those asked for
    QSet<QString> m_short; ///< of which there are too few copies
    QSet<QString> m_planning;
    QStringList m_wanted; ///< in the order in which they are fetched
    QList<Wait> m_waits;
    bool m_isFetching = false;
    Absences m_absences;
    QTimer m_look;
    QTimer m_retry;
};

} // namespace muster::agent
