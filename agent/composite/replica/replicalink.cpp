// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicalink.h"

#include "shared/log.h"

#include "agent/composite/neighbours.h"
#include "agent/server/session.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::agent {

namespace {

/// For a page of documents, which the other end has to write to its disk.
constexpr std::chrono::milliseconds PageDeadline = 60s;

std::unexpected<Error> linkGone()
{
    return fail(ErrorCode::Unavailable, u"the member is not connected any more"_s);
}

} // namespace

ReplicaLink::ReplicaLink(Neighbours &neighbours, std::shared_ptr<ReplicaStore> store, QString system,
                         QString nodeId, std::chrono::milliseconds retryAfter, HoldersOf holdersOf)
    : m_neighbours(neighbours)
    , m_store(std::move(store))
    , m_system(std::move(system))
    , m_nodeId(std::move(nodeId))
    , m_holdersOf(std::move(holdersOf))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryAfter);
    connect(&m_retry, &QTimer::timeout, this, &ReplicaLink::retry);
}

Session *ReplicaLink::session() const
{
    return m_neighbours.link(m_nodeId);
}

bool ReplicaLink::lacks(const ReplicaKey &key) const
{
    return m_lacking.contains(key) || m_giving.contains(key) || m_refused.contains(key);
}

void ReplicaLink::give(const ReplicaKey &key)
{
    m_refused.erase(key);
    m_lacking.insert(key);
    startWork();
}

void ReplicaLink::tellHolders(const ReplicaKey &key)
{
    m_untold.insert(key);
    startWork();
}

void ReplicaLink::start()
{
    m_mayGive = true;
    startWork();
}

void ReplicaLink::compare()
{
    m_wantsComparison = false;
    m_isComparing = true;
    runComparison(this);
}

QCoro::Task<> ReplicaLink::runComparison(QPointer<ReplicaLink> self)
{
    const auto result = co_await compareAll(self);
    if (!self)
        co_return;
    self->m_isComparing = false;
    if (!result) {
        self->failedWith(result.error());
        Q_EMIT self->failed();
        co_return;
    }
    self->m_isCompared = true;
    self->m_owesUpToDate = true;
    Q_EMIT self->compared();
    if (self)
        self->start();
}

QCoro::Task<Result<void>> ReplicaLink::compareAll(QPointer<ReplicaLink> self)
{
    Session *session = self->session();
    if (!session)
        co_return linkGone();
    const QStringList ours = self->m_store->bucketDigests();
    const auto theirs = co_await session->rpc().call<api::ReplicaDigest>({self->m_system});
    if (!theirs)
        co_return fail(theirs.error());
    for (int bucket = 0; bucket < ReplicaBuckets; ++bucket) {
        if (theirs->buckets[bucket] == ours[bucket])
            continue;
        const auto compared = co_await compareBucket(self, bucket);
        if (!compared)
            co_return compared;
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReplicaLink::compareBucket(QPointer<ReplicaLink> self, int bucket)
{
    std::set<ReplicaKey> theirs;
    std::optional<ReplicaKey> after;
    for (bool isAll = false; !isAll;) {
        Session *session = self ? self->session() : nullptr;
        if (!session)
            co_return linkGone();
        const auto page = co_await session->rpc().call<api::ReplicaList>({self->m_system, bucket, after});
        if (!page)
            co_return fail(page.error());
        if (!self)
            co_return linkGone();
        QList<ReplicaKey> wanted;
        for (const ReplicaMark &mark : page->documents) {
            // In order, so that a member cannot keep this going for ever.
            if (after && !(*after < mark.key()))
                co_return fail(ErrorCode::Invalid, u"the list of documents is not in order"_s);
            after = mark.key();
            theirs.insert(mark.key());
            const ReplicaDocument *ours = self->m_store->find(mark.key());
            if (!ours || ours->sha256 != mark.sha256)
                wanted.append(mark.key());
        }
        isAll = page->isAll || page->documents.isEmpty();
        if (theirs.size() > size_t(self->m_store->mostDocuments()))
            co_return fail(ErrorCode::QuotaExceeded, u"the member has more documents than there may be"_s);
        const auto fetched = co_await fetch(self, std::move(wanted));
        if (!fetched)
            co_return fetched;
    }
    if (!self)
        co_return linkGone();
    after.reset();
    for (bool isAll = false; !isAll;) {
        const ReplicaMarks ours = self->m_store->marks(bucket, after);
        for (const ReplicaMark &mark : ours.documents) {
            if (!theirs.contains(mark.key()))
                self->m_lacking.insert(mark.key());
            after = mark.key();
        }
        isAll = ours.isAll;
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReplicaLink::fetch(QPointer<ReplicaLink> self, QList<ReplicaKey> wanted)
{
    while (!wanted.isEmpty()) {
        Session *session = self ? self->session() : nullptr;
        if (!session)
            co_return linkGone();
        const auto page =
            co_await session->rpc().call<api::ReplicaGet>({self->m_system, wanted}, PageDeadline);
        if (!page)
            co_return fail(page.error());
        if (!self)
            co_return linkGone();
        const std::shared_ptr<ReplicaStore> store = self->m_store;
        const auto taken = co_await store->merge(page->documents);
        if (!self)
            co_return linkGone();
        const auto refused = std::ranges::find_if(taken, [](const ReplicaStore::Taken &each) {
            return each.error && each.error->code == ErrorCode::Io;
        });
        Q_EMIT self->got(page->documents, taken);
        if (refused != taken.end())
            co_return fail(*refused->error);
        wanted.remove(0, std::min(qsizetype(page->looked), wanted.size()));
    }
    co_return Result<void>();
}

void ReplicaLink::startWork()
{
    if (!m_isWorking && m_mayGive && !m_isPausing)
        work(this);
}

QCoro::Task<> ReplicaLink::work(QPointer<ReplicaLink> self)
{
    self->m_isWorking = true;
    bool goesOn = true;
    while (goesOn) {
        if (!self->m_lacking.empty() || self->m_owesUpToDate)
            goesOn = co_await giveSome(self);
        else if (!self->m_untold.empty())
            goesOn = co_await tellSome(self);
        else
            break;
        if (!self)
            co_return;
    }
    self->m_isWorking = false;
}

/// What the member lacks, up to the bounds of a message; from then on it counts as on its way.
QList<ReplicaDocument> ReplicaLink::nextPage()
{
    QList<ReplicaDocument> page;
    qsizetype bytes = 0;
    while (!m_lacking.empty() && page.size() < MaxReplicaMarks) {
        const ReplicaKey key = *m_lacking.begin();
        if (const ReplicaDocument *document = m_store->find(key)) {
            bytes += weightOf(*document);
            if (!page.isEmpty() && bytes > MaxReplicaPage)
                break;
            page.append(*document);
            m_giving.insert(key);
        }
        m_lacking.erase(key);
    }
    return page;
}

QCoro::Task<bool> ReplicaLink::giveSome(QPointer<ReplicaLink> self)
{
    Session *session = self->session();
    if (!session)
        co_return false;
    ReplicaPutParams params{self->m_system, self->nextPage(), false};
    params.isUpToDate = self->m_owesUpToDate && self->m_lacking.empty();
    const QList<ReplicaDocument> given = params.documents;
    const bool saysUpToDate = params.isUpToDate;
    const auto answer = co_await session->rpc().call<api::ReplicaPut>(std::move(params), PageDeadline);
    if (!self)
        co_return false;
    for (const ReplicaDocument &document : given)
        self->m_giving.erase(document.key());
    if (!answer || answer->documents.size() != given.size()) {
        for (const ReplicaDocument &document : given)
            self->m_lacking.insert(document.key());
        self->failedWith(answer
                             ? Error{ErrorCode::Invalid, u"the answer is not of this question"_s, {}, {}, {}}
                             : answer.error());
        co_return false;
    }
    if (saysUpToDate)
        self->m_owesUpToDate = false;
    self->takeAnswers(given, *answer);
    co_return bool(self);
}

void ReplicaLink::takeAnswers(const QList<ReplicaDocument> &given, const ReplicaPutAnswer &answer)
{
    QList<ReplicaKey> durable;
    QList<std::pair<ReplicaKey, QString>> refusals;
    for (qsizetype i = 0; i < given.size(); ++i) {
        const ReplicaTaken &taken = answer.documents[i];
        const ReplicaKey key = given[i].key();
        // Merged there with something else, it comes back by itself.
        if (!taken.sha256.isEmpty()) {
            durable.append(key);
            continue;
        }
        m_refused.insert(key);
        m_retry.start();
        refusals.append({key, taken.text});
    }
    const QPointer<ReplicaLink> self(this);
    if (std::exchange(m_isRefusing, !refusals.isEmpty()) == refusals.isEmpty())
        Q_EMIT isRefusingChanged();
    if (!self)
        return;
    Q_EMIT gave(durable);
    for (const auto &[key, why] : std::as_const(refusals)) {
        if (self)
            Q_EMIT refused(key, why);
    }
}

QCoro::Task<bool> ReplicaLink::tellSome(QPointer<ReplicaLink> self)
{
    Session *session = self->session();
    if (!session)
        co_return false;
    ReplicaHeldParams params{self->m_system, {}};
    while (!self->m_untold.empty() && params.documents.size() < ReplicaHeldParams::MaxDocuments) {
        const ReplicaHolders holders = self->m_holdersOf(*self->m_untold.begin());
        self->m_untold.erase(self->m_untold.begin());
        if (!holders.seen.isEmpty())
            params.documents.append(holders);
    }
    if (params.documents.isEmpty())
        co_return true;
    const auto told = co_await session->rpc().call<api::ReplicaHeld>(std::move(params));
    if (!self)
        co_return false;
    // Who waits for it asks again.
    if (!told)
        self->failedWith(told.error());
    co_return told.has_value();
}

void ReplicaLink::failedWith(const Error &error)
{
    qCDebug(logStore, "replica=failed peer=%ls %ls", qUtf16Printable(m_nodeId),
            qUtf16Printable(describe(error)));
    // An agent that is too old stays so until it links again.
    m_isPausing = true;
    if (error.code != ErrorCode::Unsupported)
        m_retry.start();
}

void ReplicaLink::retry()
{
    m_isPausing = false;
    for (const ReplicaKey &key : std::exchange(m_refused, {}))
        m_lacking.insert(key);
    if (!m_isCompared && !m_mayGive && !m_isComparing) {
        m_wantsComparison = true;
        Q_EMIT comparisonWanted();
        return;
    }
    startWork();
}

} // namespace muster::agent
