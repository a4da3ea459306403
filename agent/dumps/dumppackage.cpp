// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumppackage.h"

#include "shared/dumps/dumpseal.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"

#include "agent/dumps/membername.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto ManifestName = "/manifest.json"_L1;
constexpr auto SafeName = "/.safe.jsonl"_L1;
constexpr auto MakingPrefix = ".making-"_L1;
constexpr auto DeletingPrefix = ".deleting-"_L1;
constexpr qint64 MaxManifestBytes = 8 * 1024 * 1024; ///< of 4096 members with long names and reasons

Result<void> syncAllFolders(const QString &top)
{
    QDirIterator folders(top, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (folders.hasNext()) {
        if (const auto synced = syncFolder(folders.next()); !synced)
            return synced;
    }
    return syncFolder(top);
}

/// The members that a killed agent had finished, as far as their files are what it said.
QList<DumpMember> safeMembers(const QString &making)
{
    QList<DumpMember> members;
    const auto text = readFile(making + SafeName, MaxManifestBytes);
    if (!text)
        return members;
    for (const QByteArray &line : text->split('\n')) {
        const auto member = fromJson<DumpMember>(line);
        if (!member || !isMemberName(member->name))
            continue;
        const QFileInfo file(making + u'/' + member->name);
        if (member->sha256.isEmpty() || (file.isFile() && file.size() == member->size))
            members.append(*member);
    }
    return members;
}

} // namespace

Result<std::unique_ptr<DumpPackage>> DumpPackage::begin(const QString &dumpsFolder, const QString &id,
                                                        qint64 maxBytes)
{
    if (const auto made = ensurePrivateFolder(dumpsFolder); !made)
        return fail(made.error());
    std::unique_ptr<DumpPackage> package(new DumpPackage(dumpsFolder, id, maxBytes));
    // Of an earlier attempt that nobody will go on with.
    QDir(package->m_making).removeRecursively();
    if (::mkdir(QFile::encodeName(package->m_making).constData(), 0700) != 0)
        return fail(ioError(u"make the folder of a dump"_s, package->m_making, errno));
    const QString safe = package->m_making + SafeName;
    package->m_safe = FileDescriptor(
        ::open(QFile::encodeName(safe).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!package->m_safe.isOpen())
        return fail(ioError(u"write"_s, safe, errno));
    return package;
}

Result<std::unique_ptr<DumpPackage>> DumpPackage::resume(const QString &dumpsFolder, const QString &id)
{
    std::unique_ptr<DumpPackage> package(new DumpPackage(dumpsFolder, id, 0));
    package->m_members = safeMembers(package->m_making);
    for (const DumpMember &member : std::as_const(package->m_members))
        package->m_names.insert(member.name);
    const auto isThere = [](const DumpMember &member) { return !member.sha256.isEmpty(); };
    if (std::ranges::none_of(package->m_members, isThere))
        return fail(ErrorCode::NotFound, u"nothing of the dump %1 was safe yet"_s.arg(id));
    // A file that was being written is none of the dump.
    QDirIterator files(package->m_making, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!package->has(path.sliced(package->m_making.size() + 1)))
            QFile::remove(path);
    }
    return package;
}

DumpPackage::DumpPackage(QString dumpsFolder, QString id, qint64 maxBytes)
    : m_dumpsFolder(std::move(dumpsFolder))
    , m_id(std::move(id))
    , m_making(m_dumpsFolder + u'/' + MakingPrefix + m_id)
    , m_bytesLeft(maxBytes)
{
}

DumpPackage::~DumpPackage()
{
    if (!m_isKept)
        QDir(m_making).removeRecursively();
}

Result<MemberFile> DumpPackage::open(const QString &name, qint64 maxBytes)
{
    if (!isMemberName(name))
        return fail(ErrorCode::Invalid, u"no member of a dump may be called \"%1\""_s.arg(name));
    if (m_names.contains(name))
        return fail(ErrorCode::Invalid, u"the dump already has a member %1"_s.arg(name));
    if (m_names.size() >= DumpManifest::MaxMembers || m_bytesLeft <= 0)
        return fail(ErrorCode::QuotaExceeded, u"the dump is as large as it may be"_s);
    return makeFoldersOf(name).and_then(
        [&] { return MemberFile::create(pathOf(name), std::min(maxBytes, m_bytesLeft)); });
}

Result<void> DumpPackage::makeFoldersOf(const QString &name) const
{
    for (qsizetype slash = name.indexOf(u'/'); slash > 0; slash = name.indexOf(u'/', slash + 1)) {
        const QString folder = pathOf(name.first(slash));
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return fail(ioError(u"make the folder"_s, folder, errno));
    }
    return {};
}

Result<void> DumpPackage::add(const DumpMember &member)
{
    if (m_names.contains(member.name) || m_members.size() >= DumpManifest::MaxMembers)
        return {};
    m_names.insert(member.name);
    m_members.append(member);
    m_bytesLeft -= member.size;
    // Not synced each time: a power loss costs what came last, and never makes a member of what is none.
    if (m_safe.isOpen() && !writeAll(m_safe.get(), toJson(member) + '\n'))
        return fail(ioError(u"write"_s, m_making, errno));
    return {};
}

void DumpPackage::discard(const QString &name)
{
    QFile::remove(pathOf(name));
}

/// @return errno; what was replaced has the hidden name then
int DumpPackage::takePlace(const QString &whole, bool replaces) const
{
    const QByteArray from = QFile::encodeName(m_making);
    const QByteArray to = QFile::encodeName(whole);
    const unsigned int flags = replaces && QFileInfo::exists(whole) ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    return ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), flags) == 0 ? 0 : errno;
}

Result<DumpManifest> DumpPackage::finish(DumpManifest head, bool replaces)
{
    head.id = m_id;
    head.members = m_members;
    const auto proof = sealAs(toJson(head));
    if (!proof)
        return fail(proof.error());
    head.digest = proof->digest;
    head.streamSize = proof->size;
    return giveName(replaces).transform([&head] { return head; });
}

Result<DumpManifest> DumpPackage::finishAs(QByteArrayView manifestJson, const QString &digest)
{
    const auto proof = sealAs(manifestJson);
    if (!proof)
        return fail(proof.error());
    if (proof->digest != digest)
        return fail(ErrorCode::Conflict,
                    u"the copy of dump %1 has the digest %2, not %3"_s.arg(m_id, proof->digest, digest));
    auto manifest = fromJson<DumpManifest>(manifestJson, MaxManifestBytes);
    if (!manifest)
        return manifest;
    manifest->digest = proof->digest;
    manifest->streamSize = proof->size;
    return giveName(false).transform([&manifest] { return *manifest; });
}

Result<DumpSeal> DumpPackage::sealAs(QByteArrayView manifestJson) const
{
    QFile::remove(m_making + SafeName);
    if (const auto written = replaceFile(m_making + ManifestName, manifestJson); !written)
        return fail(written.error());
    return seal(m_making, {});
}

Result<void> DumpPackage::giveName(bool replaces)
{
    m_safe.close();
    if (const auto synced = syncAllFolders(m_making); !synced)
        return synced;
    const QString whole = m_dumpsFolder + u'/' + m_id;
    if (const int code = takePlace(whole, replaces); code != 0)
        return fail(ioError(u"put a dump in place"_s, whole, code));
    if (const auto synced = syncFolder(m_dumpsFolder); !synced) {
        // What is not durable is not told, and so must not be found either.
        if (QFileInfo::exists(m_making))
            (void)takePlace(whole, true);
        else
            ::rename(QFile::encodeName(whole).constData(), QFile::encodeName(m_making).constData());
        return synced;
    }
    m_isKept = true;
    QDir(m_making).removeRecursively();
    return {};
}

QStringList leftovers(const QString &dumpsFolder, const QSet<QString> &exceptIds)
{
    QStringList names =
        QDir(dumpsFolder).entryList({MakingPrefix + u'*', DeletingPrefix + u'*'}, QDir::Dirs | QDir::Hidden);
    names.removeIf([&exceptIds](const QString &name) {
        return name.startsWith(MakingPrefix) && exceptIds.contains(name.sliced(MakingPrefix.size()));
    });
    return names;
}

void removeLeftovers(const QString &dumpsFolder, const QStringList &names)
{
    for (const QString &name : names)
        QDir(dumpsFolder + u'/' + name).removeRecursively();
}

Result<void> hideDump(const QString &dumpsFolder, const QString &id)
{
    const QString whole = dumpsFolder + u'/' + id;
    const QString hidden = dumpsFolder + u'/' + DeletingPrefix + id;
    QDir(hidden).removeRecursively();
    if (::rename(QFile::encodeName(whole).constData(), QFile::encodeName(hidden).constData()) != 0) {
        if (errno == ENOENT)
            return fail(ErrorCode::NotFound, u"the folder of the dump %1 is gone"_s.arg(id));
        return fail(ioError(u"delete"_s, whole, errno));
    }
    return syncFolder(dumpsFolder);
}

void removeHidden(const QString &dumpsFolder, const QString &id)
{
    QDir(dumpsFolder + u'/' + DeletingPrefix + id).removeRecursively();
}

Result<DumpManifest> readManifest(const QString &folder)
{
    auto manifest = readFile(folder + ManifestName, MaxManifestBytes).and_then([](const QByteArray &json) {
        return fromJson<DumpManifest>(json, MaxManifestBytes);
    });
    if (!manifest)
        return manifest;
    if (manifest->id != QFileInfo(folder).fileName())
        return fail({ErrorCode::Invalid,
                     u"the manifest is another dump's: %1"_s.arg(manifest->id),
                     folder,
                     {},
                     u"the folder was copied or renamed; give it its name back"_s});
    const auto isBad = [](const DumpMember &member) { return !isMemberName(member.name); };
    const auto bad = std::ranges::find_if(manifest->members, isBad);
    if (bad != manifest->members.cend())
        return fail(ErrorCode::Invalid, u"no member of a dump may be called \"%1\""_s.arg(bad->name), folder);
    return manifest;
}

} // namespace muster::agent
