// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/replica.h"
#include "shared/wire/completion.h"

#include "agent/composite/replica/replicadocument.h"
#include "agent/composite/replica/replicalog.h"

#include <QCoroTask>
#include <QObject>
#include <QThreadPool>

#include <array>
#include <memory>
#include <optional>
#include <set>

namespace muster::agent {

/// The replicated documents of one system on this node: in memory to be read at once, on disk before anybody
/// is told. A thread of its own writes, what comes while it does so is written in one go. What the disk
/// refuses is not taken.
class ReplicaStore : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        int documents = 20'000; ///< deleted ones that are still known included
        qint64 bytes = 64 * 1024 * 1024; ///< of all in memory, about
        int tombstones = 10'000;
    };
    /// What other members have is taken beyond the limits, up to so many times as much: two halves of a
    /// system that were each within them must be able to become one again.
    static constexpr int ArrivingShare = 2;
    /// Changes that wait for the disk.
    static constexpr qsizetype MaxQueued = 4096;

    /// What became of one document that was to be merged.
    struct Taken
    {
        QString sha256; ///< what is here now
        bool isChanged = false;
        std::optional<Error> error;
    };

    /// Reads what there is. Errors: Io, Forbidden, TooLarge.
    [[nodiscard]] static Result<std::unique_ptr<ReplicaStore>> open(const QString &folder,
                                                                    const Limits &limits);
    ~ReplicaStore() override;

    /// Waits until all that was to be written is on the disk, or was refused.
    void finish();

    /// Writes a document, or deletes it (no body). Durable when it answers.
    /// Errors: Invalid, TooLarge; NotFound when there is none to delete; QuotaExceeded; Busy; Io.
    [[nodiscard]] QCoro::Task<Result<ReplicaDocument>> write(ReplicaKey key, std::optional<QString> body,
                                                             QString writer, Timestamp at);
    /// Takes what another member has: verified, merged, durable when it answers. One that is refused does not
    /// keep the others out. In the order of the question.
    [[nodiscard]] QCoro::Task<QList<Taken>> merge(QList<ReplicaDocument> documents);
    /// Forgets deleted documents that are just so; others are left. Errors: Io.
    [[nodiscard]] QCoro::Task<Result<void>> purge(QList<ReplicaMark> marks);

    /// Null when there is none. Valid until the event loop is entered.
    [[nodiscard]] const ReplicaDocument *find(const ReplicaKey &key) const;
    [[nodiscard]] const ReplicaDocuments &documents() const { return m_documents; }
    [[nodiscard]] const std::set<ReplicaKey> &tombstones() const { return m_tombstones; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// No member that keeps the limits has more.
    [[nodiscard]] qint64 mostDocuments() const { return qint64(m_limits.documents) * ArrivingShare; }
    /// Lines that were found damaged when it was opened.
    [[nodiscard]] int damaged() const { return m_damaged; }

    [[nodiscard]] QStringList bucketDigests() const;
    /// What is in a bucket, by key, after that one.
    [[nodiscard]] ReplicaMarks marks(int bucket, const std::optional<ReplicaKey> &after) const;

Q_SIGNALS:
    /// Durable by now, and as find() says.
    void changed(const muster::ReplicaKey &key);
    /// The disk refused, or takes again (then without text).
    void storingFailed(const muster::Error &error);
    /// More was written at once than is kept.
    void versionsLost(const muster::ReplicaKey &key, qsizetype count);

private:
    using Written = Completion<Result<void>>;
    struct Change
    {
        ReplicaKey key;
        std::optional<ReplicaDocument> document; ///< nothing: purged
    };
    struct Entry
    {
        QList<Change> changes;
        Written written;
    };
    using Digest = std::array<char, 32>;

    ReplicaStore(ReplicaLog log, ReplicaLog::Contents contents, const Limits &limits);
    [[nodiscard]] const ReplicaDocument *newest(const ReplicaKey &key) const;
    [[nodiscard]] Result<void> checkRoom(const ReplicaDocument *before, const ReplicaDocument &after,
                                         int share) const;
    [[nodiscard]] Result<ReplicaDocument> mergedWithOurs(const ReplicaDocument &theirs);
    [[nodiscard]] Written enqueue(QList<Change> changes);
    void startWriting();
    void finishWriting(const Result<void> &result);
    void apply(const Change &change);
    void count(const ReplicaDocument &document, int sign);

    const Limits m_limits;
    std::shared_ptr<ReplicaLog> m_log; ///< of the thread, while it works
    ReplicaDocuments m_documents;
    std::map<ReplicaKey, std::optional<ReplicaDocument>> m_pending; ///< not durable yet
    std::set<ReplicaKey> m_tombstones;
    std::array<std::set<ReplicaKey>, ReplicaBuckets> m_buckets;
    std::array<Digest, ReplicaBuckets> m_digests{};
    qint64 m_bytes = 0;
    int m_damaged = 0;
    QList<Entry> m_queue;
    QList<Entry> m_writing;
    bool m_hasFailed = false;
    QThreadPool m_thread;
};

} // namespace muster::agent
