// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/filereplicas.h"

#include "shared/log.h"
#include "shared/store/privatefolder.h"

#include "agent/composite/neighbours.h"
#include "agent/composite/replica/replicakeepers.h"
#include "agent/composite/replica/replication.h"
#include "agent/server/session.h"
#include "agent/state/problems.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::agent {

namespace {

const QString ShortId = u"replica-copies"_s;
const QString DamagedFilePrefix = u"replica-file:"_s;
constexpr std::chrono::milliseconds PieceDeadline = 30s;
constexpr std::chrono::milliseconds CheckDeadline = 180s; ///< a whole file is read
constexpr qsizetype NamedFiles = 3; ///< in one sentence

bool isFileHash(const QString &text)
{
    return text.size() == 64 && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

QString copyId(const QString &hash, const QString &nodeId)
{
    return hash + u':' + nodeId;
}

std::unexpected<Error> notHere(const QString &hash)
{
    return fail(ErrorCode::NotFound, u"this member does not have the file"_s, hash);
}

std::unexpected<Error> filesEnded()
{
    return fail(ErrorCode::Cancelled, u"the agent ends, or the node has left its system"_s);
}

/// Writes or deletes a document, where nobody waits for it: what fails is looked at again.
QCoro::Task<> putQuietly(QCoro::Task<Result<VersionCount>> task)
{
    const auto written = co_await std::move(task);
    if (!written)
        qCDebug(logStore, "replica=notWritten %ls", qUtf16Printable(describe(written.error())));
}

} // namespace

FileReplicas::FileReplicas(Replication &replication, Neighbours &neighbours, Problems &problems,
                           const Times &times, QObject *parent)
    : QObject(parent)
    , m_replication(replication)
    , m_neighbours(neighbours)
    , m_problems(problems)
    , m_absences(neighbours, times.awayFor)
{
    m_look.setSingleShot(true);
    m_look.setInterval(0ms);
    connect(&m_look, &QTimer::timeout, this, &FileReplicas::look);
    m_retry.setSingleShot(true);
    m_retry.setInterval(times.retryAfter);
    connect(&m_retry, &QTimer::timeout, this, &FileReplicas::lookAtAll);
    connect(&m_absences, &Absences::due, this, &FileReplicas::lookAtAll);
    connect(&replication, &Replication::systemChanged, this, &FileReplicas::followSystem);
    connect(&replication, &Replication::upToDate, this, &FileReplicas::lookAtAll);
    connect(&replication, &Replication::refusesChanged, this, &FileReplicas::lookAtAll);
    connect(&replication, &Replication::changed, this, [this](const QString &kind, const QString &id) {
        if (kind == FileKind || kind == PlanKind || kind == CopyKind)
            lookAgain(id.section(u':', 0, 0));
    });
    connect(&neighbours, &Neighbours::membershipChanged, this, &FileReplicas::lookAtAll);
    connect(&neighbours, &Neighbours::memberLinked, this, &FileReplicas::lookAtAll);
    connect(&neighbours, &Neighbours::memberUnlinked, this, &FileReplicas::lookAtAll);
    connect(&neighbours, &Neighbours::hubChanged, this, [this] {
        m_absences.forget();
        lookAtAll();
    });
    followSystem();
}

FileReplicas::~FileReplicas()
{
    // Flows that are still told what the disk did see by this that it is over.
    m_system.clear();
    m_wanted.clear();
    endWaits({}, filesEnded());
    m_files.stop();
}

/// @param hash empty for all
void FileReplicas::endWaits(const QString &hash, const Result<void> &result)
{
    QList<Wait> ended;
    m_waits.removeIf([&](const Wait &wait) {
        const bool isEnded = hash.isEmpty() || wait.hash == hash;
        if (isEnded)
            ended.append(wait);
        return isEnded;
    });
    for (const Wait &wait : std::as_const(ended))
        wait.done.complete(result);
}

void FileReplicas::followSystem()
{
    m_system = m_replication.systemId();
    m_folder = m_system.isEmpty() ? QString() : m_replication.systemFolder() + "/files"_L1;
    m_own.clear();
    m_absences.forget();
    m_copies.clear();
    m_wanted.clear();
    m_needed.clear();
    m_short.clear();
    m_problems.clear(ShortId);
    endWaits({}, filesEnded());
    if (m_system.isEmpty())
        return;
    if (const auto made = ensurePrivateFolder(m_folder); !made)
        qCWarning(logStore, "replica=noFolder %ls", qUtf16Printable(describe(made.error())));
    for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files)) {
        if (isFileHash(file.fileName()))
            m_copies.insert(file.fileName(), file.size());
    }
    lookAtAll();
}

QCoro::Task<Result<void>> FileReplicas::offer(QString hash, qint64 size, Source source, QString of)
{
    if (!isFileHash(hash))
        co_return fail(ErrorCode::Invalid, u"a file is known by its hash, 64 hex digits"_s, u"hash"_s);
    if (m_system.isEmpty())
        co_return fail(ErrorCode::Unavailable, u"this node is in no system"_s);
    serve(hash, std::move(source));
    const ReplicatedFile file{size, m_neighbours.ownId(), of};
    const auto known = m_replication.get<ReplicatedFile>(FileKind, hash);
    if (known && *known == file)
        co_return Result<void>();
    const auto written = co_await m_replication.put(FileKind, hash, file);
    co_return written.transform([](const VersionCount &) { });
}

void FileReplicas::serve(const QString &hash, Source source)
{
    m_own.insert(hash, std::move(source));
    m_needed.remove(hash);
    m_problems.clear(DamagedFilePrefix + hash);
    lookAgain(hash);
}

void FileReplicas::withdraw(const QString &hash)
{
    if (m_own.remove(hash) > 0)
        lookAgain(hash);
}

QCoro::Task<Result<void>> FileReplicas::release(QString hash)
{
    m_own.remove(hash);
    m_needed.remove(hash);
    m_problems.clear(DamagedFilePrefix + hash);
    const auto removed = co_await m_replication.remove(FileKind, hash);
    co_return removed.transform([](const VersionCount &) { });
}

QString FileReplicas::copyPath(const QString &hash) const
{
    return m_folder + u'/' + hash;
}

FileReplicas::Source FileReplicas::sourceHere(const QString &hash) const
{
    if (m_copies.contains(hash))
        return std::make_shared<ReplicaFile>(copyPath(hash));
    return m_own.value(hash);
}

qint64 FileReplicas::heldBytes() const
{
    qint64 bytes = 0;
    for (const qint64 size : m_copies)
        bytes += size;
    return bytes;
}

std::optional<FileCopy> FileReplicas::copyOf(const QString &hash, const QString &nodeId) const
{
    const auto copy = m_replication.get<FileCopy>(CopyKind, copyId(hash, nodeId));
    return copy ? std::optional(*copy) : std::nullopt;
}

std::optional<ReplicatedFile> FileReplicas::file(const QString &hash) const
{
    const auto file = m_replication.get<ReplicatedFile>(FileKind, hash);
    return file ? std::optional(*file) : std::nullopt;
}

QStringList FileReplicas::holders(const QString &hash) const
{
    const auto file = m_replication.get<ReplicatedFile>(FileKind, hash);
    const Membership *membership = m_neighbours.membership();
    QStringList ids;
    if (!file || !membership)
        return ids;
    ids.append(file->owner);
    for (const SystemMember &member : membership->members) {
        const auto copy = copyOf(hash, member.nodeId);
        if (copy && copy->isHeld && member.nodeId != file->owner)
            ids.append(member.nodeId);
    }
    return ids;
}

QStringList FileReplicas::keepers(const QString &hash) const
{
    const auto plan = m_replication.get<FilePlan>(PlanKind, hash);
    return plan ? plan->keepers : QStringList();
}

QHash<QString, QString> FileReplicas::refusals(const QString &hash) const
{
    QHash<QString, QString> refused;
    if (const Membership *membership = m_neighbours.membership()) {
        for (const SystemMember &member : membership->members) {
            const auto copy = copyOf(hash, member.nodeId);
            if (copy && !copy->isHeld)
                refused.insert(member.nodeId, copy->why);
        }
    }
    return refused;
}

void FileReplicas::lookAgain(const QString &hash)
{
    m_toLookAt.insert(hash);
    if (!m_look.isActive())
        m_look.start();
}

void FileReplicas::lookAtAll()
{
    m_absences.look();
    for (const Replica &file : m_replication.documents(FileKind))
        lookAgain(file.id);
    for (const Replica &plan : m_replication.documents(PlanKind))
        lookAgain(plan.id);
    for (const Replica &copy : m_replication.documents(CopyKind))
        lookAgain(copy.id.section(u':', 0, 0));
    for (const QString &hash : m_copies.keys())
        lookAgain(hash);
}

void FileReplicas::look()
{
    for (const QString &hash : std::exchange(m_toLookAt, {}))
        lookAt(hash);
    startFetching();
}

void FileReplicas::startFetching()
{
    if (!m_isFetching && !m_wanted.isEmpty())
        fetchWanted(this);
}

void FileReplicas::lookAt(const QString &hash)
{
    if (m_system.isEmpty() || !isFileHash(hash))
        return;
    const auto file = m_replication.get<ReplicatedFile>(FileKind, hash);
    if (!file)
        return lookAtReleased(hash);
    if (m_neighbours.isHub())
        plan(hash, *file);
    const auto stated = copyOf(hash, m_neighbours.ownId());
    const bool isOwn = m_own.contains(hash);
    if (isOwn)
        drop(hash); // it is here already
    if (m_copies.contains(hash) || (isOwn && file->owner != m_neighbours.ownId())) {
        if (!stated || !stated->isHeld)
            setCopy(hash, {true, {}});
        return;
    }
    const auto plan = m_replication.get<FilePlan>(PlanKind, hash);
    const bool isKeeper = plan && plan->keepers.contains(m_neighbours.ownId());
    const bool hasRefused = stated && !stated->isHeld;
    if (m_needed.contains(hash) || (isKeeper && !hasRefused && !isOwn)) {
        if (!m_wanted.contains(hash))
            m_wanted.append(hash);
    } else if (stated && (stated->isHeld || checkRoom(hash, file->size))) {
        putQuietly(m_replication.remove(CopyKind, copyId(hash, m_neighbours.ownId())));
    }
}

/// Nobody knows of such a file, if this member knows what the others do.
void FileReplicas::lookAtReleased(const QString &hash)
{
    if (!m_replication.isUpToDate())
        return;
    tellShort(hash, false);
    m_wanted.removeOne(hash);
    drop(hash);
    QFile::remove(copyPath(hash) + ".part"_L1);
    if (copyOf(hash, m_neighbours.ownId()))
        putQuietly(m_replication.remove(CopyKind, copyId(hash, m_neighbours.ownId())));
    if (!m_neighbours.isHub())
        return;
    if (m_replication.document(PlanKind, hash))
        putQuietly(m_replication.remove(PlanKind, hash));
    // Whoever has left the system cannot say itself that it has none any more.
    for (const Replica &copy : m_replication.documents(CopyKind)) {
        if (copy.id.startsWith(hash) && !m_neighbours.membership()->member(copy.id.section(u':', 1)))
            putQuietly(m_replication.remove(CopyKind, copy.id));
    }
}

void FileReplicas::drop(const QString &hash)
{
    if (m_copies.remove(hash) == 0)
        return;
    QFile::remove(copyPath(hash));
    // There is room now for what was refused.
    for (const Replica &copy : m_replication.documents(CopyKind)) {
        const QString other = copy.id.section(u':', 0, 0);
        const auto stated = copyOf(other, m_neighbours.ownId());
        if (copy.id.endsWith(u':' + m_neighbours.ownId()) && stated && !stated->isHeld)
            putQuietly(m_replication.remove(CopyKind, copy.id));
    }
    Q_EMIT dropped(hash);
}

void FileReplicas::setCopy(const QString &hash, const FileCopy &copy)
{
    if (copyOf(hash, m_neighbours.ownId()) != copy)
        putQuietly(m_replication.put(CopyKind, copyId(hash, m_neighbours.ownId()), copy));
}

QStringList FileReplicas::keepersFor(const QString &hash, const ReplicatedFile &file, int count) const
{
    QList<KeeperCandidate> candidates;
    const auto planned = m_replication.get<FilePlan>(PlanKind, hash);
    for (const SystemMember &member : m_neighbours.membership()->members) {
        const QString &id = member.nodeId;
        const auto copy = copyOf(hash, id);
        if (id == file.owner || (copy && !copy->isHeld))
            continue;
        // Who takes no documents, for its disk is full, takes no files, and cannot even say so.
        const bool isConnected =
            id == m_neighbours.ownId() || (m_neighbours.link(id) && !m_replication.refuses(id));
        candidates.append({id, isConnected, planned && planned->keepers.contains(id), copy.has_value(),
                           m_absences.isLong(id)});
    }
    return chooseKeepers(hash, candidates, count);
}

void FileReplicas::plan(const QString &hash, const ReplicatedFile &file)
{
    const int wanted = m_neighbours.membership()->settings.replicas;
    const QStringList keepers = keepersFor(hash, file, wanted);
    const qsizetype possible = m_neighbours.membership()->members.size() - 1;
    tellShort(hash, keepers.size() < std::min(qsizetype(wanted), possible));
    const auto planned = m_replication.get<FilePlan>(PlanKind, hash);
    if (m_planning.contains(hash) || (planned && planned->keepers == keepers))
        return;
    m_planning.insert(hash);
    [](QPointer<FileReplicas> self, QString id, FilePlan next) -> QCoro::Task<> {
        const auto written = co_await self->m_replication.put(PlanKind, id, next);
        if (!self)
            co_return;
        self->m_planning.remove(id);
        if (written)
            self->lookAgain(id);
        else
            self->m_retry.start();
    }(this, hash, FilePlan{keepers});
}

void FileReplicas::tellShort(const QString &hash, bool isShort)
{
    if (isShort)
        m_short.insert(hash);
    else
        m_short.remove(hash);
    QString why;
    for (const SystemMember &member : m_neighbours.membership()->members) {
        const auto copy = copyOf(hash, member.nodeId);
        if (isShort && copy && !copy->isHeld)
            why = u"; %1: %2"_s.arg(member.name.isEmpty() ? member.nodeId : member.name, copy->why);
    }
    m_problems.set(
        !m_short.isEmpty(),
        {ShortId,
         Health::Warning,
         {},
         u"%1 files have fewer copies in the system than they should%2"_s.arg(m_short.size()).arg(why),
         u"delete files that are not needed, or let members keep more bytes of others' files"_s});
}

Result<void> FileReplicas::checkRoom(const QString &hash, qint64 size) const
{
    const qint64 held = heldBytes();
    const qint64 budget = m_neighbours.membership()->settings.replicaBytes;
    if (const qint64 free = QStorageInfo(m_folder).bytesAvailable(); size > 0 && free - size < KeptFree) {
        return fail({ErrorCode::QuotaExceeded,
                     u"it needs %1 bytes, and %2 are free on the file system"_s.arg(size).arg(free), m_folder,
                     hash, u"make room there: %1 bytes are left free"_s.arg(KeptFree)});
    }
    if (held + size <= budget)
        return {};
    QStringList largest = m_copies.keys();
    std::ranges::sort(largest, std::greater(), [this](const QString &each) { return m_copies.value(each); });
    QStringList named;
    for (const QString &each : largest.first(std::min(NamedFiles, largest.size())))
        named.append(u"%1 (%2 bytes)"_s.arg(each.first(12)).arg(m_copies.value(each)));
    return fail(
        {ErrorCode::QuotaExceeded,
         u"it needs %1 bytes, and %2 of the %3 for others' files are taken"_s.arg(size).arg(held).arg(budget),
         {},
         hash,
         named.isEmpty() ? u"let members keep more bytes of others' files"_s
                         : u"release files, the largest are %1"_s.arg(named.join(u", "_s))});
}

/// Who to ask for a file: a member asks the coordinator, which asks who has it.
QStringList FileReplicas::sources(const QString &hash, const QString &exceptFor) const
{
    QStringList found;
    if (!m_neighbours.isHub()) {
        if (m_neighbours.link(m_neighbours.hub()))
            found.append(m_neighbours.hub());
        return found;
    }
    for (const QString &nodeId : holders(hash)) {
        if (nodeId != exceptFor && m_neighbours.link(nodeId))
            found.append(nodeId);
    }
    return found;
}

QCoro::Task<> FileReplicas::fetchWanted(QPointer<FileReplicas> self)
{
    self->m_isFetching = true;
    while (!self->m_wanted.isEmpty()) {
        const QString hash = self->m_wanted.takeFirst();
        const QString system = self->m_system;
        const auto fetched = co_await fetch(self, hash);
        if (!self)
            co_return;
        if (system != self->m_system)
            continue;
        self->endWaits(hash, fetched);
        if (!self)
            co_return;
        if (fetched)
            continue;
        qCDebug(logStore, "replica=notFetched file=%ls %ls", qUtf16Printable(hash),
                qUtf16Printable(describe(fetched.error())));
        if (fetched.error().code == ErrorCode::QuotaExceeded)
            self->setCopy(hash, {false, fetched.error().text + u"; "_s + fetched.error().remedy});
        else
            self->m_retry.start();
    }
    self->m_isFetching = false;
}

QCoro::Task<Result<void>> FileReplicas::fetch(QPointer<FileReplicas> self, QString hash)
{
    const QString system = self->m_system;
    const auto file = self->m_replication.get<ReplicatedFile>(FileKind, hash);
    if (!file)
        co_return notHere(hash);
    if (const auto room = self->checkRoom(hash, file->size); !room && !self->m_needed.contains(hash))
        co_return room;
    Result<void> last = fail(ErrorCode::Unavailable, u"nobody who has the file is connected"_s, hash);
    const QStringList from = self->sources(hash, self->m_neighbours.ownId());
    for (qsizetype i = 0; i < from.size(); ++i) {
        last = co_await fetchFrom(self, hash, *file, from[i]);
        if (!self || self->m_system != system)
            co_return filesEnded();
        if (last) {
            self->m_copies.insert(hash, file->size);
            self->m_needed.remove(hash);
            self->m_problems.clear(DamagedFilePrefix + hash);
            // Released while it was on its way, it is dropped at the next look.
            self->lookAgain(hash);
            Q_EMIT self->kept(hash);
            break;
        }
        Session *session = self->m_neighbours.link(from[i]);
        if (last.error().code != ErrorCode::Conflict || !session)
            continue;
        // Who gave wrong bytes is to look at its file, before it is asked again.
        const auto checked =
            co_await session->rpc().call<api::ReplicaCheckFile>({system, hash, 0, false}, CheckDeadline);
        if (!self || self->m_system != system)
            co_return filesEnded();
        qCWarning(logStore, "replica=wrongFile peer=%ls file=%ls sound=%d", qUtf16Printable(from[i]),
                  qUtf16Printable(hash), int(checked && checked->isSound));
    }
    co_return last;
}

QCoro::Task<Result<void>> FileReplicas::fetchFrom(QPointer<FileReplicas> self, QString hash,
                                                  ReplicatedFile file, QString source)
{
    const QString system = self->m_system;
    const QString path = self->copyPath(hash);
    const QString part = path + ".part"_L1;
    const bool isForwarded = self->m_neighbours.isHub();
    // What an earlier attempt got is gone on from: all of it is read again in the end.
    qint64 offset = std::min(QFileInfo(part).size(), file.size);
    do {
        Session *session = self->m_neighbours.link(source);
        if (!session)
            co_return fail(ErrorCode::Unavailable, u"who has the file is not connected any more"_s, hash);
        const auto piece = co_await session->rpc().call<api::ReplicaReadFile>(
            {system, hash, offset, isForwarded}, PieceDeadline);
        if (!piece)
            co_return fail(piece.error());
        if (!self || self->m_system != system)
            co_return filesEnded();
        const QByteArray bytes = QByteArray::fromBase64(piece->data.toLatin1());
        const qint64 rest = file.size - offset;
        if (piece->size != file.size || bytes.size() > rest || (bytes.isEmpty() && rest > 0))
            co_return fail(ErrorCode::Conflict, u"the file is not as long as it was said to be"_s, hash);
        const auto stored = co_await self->m_files.write(part, offset, bytes);
        if (!stored)
            co_return stored;
        if (!self || self->m_system != system)
            co_return filesEnded();
        offset += bytes.size();
    } while (offset < file.size);
    const auto finished = co_await self->m_files.finish(part, path, hash);
    co_return finished;
}

/// Reads all of a file; what is damaged is not given to anybody any more.
QCoro::Task<bool> FileReplicas::checkHere(QPointer<FileReplicas> self, QString hash)
{
    const QString system = self->m_system;
    const Source source = self->sourceHere(hash);
    const bool isCopy = self->m_copies.contains(hash);
    const auto found = co_await self->m_files.hash(source);
    if (!self || self->m_system != system || self->m_copies.contains(hash) != isCopy
        || (!isCopy && self->m_own.value(hash) != source))
        co_return false;
    if (found && *found == hash)
        co_return true;
    const bool isOwn = self->m_own.remove(hash) > 0;
    if (isOwn)
        self->m_needed.insert(hash);
    self->drop(hash);
    self->m_problems.raise({DamagedFilePrefix + hash, Health::Warning, source->place(),
                            u"A file of the system is damaged on this node"_s,
                            u"it is fetched again from another member that has it; check the disk"_s});
    self->lookAgain(hash);
    if (isOwn)
        Q_EMIT self->damaged(hash);
    co_return false;
}

QCoro::Task<Result<FileReplicas::Source>> FileReplicas::sound(QString hash)
{
    const QPointer<FileReplicas> self(this);
    const QString system = m_system;
    const bool wasOwn = m_own.contains(hash);
    if (sourceHere(hash)) {
        const bool isSound = co_await checkHere(self, hash);
        if (!self || m_system != system)
            co_return filesEnded();
        if (isSound)
            co_return sourceHere(hash);
    } else if (!m_replication.document(FileKind, hash)) {
        co_return notHere(hash);
    }
    if (m_waits.size() >= MaxWaits)
        co_return fail(ErrorCode::Busy, u"too many flows wait for files"_s, hash);
    const Completion<Result<void>> done;
    m_waits.append({hash, done});
    m_needed.insert(hash);
    if (!m_wanted.contains(hash))
        m_wanted.prepend(hash);
    startFetching();
    const Result<void> fetched = co_await done;
    if (!self)
        co_return filesEnded();
    if (!fetched) {
        if (!wasOwn)
            m_needed.remove(hash);
        co_return fail(fetched.error());
    }
    const Source source = sourceHere(hash);
    co_return source ? Result<Source>(source) : Result<Source>(notHere(hash)); // released meanwhile
}

QCoro::Task<Result<ReplicaFileChunk>> FileReplicas::read(QString from, ReplicaFileParams params)
{
    if (const auto checked = m_replication.checkCaller(from, params.system); !checked)
        co_return fail(checked.error());
    const QPointer<FileReplicas> self(this);
    if (const Source source = sourceHere(params.hash)) {
        const auto piece = co_await m_files.read(source, params.offset);
        co_return piece.transform([](const ReplicaFiles::Piece &each) {
            return ReplicaFileChunk{QString::fromLatin1(each.bytes.toBase64()), each.size};
        });
    }
    if (params.isForwarded || !m_neighbours.isHub())
        co_return notHere(params.hash);
    params.isForwarded = true;
    const QStringList others = sources(params.hash, from);
    Result<ReplicaFileChunk> last = notHere(params.hash);
    for (qsizetype i = 0; !last && i < others.size(); ++i) {
        if (Session *session = m_neighbours.link(others[i]))
            last = co_await session->rpc().call<api::ReplicaReadFile>(params, PieceDeadline);
        if (!self)
            co_return filesEnded();
    }
    co_return last;
}

QCoro::Task<Result<ReplicaFileCheck>> FileReplicas::check(QString from, ReplicaFileParams params)
{
    if (const auto checked = m_replication.checkCaller(from, params.system); !checked)
        co_return fail(checked.error());
    const QPointer<FileReplicas> self(this);
    if (sourceHere(params.hash))
        co_return ReplicaFileCheck{co_await checkHere(self, params.hash)};
    if (params.isForwarded || !m_neighbours.isHub())
        co_return notHere(params.hash);
    params.isForwarded = true;
    const QStringList others = sources(params.hash, from);
    bool areSound = true;
    for (qsizetype i = 0; i < others.size(); ++i) {
        Session *session = m_neighbours.link(others[i]);
        if (!session)
            continue;
        const auto checked = co_await session->rpc().call<api::ReplicaCheckFile>(params, CheckDeadline);
        if (!self)
            co_return filesEnded();
        areSound = areSound && checked && checked->isSound;
    }
    co_return ReplicaFileCheck{areSound};
}

} // namespace muster::agent
