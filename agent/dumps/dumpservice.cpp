// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpservice.h"

#include "shared/log.h"
#include "shared/tls/digest.h"

#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumppackage.h"
#include "agent/events/eventlog.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/managementplatform.h"
#include "agent/platform/nodeplatform.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::agent {

namespace {

const auto AutomaticLane = u":automatic"_s; ///< no type is called so
const auto PieceLane = u":piece:"_s; ///< before the type
constexpr auto AutomaticDeadline = 10min;

Pseudonyms openNames(const QString &stateFolder)
{
    auto names = Pseudonyms::open(stateFolder + "/dumps.key"_L1);
    if (names)
        return *std::move(names);
    // Secrets are replaced all the same; only that they are equal is not seen after the next start.
    qCWarning(logDumps).noquote() << "event=noKey" << describe(names.error());
    return Pseudonyms(randomBytes(32).value_or(QByteArray()));
}

Error tooManyWait(const QString &type, int waiting)
{
    return {ErrorCode::Busy,
            u"%1 dumps of type %2 wait for their turn already"_s.arg(waiting).arg(type),
            {},
            u"params.type"_s,
            u"wait for them, or cancel one"_s};
}

} // namespace

DumpService::DumpService(const Parts &parts, const QString &stateFolder)
    : DumpService(parts, stateFolder, Settings())
{
}

DumpService::DumpService(const Parts &parts, const QString &stateFolder, Settings settings, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_settings(std::move(settings))
    , m_catalogue(stateFolder)
    , m_retention(m_catalogue, parts.holds, m_settings.config)
    , m_abilities(parts.kinds, parts.collectors, parts.management ? parts.management->dumps() : nullptr,
                  parts.management ? parts.management->hostDumps() : nullptr)
{
    m_disk.emplace();
    const Pseudonyms names = openNames(stateFolder);
    m_queue.emplace(names);
    m_assemblies.emplace(names);
    connect(&m_catalogue, &DumpCatalogue::changed, this, &DumpService::tell);
    connect(&m_catalogue, &DumpCatalogue::erased, this, [this](const QString &id) {
        m_parts.events.append({Topic::Dumps, events::DumpDeleted, Health::OK, id, u"%1 is deleted"_s.arg(id)},
                              DumpIdParams{id});
    });
    connect(&parts.holds, &DumpHolds::changed, this, [this](const QString &id) {
        if (const auto entry = m_catalogue.entry(id))
            tell(*entry);
    });
    if (parts.management && parts.management->dumps())
        m_managed.emplace(*parts.management->dumps(), m_catalogue, parts.holds, *m_disk);
    if (m_managed && parts.management->hostDumps())
        m_hostMade.emplace(*parts.management->dumps(), *parts.management->hostDumps(), *m_managed);
    m_access.emplace(DumpAccess::Parts{m_catalogue, parts.holds, *m_disk, m_managed ? &*m_managed : nullptr,
                                       [this](const DumpEntry &entry) { return listed(entry); },
                                       [this](const DumpEntry &entry) { return headOf(entry); }});
    m_daily.setInterval(24h);
    connect(&m_daily, &QTimer::timeout, this, &DumpService::removeOld);
}

DumpService::~DumpService()
{
    // Whoever waits goes on in here, and finds the rest as it was.
    m_isEnding = true;
    m_assemblies.reset();
    m_queue.reset();
    m_access.reset();
    m_hostMade.reset();
    m_managed.reset();
    m_disk.reset();
}

void DumpService::start()
{
    m_catalogue.load();
    QList<DumpEntry> left = m_catalogue.unfinished();
    // The unit service makes up for the dump of a failure by itself.
    QStringList automatic;
    left.removeIf([&automatic](const DumpEntry &entry) {
        if (isAutomatic(entry))
            automatic.append(entry.id);
        return isAutomatic(entry);
    });
    if (const auto erased = m_catalogue.erase(automatic); !erased)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(erased.error());
    finishLeftOver(this, left);
    removeOld();
    m_daily.start();
}

/// What is safe of a dump becomes a partial one; of what is left of others nothing is kept.
QCoro::Task<> DumpService::finishLeftOver(QPointer<DumpService> self, QList<DumpEntry> left)
{
    const QString folder = self->m_catalogue.folder();
    QSet<QString> ids;
    for (const DumpEntry &entry : left)
        ids.insert(entry.id);
    // Looked for now: what is begun from here on is none.
    const QStringList names = leftovers(folder, ids);
    co_await self->m_disk->run([folder, names] {
        removeLeftovers(folder, names);
        return true;
    });
    for (DumpEntry entry : left) {
        if (!self || self->m_isEnding)
            co_return;
        entry.job.clear();
        const QString why = u"the agent was restarted while the dump was being made"_s;
        const DumpManifest head = self->headOf(entry);
        auto finished = co_await self->m_disk->run([folder, head, why] {
            auto made = finishLeft(folder, head, why);
            if (!made && made.error().code == ErrorCode::NotFound)
                made = fail(ErrorCode::Unavailable, why);
            return made;
        });
        if (self && !self->m_isEnding)
            self->putEnd(entry, finished);
    }
}

DumpManifest DumpService::headOf(const DumpEntry &entry) const
{
    DumpManifest head;
    head.id = entry.id;
    head.type = entry.type;
    head.scope = entry.scope;
    head.system = entry.system;
    head.pieceOf = entry.pieceOf;
    head.reason = entry.reason;
    head.unit = entry.unit;
    head.failureId = entry.failureId;
    head.requestedBy = entry.requestedBy;
    head.at = entry.at;
    head.agentVersion = QStringLiteral(MUSTER_VERSION);
    head.nodeId = m_settings.nodeId;
    head.node = m_settings.nodeName;
    if (m_parts.node) {
        const NodeFacts facts = m_parts.node->facts();
        head.node = facts.hostname;
        head.os = facts.os;
        head.isClockSynchronized = facts.clockSynchronized;
    }
    head.creator = m_abilities.creatorOf(entry.type);
    return head;
}

QCoro::Task<Result<DumpStarted>> DumpService::create(Wish wish)
{
    const auto kind = m_abilities.able(wish.params.type, false);
    Result<DumpStarted> answer;
    if (!kind)
        answer = fail(kind.error());
    else if (m_abilities.isManaged(*kind))
        answer = co_await startManaged(this, *kind, std::move(wish));
    else
        answer = startOwn(*kind, wish);
    co_return answer;
}

QCoro::Task<Result<HostMadeDumps::Begun>> DumpService::beginManaged(DumpKind kind, Wish wish)
{
    Result<HostMadeDumps::Begun> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    const QPointer<DumpService> self(this);
    if (DumpAbilities::isOfHost(kind)) {
        const auto could = co_await m_hostMade->check(kind.type);
        if (!could)
            answer = fail(could.error());
        if (!could || !self || self->m_isEnding)
            co_return answer;
        answer = co_await m_hostMade->begin(kind.type, wish.requestedBy, wish.params.reason);
        co_return answer;
    }
    const auto begun = co_await m_parts.management->createBmcDump(wish.requestedBy);
    if (!self || self->m_isEnding)
        co_return answer;
    if (!begun) {
        answer = fail(begun.error());
        co_return answer;
    }
    const auto id = co_await self->m_managed->idOf(*begun, wish.params.reason);
    answer = id.transform([&begun](const QString &dump) { return HostMadeDumps::Begun{*begun, dump}; });
    co_return answer;
}

QCoro::Task<Result<DumpStarted>> DumpService::startManaged(QPointer<DumpService> self, DumpKind kind,
                                                           Wish wish)
{
    Result<DumpStarted> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    const auto begun = co_await self->beginManaged(kind, wish);
    if (!self || self->m_isEnding)
        co_return answer;
    answer = begun.and_then([&](const HostMadeDumps::Begun &dump) {
        return self->m_parts.jobs
            .start(u"dumps.create"_s, u"%1 %2"_s.arg(kind.title, dump.id), wish.requestedBy, false)
            .transform([&](const QString &job) { return DumpStarted{dump.id, job}; });
    });
    if (answer)
        followManaged(self, DumpAbilities::isOfHost(kind), begun->name, *answer);
    co_return answer;
}

QCoro::Task<> DumpService::followManaged(QPointer<DumpService> self, bool isOfHost, QString name,
                                         DumpStarted started)
{
    Result<void> end;
    if (isOfHost)
        end = co_await self->m_hostMade->ended(name);
    else
        end = co_await self->m_parts.management->bmcDumpEnd(name);
    if (self && !self->m_isEnding)
        self->m_parts.jobs.finish(started.job, end.transform([&started] { return started.id; }));
}

/// Makes room and puts the entry on the disk.
Result<DumpService::Making> DumpService::prepare(const DumpKind &kind, const Wish &wish, qsizetype members)
{
    DumpKind whole = kind;
    whole.maxBytes *= members;
    const auto room = m_retention.roomFor(whole);
    if (!room)
        return fail(room.error());
    Making making;
    making.entry.at = wish.at.value_or(now());
    making.entry.id = wish.id.isEmpty() ? m_catalogue.freeId(kind.type, making.entry.at) : wish.id;
    if (const auto known = m_catalogue.entry(making.entry.id); known && isWhole(known->state)) {
        if (const auto free = m_parts.holds.beginDeletion(making.entry.id); !free)
            return fail(free.error());
        making.before = known;
        making.entry.offloaded = known->offloaded;
        making.order.replaces = true;
    }
    const auto job = m_parts.jobs.start(u"dumps.create"_s, u"%1 %2"_s.arg(kind.title, making.entry.id),
                                        wish.requestedBy, true);
    if (!job) {
        if (making.before)
            m_parts.holds.endDeletion(making.entry.id);
        return fail(job.error());
    }
    making.entry.type = kind.type;
    making.entry.scope = kind.scope;
    making.entry.system = wish.system;
    making.entry.pieceOf = wish.pieceOf;
    making.entry.reason = wish.params.reason;
    making.entry.unit = wish.params.unit;
    making.entry.requestedBy = wish.requestedBy;
    if (!making.before)
        making.entry.offloaded = wish.offloaded;
    making.entry.job = *job;
    if (making.before) {
        // The index goes on to say what there was: an agent that is killed now still has that.
        m_catalogue.show(making.entry);
    } else if (const auto kept = m_catalogue.put(making.entry); !kept) {
        (void)m_catalogue.erase({making.entry.id});
        m_parts.jobs.finish(*job, fail(kept.error()));
        return fail(kept.error());
    }
    making.evicted = room->evicted;
    making.order.dumpsFolder = m_catalogue.folder();
    making.order.head = headOf(making.entry);
    making.order.maxBytes = room->maxBytes;
    making.order.deadline = std::chrono::seconds(kind.deadlineSeconds);
    making.order.cancel = m_parts.jobs.stopToken(*job);
    return making;
}

Result<DumpStarted> DumpService::createPiece(const Wish &wish)
{
    return m_abilities.able(wish.params.type, true).and_then([&](const DumpKind &kind) {
        return startOwn(kind, wish);
    });
}

Result<DumpStarted> DumpService::startOwn(const DumpKind &kind, const Wish &wish)
{
    // The whole waits for its pieces: they do not wait behind it.
    const QString lane = wish.pieceOf.isEmpty() ? kind.type : PieceLane + kind.type;
    if (const qsizetype waiting = m_queue->waiting(lane); waiting >= MaxWaiting)
        return fail(tooManyWait(kind.type, int(waiting)));
    auto steps = stepsOfPiece(kind, wish);
    if (!steps)
        return fail(steps.error());
    auto making = prepare(kind, wish, 1);
    if (!making)
        return fail(making.error());
    making->lane = lane;
    making->order.steps = *std::move(steps);
    const DumpStarted started{making->entry.id, making->entry.job};
    makeAndTell(this, *std::move(making));
    return started;
}

Result<QList<CollectStep>> DumpService::stepsOfPiece(const DumpKind &kind, const Wish &wish) const
{
    if (!DumpAbilities::isOfHost(kind))
        return m_abilities.steps(kind, wish.params.unit);
    const auto dump = m_hostMade ? m_hostMade->begunBy(wish.pieceOf) : std::nullopt;
    if (!dump || wish.pieceOf.isEmpty())
        return fail(ErrorCode::Conflict, u"its host was not asked for this dump"_s, u"params.dump"_s);
    return m_hostMade->steps(*dump);
}

Result<DumpStarted> DumpService::assemble(const Wish &wish, const Assembly &assembly)
{
    const auto kind = m_abilities.able(wish.params.type, true);
    if (!kind)
        return fail(kind.error());
    const qsizetype waiting = m_assemblies->waiting(kind->type);
    if (waiting >= MaxWaiting)
        return fail(tooManyWait(kind->type, int(waiting)));
    Wish named = wish;
    named.system = assembly.system;
    auto making = prepare(*kind, named, assembly.members);
    if (!making)
        return fail(making.error());
    making->lane = kind->type;
    making->isAssembly = true;
    making->order.deadline += assembly.extraTime;
    making->order.steps = assembly.plan(making->order.head);
    making->order.complete = assembly.complete;
    making->order.gate = assembly.gate;
    const DumpStarted started{making->entry.id, making->entry.job};
    makeAndTell(this, *std::move(making));
    return started;
}

QCoro::Task<> DumpService::makeAndTell(QPointer<DumpService> self, Making making)
{
    const QString job = making.entry.job;
    const auto made = co_await make(self, std::move(making));
    if (self && !self->m_isEnding)
        self->m_parts.jobs.finish(job, made.transform([](const DumpManifest &dump) { return dump.id; }));
}

QCoro::Task<Result<DumpManifest>> DumpService::make(QPointer<DumpService> self, Making making)
{
    const DumpEntry asked = making.entry;
    if (!making.evicted.isEmpty())
        co_await takeAway(self, making.evicted);
    if (!self || self->m_isEnding) {
        Result<DumpManifest> ended = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
        co_return ended;
    }
    const auto before = making.before;
    const auto tells = self->tellsOf(asked, making.order.steps.size());
    CollectionQueue &queue = making.isAssembly ? *self->m_assemblies : *self->m_queue;
    const auto made = co_await queue.run(making.lane, std::move(making.order), tells);
    // One that was cut off by the end of the agent is ended by the next.
    if (self && !self->m_isEnding && before)
        self->endReplacement(*before, made);
    else if (self && !self->m_isEnding)
        self->putEnd(asked, made);
    co_return made;
}

void DumpService::endReplacement(const DumpEntry &before, const Result<DumpManifest> &made)
{
    m_parts.holds.endDeletion(before.id);
    DumpEntry entry = before;
    if (made) {
        entry = entryOf(*made);
        entry.offloaded = before.offloaded;
    } else {
        qCWarning(logDumps).noquote()
            << "event=dumpNotCompleted dump=" << before.id << describe(made.error());
    }
    if (const auto kept = m_catalogue.put(entry); !kept)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(kept.error());
}

QCoro::Task<Result<DumpManifest>> DumpService::keep(DumpManifest head, QList<DumpSource> sources,
                                                    QStringList openFailures)
{
    const QPointer<DumpService> self(this);
    Making making;
    making.entry.at = now();
    making.entry.id = m_catalogue.freeId(head.type, making.entry.at);
    making.entry.type = head.type;
    making.entry.reason = head.reason;
    making.entry.unit = head.unit;
    making.entry.failureId = head.failureId;
    if (const auto kept = m_catalogue.put(making.entry); !kept)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(kept.error());
    making.lane = AutomaticLane;
    making.order.dumpsFolder = m_catalogue.folder();
    making.order.head = headOf(making.entry);
    making.order.steps = stepsOf(sources);
    making.order.maxBytes = m_retention.automaticBytes();
    making.order.deadline = AutomaticDeadline;
    const auto made = co_await make(self, std::move(making));
    if (self && !m_isEnding) {
        const QStringList gone = m_retention.tooMany(openFailures);
        if (!gone.isEmpty())
            co_await takeAway(self, gone);
    }
    co_return made;
}

CollectionQueue::Told DumpService::tellsOf(const DumpEntry &entry, qsizetype steps)
{
    return {
        [this, id = entry.id] { setState(id, DumpState::Collecting); },
        [this, job = entry.job, steps](int done) { m_parts.jobs.progress(job, done, steps, u"members"_s); },
        [this, id = entry.id] { setState(id, DumpState::Packaging); }};
}

/// Only what comes before and after has to outlive a kill.
void DumpService::setState(const QString &id, DumpState state)
{
    auto entry = m_catalogue.entry(id);
    if (!entry || m_isEnding)
        return;
    entry->state = state;
    m_catalogue.show(*entry);
}

void DumpService::putEnd(const DumpEntry &asked, const Result<DumpManifest> &made)
{
    DumpEntry entry = asked;
    if (made) {
        entry = entryOf(*made);
        entry.offloaded = asked.offloaded;
    } else {
        entry.state = DumpState::Failed;
        entry.why = describe(made.error());
        entry.finishedAt = now();
        entry.job.clear();
        qCWarning(logDumps).noquote() << "event=dumpFailed dump=" << entry.id << entry.why;
    }
    if (const auto kept = m_catalogue.put(entry); !kept)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(kept.error());
}

void DumpService::tell(const DumpEntry &entry)
{
    const bool isBad = entry.state == DumpState::Failed || entry.state == DumpState::Partial;
    const auto state = QMetaEnum::fromType<DumpState>().valueToKey(int(entry.state));
    QString text = u"%1: %2"_s.arg(entry.id, QLatin1StringView(state));
    if (!entry.why.isEmpty())
        text += u", "_s + entry.why;
    m_parts.events.append(
        {Topic::Dumps, events::DumpChanged, isBad ? Health::Warning : Health::OK, entry.id, text},
        listed(entry));
}

QCoro::Task<Result<void>> DumpService::makeRoom(QString type, qint64 bytes)
{
    const QPointer<DumpService> self(this);
    DumpKind kind;
    kind.type = type;
    kind.maxBytes = bytes;
    const auto room = m_retention.roomFor(kind);
    if (!room)
        co_return fail(room.error());
    if (room->maxBytes < bytes)
        co_return fail(ErrorCode::QuotaExceeded,
                       u"it needs %1 bytes, and %2 are left for dumps"_s.arg(bytes).arg(room->maxBytes));
    if (!room->evicted.isEmpty())
        co_await takeAway(self, room->evicted);
    if (!self || self->m_isEnding)
        co_return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    co_return Result<void>();
}

void DumpService::announce(const QString &id, const QString &text)
{
    if (const auto entry = m_catalogue.entry(id))
        m_parts.events.append({Topic::Dumps, events::DumpChanged, Health::OK, id, text}, listed(*entry));
}

DumpEntry DumpService::listed(DumpEntry entry) const
{
    entry.nodeId = m_settings.nodeId;
    entry.node = m_parts.node ? m_parts.node->facts().hostname : m_settings.nodeName;
    entry.offloading = m_parts.holds.holders(entry.id);
    return entry;
}

QCoro::Task<> DumpService::takeAway(QPointer<DumpService> self, QStringList ids)
{
    const auto answer = co_await self->m_access->remove(std::move(ids));
    if (!answer)
        co_return;
    for (const DumpDeleted &one : answer->dumps) {
        if (one.error.isEmpty())
            qCInfo(logDumps).noquote() << "event=dumpEvicted dump=" << one.id;
        else
            qCWarning(logDumps).noquote() << "event=dumpNotEvicted dump=" << one.id << one.text;
    }
}

void DumpService::removeOld()
{
    const QStringList old = m_retention.tooOld(m_parts.kinds.kinds());
    if (!old.isEmpty())
        takeAway(this, old);
}

} // namespace muster::agent
