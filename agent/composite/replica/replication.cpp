// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replication.h"

#include "shared/log.h"
#include "shared/tls/digest.h"

#include "agent/composite/neighbours.h"
#include "agent/server/session.h"
#include "agent/state/problems.h"

#include <QDir>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString DamagedId = u"replica-damaged"_s;
const QString StoreId = u"replica-store"_s;
const QString RefusedPrefix = u"replica-refused:"_s;
constexpr qsizetype NamedMembers = 8; ///< in one sentence

QString folderOf(const QString &system)
{
    return QString::fromLatin1(sha256({system.toUtf8()}).toHex().first(32));
}

std::unexpected<Error> inNoSystem()
{
    return fail(ErrorCode::Unavailable, u"this node is in no system"_s);
}

std::unexpected<Error> replicationEnded()
{
    return fail(ErrorCode::Cancelled, u"the agent ends, or the node has left its system"_s);
}

} // namespace

Replication::Replication(Neighbours &neighbours, Problems &problems, Settings settings, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_problems(problems)
    , m_settings(std::move(settings))
{
    m_askAgain.setInterval(m_settings.retryAfter);
    connect(&m_askAgain, &QTimer::timeout, this, &Replication::askAgain);
    m_purge.setSingleShot(true);
    m_purge.setInterval(m_settings.purgeAfter);
    connect(&m_purge, &QTimer::timeout, this, [this] { purgeRound(this); });
    connect(&neighbours, &Neighbours::membershipChanged, this, &Replication::followMembership);
    connect(&neighbours, &Neighbours::hubChanged, this, [this] {
        m_links.clear();
        setUpToDate(false);
        followLinks();
    });
    connect(&neighbours, &Neighbours::memberLinked, this, [this](const QString &nodeId) {
        unlink(nodeId);
        link(nodeId);
    });
    connect(&neighbours, &Neighbours::memberUnlinked, this, &Replication::unlink);
    followMembership();
}

Replication::~Replication()
{
    m_life.request_stop();
    m_links.clear();
    endWaits();
    if (m_store) {
        m_store->disconnect(this);
        m_store->finish();
    }
}

QString Replication::systemFolder() const
{
    return m_system.isEmpty() ? QString() : m_settings.folder + u'/' + folderOf(m_system);
}

void Replication::followMembership()
{
    const Membership *membership = m_neighbours.membership();
    const QString system = membership && !membership->isDissolved ? membership->id : QString();
    if (system == m_system && (m_store || system.isEmpty())) {
        setAside();
        return followLinks();
    }
    m_links.clear();
    m_system = system;
    endWaits();
    if (const auto store = std::exchange(m_store, nullptr)) {
        store->disconnect(this);
        store->finish();
    }
    setUpToDate(false);
    setAside();
    openStore();
    Q_EMIT systemChanged();
    followLinks();
}

void Replication::openStore()
{
    m_storeError.reset();
    if (!m_system.isEmpty()) {
        auto store = ReplicaStore::open(systemFolder(), m_settings.limits);
        if (store)
            m_store = std::move(*store);
        else
            m_storeError = store.error();
    }
    m_problems.set(m_storeError.has_value(),
                   {StoreId, Health::Critical, systemFolder(),
                    u"Documents of the system cannot be kept: "_s + m_storeError.value_or(Error{}).text,
                    m_storeError.value_or(Error{}).remedy});
    tellDamage();
    if (!m_store)
        return;
    connect(m_store.get(), &ReplicaStore::changed, this,
            [this](const ReplicaKey &key) { Q_EMIT changed(key.kind, key.id); });
    connect(m_store.get(), &ReplicaStore::storingFailed, this, [this](const Error &error) {
        m_problems.set(!error.text.isEmpty(),
                       {StoreId, Health::Critical, systemFolder(),
                        u"Documents of the system cannot be kept: "_s + error.text, error.remedy});
    });
    connect(m_store.get(), &ReplicaStore::versionsLost, this, [](const ReplicaKey &key, qsizetype count) {
        qCWarning(logStore, "replica=versionsLost kind=%ls id=%ls count=%lld", qUtf16Printable(key.kind),
                  qUtf16Printable(key.id), qlonglong(count));
    });
}

void Replication::tellDamage()
{
    const int damaged = m_store ? m_store->damaged() : 0;
    m_problems.set(damaged > 0 && !m_isUpToDate,
                   {DamagedId, Health::Warning, systemFolder(),
                    u"%1 records of the system's documents are damaged on disk"_s.arg(damaged),
                    u"they are fetched again once the coordinator is connected; check the disk"_s});
}

/// Everything but the present system's folder: not deleted at once, for it may be all that is left of a
/// system.
void Replication::setAside()
{
    QDir top(m_settings.folder);
    const QString present = m_system.isEmpty() ? QString() : folderOf(m_system);
    QStringList aside;
    for (const QString &name : top.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (name.startsWith("aside-"_L1)) {
            aside.append(name);
        } else if (name != present) {
            // The time tells which is the oldest; two within a millisecond need names, too.
            qint64 at = now().time_since_epoch().count();
            while (top.exists(u"aside-%1-%2"_s.arg(at).arg(name)))
                ++at;
            const QString renamed = u"aside-%1-%2"_s.arg(at).arg(name);
            if (top.rename(name, renamed))
                aside.append(renamed);
            else
                qCWarning(logStore, "replica=notSetAside folder=%ls", qUtf16Printable(name));
        }
    }
    std::ranges::sort(aside);
    for (qsizetype i = 0; i < aside.size() - KeptAside; ++i)
        QDir(top.filePath(aside[i])).removeRecursively();
}

void Replication::followLinks()
{
    QStringList gone;
    for (const auto &[nodeId, each] : m_links) {
        if (!m_neighbours.link(nodeId))
            gone.append(nodeId);
    }
    for (const QString &nodeId : std::as_const(gone))
        unlink(nodeId);
    for (const QString &nodeId : m_neighbours.linked())
        link(nodeId);
    if (m_neighbours.isHub() && m_store && m_neighbours.membership()->members.size() == 1)
        setUpToDate(true);
    schedulePurge();
}

void Replication::link(const QString &nodeId)
{
    if (!m_store || m_links.contains(nodeId) || !m_neighbours.link(nodeId)
        || (!m_neighbours.isHub() && nodeId != m_neighbours.hub()))
        return;
    auto made = std::make_unique<ReplicaLink>(m_neighbours, m_store, m_system, nodeId, m_settings.retryAfter,
                                              [this](const ReplicaKey &key) { return holdersOf(key); });
    ReplicaLink *added = made.get();
    m_problems.clear(RefusedPrefix + nodeId);
    m_links.insert_or_assign(nodeId, std::move(made));
    connect(added, &ReplicaLink::got, this,
            [this, nodeId](const QList<ReplicaDocument> &documents, const QList<ReplicaStore::Taken> &taken) {
                afterMerge(nodeId, documents, taken);
            });
    connect(added, &ReplicaLink::refused, this, [this, nodeId](const ReplicaKey &key, const QString &why) {
        tellRefusal(nodeId, u"It does not take the document %1 %2: %3"_s.arg(key.kind, key.id, why));
    });
    if (!m_neighbours.isHub()) {
        added->start();
        return askAgain();
    }
    connect(added, &ReplicaLink::isRefusingChanged, this, [this, nodeId] { Q_EMIT refusesChanged(nodeId); });
    connect(added, &ReplicaLink::gave, this, [this](const QList<ReplicaKey> &keys) {
        for (const ReplicaKey &key : keys)
            tellHolders(key);
        schedulePurge();
    });
    connect(added, &ReplicaLink::compared, this, [this] {
        setUpToDate(true);
        schedulePurge();
        startComparisons();
    });
    connect(added, &ReplicaLink::failed, this, &Replication::startComparisons);
    connect(added, &ReplicaLink::comparisonWanted, this, &Replication::startComparisons);
    startComparisons();
}

bool Replication::refuses(const QString &nodeId) const
{
    const auto link = m_links.find(nodeId);
    return link != m_links.end() && link->second->isRefusing();
}

void Replication::unlink(const QString &nodeId)
{
    if (m_links.erase(nodeId) == 0)
        return;
    if (!m_neighbours.isHub())
        setUpToDate(false);
    startComparisons();
}

void Replication::startComparisons()
{
    if (!m_neighbours.isHub())
        return;
    auto running =
        std::ranges::count_if(m_links, [](const auto &each) { return each.second->isComparing(); });
    for (const auto &[nodeId, each] : m_links) {
        if (running >= MaxComparisons)
            return;
        if (!each->wantsComparison())
            continue;
        each->compare();
        ++running;
    }
}

void Replication::setUpToDate(bool isUpToDate)
{
    if (m_isUpToDate == isUpToDate)
        return;
    m_isUpToDate = isUpToDate;
    if (!isUpToDate)
        return;
    tellDamage();
    Q_EMIT upToDate();
}

QCoro::Task<Result<VersionCount>> Replication::put(QString kind, QString id, QString body)
{
    return write({std::move(kind), std::move(id)}, std::move(body));
}

QCoro::Task<Result<VersionCount>> Replication::remove(QString kind, QString id)
{
    return write({std::move(kind), std::move(id)}, std::nullopt);
}

QCoro::Task<Result<VersionCount>> Replication::write(ReplicaKey key, std::optional<QString> body)
{
    const std::shared_ptr<ReplicaStore> store = m_store;
    if (!store)
        co_return m_storeError ? fail(*m_storeError) : inNoSystem();
    const auto life = m_life.get_token();
    const QString writer = m_neighbours.ownId();
    const auto document = co_await store->write(key, std::move(body), writer, now());
    if (!document)
        co_return fail(document.error());
    if (!life.stop_requested() && store == m_store) {
        spread(key);
        tellHolders(key);
        schedulePurge();
    }
    co_return VersionCount{writer, document->versions.first().count};
}

QCoro::Task<Result<VersionCount>> Replication::putOn(int atLeast, std::chrono::milliseconds deadline,
                                                     QString kind, QString id, QString body)
{
    const auto life = m_life.get_token();
    const auto change = co_await put(kind, id, std::move(body));
    if (!change)
        co_return change;
    if (life.stop_requested())
        co_return replicationEnded();
    const auto known = co_await reached({kind, id}, *change, atLeast, deadline);
    if (!known)
        co_return fail(known.error());
    co_return change;
}

QCoro::Task<Result<void>> Replication::reached(ReplicaKey key, VersionCount change, int atLeast,
                                               std::chrono::milliseconds deadline)
{
    const Membership *membership = m_neighbours.membership();
    if (!membership || !m_store)
        co_return inNoSystem();
    if (atLeast > membership->members.size())
        co_return fail(ErrorCode::Invalid,
                       u"the system has only %1 members"_s.arg(membership->members.size()), u"atLeast"_s);
    if (qsizetype(m_waits.size()) >= MaxWaits)
        co_return fail(ErrorCode::Busy, u"too many flows wait for documents to be on other members"_s);
    m_waits.push_back({key, change, atLeast, {}, {}, std::make_unique<QTimer>()});
    Wait &wait = m_waits.back();
    const Completion<Result<void>> done = wait.done;
    wait.timer->setSingleShot(true);
    connect(wait.timer.get(), &QTimer::timeout, this, [this, &wait] { giveUpWaiting(&wait); });
    wait.timer->start(deadline);
    m_askAgain.start();
    learnHolders(holdersOf(key));
    if (!m_neighbours.isHub())
        askAgain();
    const Result<void> result = co_await done;
    co_return result;
}

void Replication::spread(const ReplicaKey &key, const QString &exceptTo)
{
    for (const auto &[nodeId, each] : m_links) {
        if (nodeId != exceptTo)
            each->give(key);
    }
}

void Replication::afterMerge(const QString &from, const QList<ReplicaDocument> &documents,
                             const QList<ReplicaStore::Taken> &taken)
{
    const auto source = m_links.find(from);
    for (qsizetype i = 0; i < documents.size(); ++i) {
        const ReplicaDocument &theirs = documents[i];
        const ReplicaKey key = theirs.key();
        if (taken[i].error) {
            qCWarning(logStore, "replica=refused peer=%ls %ls", qUtf16Printable(from),
                      qUtf16Printable(describe(*taken[i].error)));
            tellRefusal(from, u"A document of it was not taken: "_s + taken[i].error->text);
            continue;
        }
        if (taken[i].isChanged)
            spread(key, from);
        if (source != m_links.end()) {
            // It may have been written again since.
            const ReplicaDocument *ours = m_store->find(key);
            if (ours && ours->sha256 == theirs.sha256)
                source->second->has(key);
            else
                source->second->give(key);
        }
        tellHolders(key);
    }
    schedulePurge();
}

void Replication::tellRefusal(const QString &nodeId, const QString &text)
{
    const Membership *membership = m_neighbours.membership();
    const SystemMember *member = membership ? membership->member(nodeId) : nullptr;
    m_problems.raise({RefusedPrefix + nodeId, Health::Warning,
                      member && !member->name.isEmpty() ? member->name : nodeId, text,
                      u"compare the members' disks and agents; the others' documents go on"_s});
}

QList<int> Replication::holders(const ReplicaKey &key) const
{
    return holdersOf(key).members;
}

ReplicaHolders Replication::holdersOf(const ReplicaKey &key) const
{
    ReplicaHolders holders{key.kind, key.id, {}, {}};
    const ReplicaDocument *document = m_store ? m_store->find(key) : nullptr;
    const Membership *membership = m_neighbours.membership();
    if (!document || !membership)
        return holders;
    holders.seen = document->seen;
    for (const SystemMember &member : membership->members) {
        const auto found = m_links.find(member.nodeId);
        if (member.nodeId == m_neighbours.ownId()
            || (found != m_links.end() && found->second->isCompared() && !found->second->lacks(key)))
            holders.members.append(member.instance);
    }
    return holders;
}

/// Tells who wrote a document on which members it is by now, if the coordinator is who knows.
void Replication::tellHolders(const ReplicaKey &key)
{
    const ReplicaDocument *document = m_store ? m_store->find(key) : nullptr;
    if (!document || !m_neighbours.isHub())
        return;
    bool isOwn = false;
    for (const ReplicaVersion &version : document->versions) {
        isOwn = isOwn || version.writer == m_neighbours.ownId();
        if (const auto writer = m_links.find(version.writer); writer != m_links.end())
            writer->second->tellHolders(key);
    }
    if (isOwn)
        learnHolders(holdersOf(key));
}

void Replication::learnHolders(const ReplicaHolders &holders)
{
    QList<Completion<Result<void>>> reached;
    for (auto wait = m_waits.begin(); wait != m_waits.end();) {
        if (wait->key == holders.key() && countOf(holders.seen, wait->change.node) >= wait->change.count)
            wait->members.insert(holders.members.cbegin(), holders.members.cend());
        if (int(wait->members.size()) < wait->atLeast) {
            ++wait;
            continue;
        }
        reached.append(wait->done);
        wait = m_waits.erase(wait);
    }
    Q_EMIT held(holders.kind, holders.id, int(holders.members.size()));
    for (const auto &done : std::as_const(reached))
        done.complete({});
}

void Replication::giveUpWaiting(const Wait *wait)
{
    const auto found = std::ranges::find_if(m_waits, [wait](const Wait &each) { return &each == wait; });
    const Completion<Result<void>> done = found->done;
    const Error error = missingMembers(*found);
    found->timer.release()->deleteLater(); // it is its signal that brought us here
    m_waits.erase(found);
    done.complete(fail(error));
}

Error Replication::missingMembers(const Wait &wait) const
{
    QStringList names;
    qsizetype more = 0;
    for (const SystemMember &member : m_neighbours.membership()->members) {
        if (wait.members.contains(member.instance))
            continue;
        if (names.size() == NamedMembers)
            ++more;
        else
            names.append(member.name.isEmpty() ? member.nodeId : member.name);
    }
    QString missing = names.join(u", "_s);
    if (more > 0)
        missing += u" and %1 more"_s.arg(more);
    return {ErrorCode::Timeout,
            u"it is on %1 of the %2 members that it is to be on; not known to have it: %3"_s
                .arg(wait.members.size())
                .arg(wait.atLeast)
                .arg(missing),
            {},
            wait.key.id,
            u"it stays, and goes to them when they are connected"_s};
}

void Replication::endWaits()
{
    const auto ended = std::exchange(m_waits, {});
    for (const Wait &wait : ended)
        wait.done.complete(replicationEnded());
}

/// The coordinator says who has a document when it is given one, be it known.
void Replication::askAgain()
{
    if (m_waits.empty())
        return m_askAgain.stop();
    const auto hub = m_links.find(m_neighbours.hub());
    if (hub == m_links.end())
        return;
    for (const Wait &wait : m_waits)
        hub->second->give(wait.key);
}

std::optional<Replica> Replication::document(const QString &kind, const QString &id) const
{
    const ReplicaDocument *found = m_store ? m_store->find({kind, id}) : nullptr;
    return found ? shownOf(*found, m_merges.value(kind)) : std::nullopt;
}

QList<Replica> Replication::documents(const QString &kind) const
{
    QList<Replica> all;
    if (!m_store)
        return all;
    const ReplicaDocuments &documents = m_store->documents();
    const BodyMerge merge = m_merges.value(kind);
    for (auto it = documents.lower_bound({kind, {}}); it != documents.end() && it->first.kind == kind; ++it) {
        if (auto shown = shownOf(it->second, merge))
            all.append(std::move(*shown));
    }
    return all;
}

Result<void> Replication::checkCaller(const QString &from, const QString &system) const
{
    if (!m_store)
        return m_storeError ? fail(*m_storeError) : inNoSystem();
    if (system != m_system)
        return fail(ErrorCode::Conflict, u"this node is in another system"_s, u"system"_s);
    if (!m_neighbours.isHub() && from != m_neighbours.hub())
        return fail(ErrorCode::Forbidden, u"members are told by their coordinator only"_s);
    return {};
}

Result<ReplicaDigestAnswer> Replication::digest(const QString &from, const ReplicaDigestParams &params) const
{
    return checkCaller(from, params.system).transform([this] {
        return ReplicaDigestAnswer{m_store->bucketDigests()};
    });
}

Result<ReplicaMarks> Replication::list(const QString &from, const ReplicaListParams &params) const
{
    return checkCaller(from, params.system).transform([&] {
        return m_store->marks(params.bucket, params.after);
    });
}

Result<ReplicaPage> Replication::read(const QString &from, const ReplicaGetParams &params) const
{
    if (const auto checked = checkCaller(from, params.system); !checked)
        return fail(checked.error());
    ReplicaPage page;
    qsizetype bytes = 0;
    for (const ReplicaKey &key : params.documents) {
        if (const ReplicaDocument *document = m_store->find(key)) {
            bytes += weightOf(*document);
            if (!page.documents.isEmpty() && bytes > MaxReplicaPage)
                break;
            page.documents.append(*document);
        }
        ++page.looked;
    }
    return page;
}

QCoro::Task<Result<ReplicaPutAnswer>> Replication::take(QString from, ReplicaPutParams params)
{
    if (const auto checked = checkCaller(from, params.system); !checked)
        co_return fail(checked.error());
    const std::shared_ptr<ReplicaStore> store = m_store;
    const auto life = m_life.get_token();
    const auto taken = co_await store->merge(params.documents);
    if (life.stop_requested() || store != m_store)
        co_return replicationEnded();
    ReplicaPutAnswer answer;
    for (const ReplicaStore::Taken &each : taken) {
        answer.documents.append({each.sha256, each.error ? errorName(each.error->code) : QString(),
                                 each.error.value_or(Error{}).text});
    }
    afterMerge(from, params.documents, taken);
    if (params.isUpToDate && from == m_neighbours.hub())
        setUpToDate(true);
    co_return answer;
}

Result<Nothing> Replication::learnHolders(const QString &from, const ReplicaHeldParams &params)
{
    if (const auto checked = checkCaller(from, params.system); !checked)
        return fail(checked.error());
    if (from != m_neighbours.hub())
        return fail(ErrorCode::Forbidden, u"only the coordinator knows who has what"_s);
    for (const ReplicaHolders &holders : params.documents)
        learnHolders(holders);
    return Nothing();
}

QCoro::Task<Result<Nothing>> Replication::purge(QString from, ReplicaPurgeParams params)
{
    if (const auto checked = checkCaller(from, params.system); !checked)
        co_return fail(checked.error());
    if (from != m_neighbours.hub())
        co_return fail(ErrorCode::Forbidden, u"only the coordinator knows who has what"_s);
    const std::shared_ptr<ReplicaStore> store = m_store;
    const auto purged = co_await store->purge(params.documents);
    co_return purged.transform([] { return Nothing(); });
}

void Replication::schedulePurge()
{
    if (m_neighbours.isHub() && m_store && !m_store->tombstones().empty() && !m_isPurging
        && !m_purge.isActive())
        m_purge.start();
}

/// Deleted documents that every member knows to be deleted. Nothing while a member is away: it may not know,
/// or have the deletion still and bring it back.
QList<ReplicaMark> Replication::purgeable() const
{
    QList<ReplicaMark> marks;
    const Membership *membership = m_neighbours.membership();
    if (!m_neighbours.isHub() || !m_store || !membership)
        return marks;
    for (const ReplicaKey &key : m_store->tombstones()) {
        if (marks.size() == MaxReplicaMarks)
            break;
        if (holdersOf(key).members.size() == membership->members.size())
            marks.append({key.kind, key.id, m_store->find(key)->sha256});
    }
    return marks;
}

QCoro::Task<> Replication::purgeRound(QPointer<Replication> self)
{
    const QList<ReplicaMark> marks = self->purgeable();
    if (marks.isEmpty() || self->m_isPurging)
        co_return;
    self->m_isPurging = true;
    const std::shared_ptr<ReplicaStore> store = self->m_store;
    bool isPurgedByAll = true;
    const QStringList members = self->m_neighbours.membership()->memberIds();
    for (qsizetype i = 0; isPurgedByAll && i < members.size(); ++i) {
        if (members[i] == self->m_neighbours.ownId())
            continue;
        Session *session = self->m_neighbours.link(members[i]);
        isPurgedByAll = session != nullptr;
        if (!session)
            break;
        const auto purged = co_await session->rpc().call<api::ReplicaPurge>({self->m_system, marks});
        if (!self)
            co_return;
        isPurgedByAll = purged.has_value() && self->m_store == store && self->m_neighbours.isHub();
    }
    // Here last: what one of them could not be told is told by the next comparison, and tried again.
    if (isPurgedByAll)
        co_await store->purge(marks);
    if (!self)
        co_return;
    self->m_isPurging = false;
    self->schedulePurge();
}

} // namespace muster::agent
