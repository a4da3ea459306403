// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicastore.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::unexpected<Error> noRoom(const QString &what)
{
    return fail({ErrorCode::QuotaExceeded, what, {}, u"id"_s, u"delete what is not needed any more"_s});
}

} // namespace

Result<std::unique_ptr<ReplicaStore>> ReplicaStore::open(const QString &folder, const Limits &limits)
{
    ReplicaLog::Contents contents;
    auto log = ReplicaLog::open(folder, contents);
    if (!log)
        return fail(log.error());
    return std::unique_ptr<ReplicaStore>(new ReplicaStore(std::move(*log), std::move(contents), limits));
}

ReplicaStore::ReplicaStore(ReplicaLog log, ReplicaLog::Contents contents, const Limits &limits)
    : m_limits(limits)
    , m_log(std::make_shared<ReplicaLog>(std::move(log)))
    , m_documents(std::move(contents.documents))
    , m_damaged(contents.damaged)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(0);
    for (const auto &[key, document] : m_documents)
        count(document, 1);
}

ReplicaStore::~ReplicaStore()
{
    finish();
}

void ReplicaStore::finish()
{
    while (!m_writing.isEmpty()) {
        m_thread.waitForDone();
        // Whoever waits for what was written gets to know.
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }
}

const ReplicaDocument *ReplicaStore::find(const ReplicaKey &key) const
{
    const auto found = m_documents.find(key);
    return found == m_documents.end() ? nullptr : &found->second;
}

/// What it will be once all that waits for the disk is on it.
const ReplicaDocument *ReplicaStore::newest(const ReplicaKey &key) const
{
    const auto pending = m_pending.find(key);
    if (pending == m_pending.end())
        return find(key);
    return pending->second ? &*pending->second : nullptr;
}

Result<void> ReplicaStore::checkRoom(const ReplicaDocument *before, const ReplicaDocument &after,
                                     int share) const
{
    // What waits for the disk counts as if it were all new: a bound, not an account.
    const auto count = qint64(m_documents.size() + m_pending.size());
    if (!before && count >= qint64(m_limits.documents) * share)
        return noRoom(u"%1 documents are kept, as many as there may be"_s.arg(m_documents.size()));
    const qint64 more = weightOf(after) - (before ? weightOf(*before) : 0);
    if (more > 0 && m_bytes + more > m_limits.bytes * share)
        return noRoom(u"the documents have %1 bytes, at most %2 are kept"_s.arg(m_bytes).arg(m_limits.bytes));
    return {};
}

QCoro::Task<Result<ReplicaDocument>> ReplicaStore::write(ReplicaKey key, std::optional<QString> body,
                                                         QString writer, Timestamp at)
{
    if (const auto checked = checkKey(key); !checked)
        co_return fail(checked.error());
    if (body) {
        if (const auto checked = checkBody(*body); !checked)
            co_return fail(checked.error());
    }
    const ReplicaDocument *before = newest(key);
    const bool isThere = before && !isTombstone(*before);
    if (!body && !isThere)
        co_return fail(ErrorCode::NotFound, u"there is no such document"_s, key.id);
    if (!body && int(m_tombstones.size()) >= m_limits.tombstones) {
        co_return fail(
            {ErrorCode::QuotaExceeded,
             u"%1 documents were deleted that not all members know to be deleted"_s.arg(m_tombstones.size()),
             {},
             u"id"_s,
             u"bring members that are away back, or take them out of the system"_s});
    }
    const auto after = written(key, before, writer, body, at);
    if (!after)
        co_return fail(after.error());
    // A deletion makes no room at once, and must be possible where there is none.
    const auto room = body ? checkRoom(before, *after, 1) : Result<void>();
    if (!room)
        co_return fail(room.error());
    if (m_queue.size() >= MaxQueued)
        co_return fail(ErrorCode::Busy, u"too many changes wait for the disk"_s);
    const auto stored = co_await enqueue({{key, *after}});
    if (!stored)
        co_return fail(stored.error());
    co_return *after;
}

Result<ReplicaDocument> ReplicaStore::mergedWithOurs(const ReplicaDocument &theirs)
{
    if (const auto checked = verify(theirs); !checked)
        return fail(checked.error());
    const ReplicaDocument *ours = newest(theirs.key());
    auto after = ours ? merged(*ours, theirs) : theirs;
    if (!after)
        return after;
    if (const auto room = checkRoom(ours, *after, ArrivingShare); !room)
        return fail(room.error());
    if (const qsizetype lost = ours ? lostVersions(*ours, theirs) : 0; lost > 0)
        Q_EMIT versionsLost(theirs.key(), lost);
    return after;
}

QCoro::Task<QList<ReplicaStore::Taken>> ReplicaStore::merge(QList<ReplicaDocument> documents)
{
    QList<Taken> taken;
    QList<Change> changes;
    for (const ReplicaDocument &theirs : std::as_const(documents)) {
        auto after = mergedWithOurs(theirs);
        if (!after) {
            taken.append({{}, false, after.error()});
            continue;
        }
        const ReplicaDocument *ours = newest(theirs.key());
        taken.append({after->sha256, !ours || ours->sha256 != after->sha256, {}});
        if (!taken.constLast().isChanged)
            continue;
        m_pending.insert_or_assign(theirs.key(), *after); // the same may be in this page again
        changes.append({theirs.key(), std::move(*after)});
    }
    // Also where nothing changes: what is the same may not be durable yet.
    if (changes.isEmpty() && m_pending.empty())
        co_return taken;
    const auto stored = co_await enqueue(std::move(changes));
    if (!stored) {
        for (Taken &each : taken)
            each = {{}, false, each.error ? each.error : std::optional(stored.error())};
    }
    co_return taken;
}

QCoro::Task<Result<void>> ReplicaStore::purge(QList<ReplicaMark> marks)
{
    QList<Change> changes;
    for (const ReplicaMark &mark : std::as_const(marks)) {
        const ReplicaDocument *ours = newest(mark.key());
        if (ours && ours->sha256 == mark.sha256 && isTombstone(*ours))
            changes.append({mark.key(), std::nullopt});
    }
    if (changes.isEmpty())
        co_return Result<void>();
    const Result<void> stored = co_await enqueue(std::move(changes));
    co_return stored;
}

ReplicaStore::Written ReplicaStore::enqueue(QList<Change> changes)
{
    Written written;
    for (const Change &change : std::as_const(changes))
        m_pending.insert_or_assign(change.key, change.document);
    m_queue.append({std::move(changes), written});
    if (m_writing.isEmpty())
        startWriting();
    return written;
}

void ReplicaStore::startWriting()
{
    m_writing = std::exchange(m_queue, {});
    QByteArray lines;
    for (const Entry &entry : std::as_const(m_writing)) {
        for (const Change &change : entry.changes)
            lines +=
                change.document ? ReplicaLog::lineOf(*change.document) : ReplicaLog::purgeLineOf(change.key);
    }
    // What is copied for it is mostly shared: the texts are.
    const auto rewritten = m_log->isWorthRewriting(m_bytes) ? std::optional(m_documents) : std::nullopt;
    m_thread.start([log = m_log, lines, rewritten, this] {
        // A log that cannot be rewritten now is only longer than it needs to be.
        const auto shortened = rewritten ? log->rewrite(*rewritten) : Result<void>();
        const auto stored = log->append(lines);
        // The thread is waited for before this dies.
        QMetaObject::invokeMethod(this, [this, stored] { finishWriting(stored); }, Qt::QueuedConnection);
    });
}

void ReplicaStore::finishWriting(const Result<void> &result)
{
    QList<Entry> done = std::exchange(m_writing, {});
    const QPointer<ReplicaStore> self(this);
    if (result) {
        for (const Entry &entry : std::as_const(done)) {
            for (const Change &change : entry.changes)
                apply(change);
        }
    } else {
        // What waits was made from what the disk has refused.
        done += std::exchange(m_queue, {});
        m_pending.clear();
    }
    if (!m_queue.isEmpty())
        startWriting();
    if (m_hasFailed != !result) {
        m_hasFailed = !result;
        Q_EMIT storingFailed(result ? Error{} : result.error());
    }
    for (const Entry &entry : std::as_const(done)) {
        for (const Change &change : entry.changes) {
            if (self && result)
                Q_EMIT changed(change.key);
        }
        entry.written.complete(result);
    }
}

void ReplicaStore::apply(const Change &change)
{
    if (const ReplicaDocument *before = find(change.key)) {
        count(*before, -1);
        m_documents.erase(change.key);
    }
    if (change.document) {
        count(*change.document, 1);
        m_documents.insert_or_assign(change.key, *change.document);
    }
    const auto pending = m_pending.find(change.key);
    if (pending != m_pending.end() && pending->second == change.document)
        m_pending.erase(pending);
}

void ReplicaStore::count(const ReplicaDocument &document, int sign)
{
    const ReplicaKey key = document.key();
    const auto bucket = size_t(bucketOf(key));
    m_bytes += sign * weightOf(document);
    const QByteArray hash = QByteArray::fromHex(document.sha256.toLatin1());
    Digest &digest = m_digests[bucket];
    for (size_t i = 0; i < digest.size() && qsizetype(i) < hash.size(); ++i)
        digest[i] = char(digest[i] ^ hash[qsizetype(i)]);
    if (sign < 0) {
        m_buckets[bucket].erase(key);
        m_tombstones.erase(key);
        return;
    }
    m_buckets[bucket].insert(key);
    if (isTombstone(document))
        m_tombstones.insert(key);
}

QStringList ReplicaStore::bucketDigests() const
{
    QStringList digests;
    digests.reserve(ReplicaBuckets);
    for (const Digest &digest : m_digests)
        digests.append(QString::fromLatin1(QByteArrayView(digest).toByteArray().toHex()));
    return digests;
}

ReplicaMarks ReplicaStore::marks(int bucket, const std::optional<ReplicaKey> &after) const
{
    const auto &keys = m_buckets[size_t(bucket)];
    ReplicaMarks marks;
    for (auto it = after ? keys.upper_bound(*after) : keys.begin(); it != keys.end(); ++it) {
        if (marks.documents.size() == MaxReplicaMarks) {
            marks.isAll = false;
            break;
        }
        marks.documents.append({it->kind, it->id, find(*it)->sha256});
    }
    return marks;
}

} // namespace muster::agent
