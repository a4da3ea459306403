// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/manageddumps.h"

#include "shared/store/atomicfile.h"

#include "agent/dumps/builtinkinds.h"
#include "agent/dumps/diskworker.h"
#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumppackage.h"
#include "agent/dumps/membername.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using File = ManagementDumps::File;

constexpr auto NotScrubbed = "not scrubbed: an archive of the node's own management"_L1;

Error notThere(const QString &id)
{
    return {ErrorCode::NotFound,
            u"the node's management has no dump %1 (any more)"_s.arg(id),
            {},
            u"params.id"_s,
            {}};
}

/// Of one that a kind tells of; else it is the node's.
DumpScope scopeOf(const QString &type)
{
    const QList<DumpKind> kinds = builtInKinds();
    const auto kind = std::ranges::find(kinds, type, &DumpKind::type);
    return kind == kinds.cend() ? DumpScope::Node : kind->scope;
}

/// What its file is called there, and how large it is.
DumpMember memberOfFile(const File &file)
{
    DumpMember member;
    const QString link = u"/proc/self/fd/%1"_s.arg(file->get());
    member.name = QFileInfo(QFileInfo(link).symLinkTarget()).fileName();
    if (!isMemberName(member.name))
        member.name = u"dump"_s;
    struct stat status = {};
    if (::fstat(file->get(), &status) == 0)
        member.size = status.st_size;
    member.content = DumpContent::Archive;
    member.note = NotScrubbed;
    return member;
}

Result<DumpChunk> readChunk(const File &file, const DumpReadParams &params)
{
    const DumpMember member = memberOfFile(file);
    if (member.name != params.member)
        return fail(ErrorCode::NotFound, u"the dump has no member %1"_s.arg(params.member),
                    u"params.member"_s);
    if (params.offset > member.size)
        return fail(ErrorCode::Invalid, u"the member has %1 bytes only"_s.arg(member.size),
                    u"params.offset"_s);
    QByteArray bytes(std::min(DumpReadChunk, member.size - params.offset), Qt::Uninitialized);
    const ssize_t got = ::pread(file->get(), bytes.data(), size_t(bytes.size()), params.offset);
    if (got != bytes.size())
        return fail(ioError(u"read"_s, member.name, got < 0 ? errno : EIO));
    return DumpChunk{QString::fromLatin1(bytes.toBase64()), member.size};
}

/// The descriptor is one of several on the same file, so it is read by place.
Result<void> copyAll(const File &from, MemberFile &into)
{
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        const ssize_t got = ::pread(from->get(), buffer.data(), buffer.size(), into.size());
        if (got < 0 && errno != EINTR)
            return fail(ioError(u"read"_s, u"the management's dump"_s, errno));
        if (got == 0)
            return {};
        if (got > 0 && !into.write(QByteArrayView(buffer.data(), got)))
            return fail(
                into.fault().value_or(Error{ErrorCode::TooLarge, u"the dump is too large"_s, {}, {}, {}}));
    }
}

Result<DumpManifest> copyIn(const QString &folder, DumpManifest head, const File &file)
{
    auto package = DumpPackage::begin(folder, head.id, INT64_MAX);
    if (!package)
        return fail(package.error());
    DumpMember member = memberOfFile(file);
    auto into = (*package)->open(member.name, INT64_MAX);
    if (!into)
        return fail(into.error());
    return copyAll(file, *into)
        .and_then([&] { return into->finish(member); })
        .and_then([&] { return (*package)->add(member); })
        .and_then([&] { return (*package)->finish(std::move(head)); });
}

} // namespace

ManagedDumps::ManagedDumps(ManagementDumps &management, DumpCatalogue &catalogue, DumpHolds &holds,
                           DiskWorker &disk, QObject *parent)
    : QObject(parent)
    , m_management(management)
    , m_catalogue(catalogue)
    , m_holds(holds)
    , m_disk(disk)
{
    connect(&management, &ManagementDumps::changed, this, &ManagedDumps::sync);
    sync();
}

DumpEntry ManagedDumps::entryOf(const ManagementDump &dump) const
{
    DumpEntry entry;
    entry.id = dump.id;
    entry.type = dump.type;
    entry.scope = scopeOf(dump.type);
    entry.state = dump.state;
    entry.why = dump.why;
    entry.at = dump.at;
    entry.finishedAt = dump.finishedAt;
    entry.size = dump.size;
    entry.requestedBy = dump.originator;
    entry.reason = m_reasons.value(dump.id);
    return entry;
}

/// One that was taken in is the agent's own from then on.
void ManagedDumps::sync()
{
    QMap<QString, ManagementDump> now;
    for (const ManagementDump &dump : m_management.all())
        now.insert(dump.id, dump);
    QStringList gone;
    for (const auto &[id, dump] : m_byId.asKeyValueRange()) {
        if (!now.contains(id) && m_catalogue.isShown(id))
            gone.append(id);
    }
    const auto before = std::exchange(m_byId, now);
    for (const auto &[id, dump] : m_byId.asKeyValueRange()) {
        const bool isOwn = m_catalogue.entry(id) && !m_catalogue.isShown(id);
        if (!isOwn && before.value(id) != dump)
            m_catalogue.show(entryOf(dump));
    }
    if (!gone.isEmpty())
        (void)m_catalogue.erase(gone); // none of them is in the index
}

QCoro::Task<Result<QString>> ManagedDumps::idOf(QString name, QString reason)
{
    const QPointer<ManagedDumps> self(this);
    Result<QString> answer = fail(notThere(name));
    const auto read = co_await m_management.refresh();
    if (!self)
        co_return answer;
    if (!read)
        answer = fail(read.error());
    for (const ManagementDump &dump : m_management.all()) {
        if (dump.name != name)
            continue;
        answer = dump.id;
        m_reasons.insert(dump.id, reason);
        m_catalogue.show(entryOf(dump));
    }
    co_return answer;
}

QCoro::Task<Result<DumpManifest>> ManagedDumps::manifest(QString id)
{
    Result<DumpManifest> answer = fail(notThere(id));
    const auto known = m_byId.constFind(id);
    if (known == m_byId.cend())
        co_return answer;
    const DumpEntry entry = entryOf(*known);
    const auto file = co_await m_management.open(known->name);
    if (!file) {
        answer = fail(file.error());
        co_return answer;
    }
    DumpManifest manifest;
    manifest.id = id;
    manifest.type = entry.type;
    manifest.scope = entry.scope;
    manifest.creator = DumpCreator::Management;
    manifest.requestedBy = entry.requestedBy;
    manifest.reason = entry.reason;
    manifest.at = entry.at;
    manifest.finishedAt = entry.finishedAt;
    manifest.agentVersion = QStringLiteral(MUSTER_VERSION);
    manifest.members = {memberOfFile(*file)};
    answer = manifest;
    co_return answer;
}

QCoro::Task<Result<DumpChunk>> ManagedDumps::read(DumpReadParams params)
{
    const QPointer<ManagedDumps> self(this);
    Result<DumpChunk> answer = fail(notThere(params.id));
    const auto known = m_byId.constFind(params.id);
    if (known == m_byId.cend())
        co_return answer;
    const auto file = co_await m_management.open(known->name);
    if (!file)
        answer = fail(file.error());
    else if (self)
        answer = co_await m_disk.run([file = *file, params] { return readChunk(file, params); });
    co_return answer;
}

QCoro::Task<Result<void>> ManagedDumps::remove(QString id)
{
    const QPointer<ManagedDumps> self(this);
    Result<void> answer = fail(notThere(id));
    const auto known = m_byId.constFind(id);
    if (known == m_byId.cend())
        co_return answer;
    answer = m_holds.beginDeletion(id);
    if (!answer)
        co_return answer;
    answer = co_await m_management.remove(known->name);
    if (!self)
        co_return answer;
    m_holds.endDeletion(id);
    if (answer && m_catalogue.isShown(id))
        (void)m_catalogue.erase({id}); // it is not in the index
    co_return answer;
}

QCoro::Task<Result<DumpManifest>> ManagedDumps::takeIn(DumpManifest head)
{
    const QPointer<ManagedDumps> self(this);
    Result<DumpManifest> answer = fail(notThere(head.id));
    const auto known = m_byId.constFind(head.id);
    if (known == m_byId.cend())
        co_return answer;
    if (m_takingIn.contains(head.id)) {
        answer = fail({ErrorCode::Busy,
                       u"the dump %1 is being copied from the node's management"_s.arg(head.id),
                       {},
                       u"params.id"_s,
                       u"try again in a moment"_s});
        co_return answer;
    }
    m_takingIn.insert(head.id);
    const auto file = co_await m_management.open(known->name);
    if (!self)
        co_return answer;
    if (!file) {
        m_takingIn.remove(head.id);
        answer = fail(file.error());
        co_return answer;
    }
    head.creator = DumpCreator::Management;
    const QString folder = m_catalogue.folder();
    answer = co_await m_disk.run([folder, head, file = *file] { return copyIn(folder, head, file); });
    if (!self)
        co_return answer;
    m_takingIn.remove(head.id);
    if (answer)
        answer = m_catalogue.put(muster::agent::entryOf(*answer)).transform([&] { return *answer; });
    co_return answer;
}

} // namespace muster::agent
