// SPDX-License-Identifier: Apache-2.0
#include "console/archive/dumparchive.h"

#include "console/archive/contentkind.h"
#include "console/archive/folderarchive.h"
#include "console/archive/tararchive.h"
#include "console/archive/unpack.h"
#include "console/archive/zipdirectory.h"
#include "shared/model/codec.h"

#include <QFileInfo>
#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxManifestBytes = 16 << 20;
constexpr int MaxLinks = 8; ///< hard links to hard links

Result<OpenedArchive> openAny(const SharedBytes &file, const QString &path, const ArchiveLimits &limits,
                              const WorkWatch &watch)
{
    const auto head = file->read(0, ArchiveHeadBytes);
    if (!head)
        return fail(head.error());
    return isZip(*head) ? openZip(file, path, limits) : openTar(file, path, limits, watch);
}

} // namespace

Result<SharedDump> DumpArchive::open(const QString &path, const ArchiveLimits &limits, const WorkWatch &watch)
{
    const std::shared_ptr<DumpArchive> dump(new DumpArchive);
    dump->m_path = path;
    dump->m_limits = limits;
    if (QFileInfo(path).isDir()) {
        auto opened = openFolder(path, limits, watch);
        if (!opened)
            return fail(opened.error());
        dump->take(std::move(*opened), watch);
        return dump;
    }
    const auto file = openBytes(path);
    if (!file)
        return fail(file.error());
    dump->m_packedSize = (*file)->size();
    auto opened = openAny(*file, path, limits, watch);
    if (!opened)
        return fail(opened.error());
    dump->take(std::move(*opened), watch);
    return dump;
}

Result<SharedDump> DumpArchive::openMember(const DumpArchive &outer, qsizetype entry, const QString &path,
                                           const ArchiveLimits &limits, const WorkWatch &watch)
{
    const auto content = outer.content(entry, watch);
    if (!content)
        return fail(content.error());
    const std::shared_ptr<DumpArchive> dump(new DumpArchive);
    dump->m_path = path;
    dump->m_limits = limits;
    dump->m_packedSize = outer.entries().at(entry).size;
    auto opened = openAny(content->bytes, path, limits, watch);
    if (!opened)
        return fail(opened.error());
    dump->take(std::move(*opened), watch);
    return dump;
}

void DumpArchive::take(OpenedArchive opened, const WorkWatch &watch)
{
    m_opened = std::move(opened);
    for (qsizetype i = 0; i < entries().size(); ++i)
        m_byPath.insert(entries().at(i).path, i);
    findRoot();
    readManifest(watch);
}

void DumpArchive::findRoot()
{
    if (entries().isEmpty())
        return;
    const QString &first = entries().first().path;
    const qsizetype slash = first.indexOf(u'/');
    const QString root = (slash < 0 ? first : first.first(slash)) + u'/';
    for (const ArchiveEntry &entry : entries()) {
        const bool isRoot = entry.kind == EntryKind::Folder && entry.path == QStringView(root).chopped(1);
        if (!isRoot && !entry.path.startsWith(root))
            return;
    }
    m_root = root;
}

void DumpArchive::readManifest(const WorkWatch &watch)
{
    const auto found = find(u"manifest.json"_s);
    if (!found)
        return;
    const auto file = bytes(*found, watch);
    if (!file || (*file)->size() > MaxManifestBytes)
        return;
    const auto text = (*file)->read(0, MaxManifestBytes);
    if (!text)
        return;
    auto manifest = fromJson<DumpManifest>(*text, MaxManifestBytes);
    if (!manifest)
        return; // Other tools have files of that name, too.
    m_manifest = std::move(*manifest);
    for (qsizetype i = 0; i < m_manifest->members.size(); ++i)
        m_memberByName.insert(m_manifest->members.at(i).name, i);
}

QString DumpArchive::relativePath(const ArchiveEntry &entry) const
{
    return entry.path.startsWith(m_root) ? entry.path.sliced(m_root.size()) : entry.path;
}

const DumpMember *DumpArchive::member(const ArchiveEntry &entry) const
{
    const auto found = m_memberByName.constFind(relativePath(entry));
    return found == m_memberByName.cend() ? nullptr : &m_manifest->members.at(*found);
}

Result<qsizetype> DumpArchive::find(const QString &path) const
{
    const QString plain = plainPath(path);
    for (const QString &tried : {plain, m_root + plain}) {
        const auto found = m_byPath.constFind(tried);
        if (found != m_byPath.cend())
            return *found;
    }
    return fail({ErrorCode::NotFound,
                 u"there is no %1 in it"_s.arg(path),
                 m_path,
                 {},
                 u"`muster dumps files FILE` lists what is"_s});
}

Result<SharedBytes> DumpArchive::bytes(qsizetype entry, const WorkWatch &watch) const
{
    const ArchiveEntry *file = &entries().at(entry);
    for (int i = 0; i < MaxLinks && file->kind == EntryKind::HardLink; ++i) {
        const auto target = m_byPath.constFind(file->target);
        if (target == m_byPath.cend())
            return fail({ErrorCode::NotFound,
                         u"the file that it is a link of, %1, is not there"_s.arg(file->target),
                         file->path,
                         {},
                         {}});
        file = &entries().at(*target);
    }
    if (file->kind != EntryKind::File)
        return fail({ErrorCode::Invalid, u"this is no file"_s, file->path, {}, {}});
    return m_opened.source->bytes(*file, watch);
}

Result<MemberContent> DumpArchive::content(qsizetype entry, const WorkWatch &watch) const
{
    const ArchiveEntry &file = entries().at(entry);
    auto stored = bytes(entry, watch);
    if (!stored)
        return fail(stored.error());
    MemberContent content{std::move(*stored), DumpContent::Binary, {}, file.damage};
    auto head = content.bytes->read(0, ContentHeadBytes);
    if (!head)
        return fail(head.error());
    QString name = file.path;
    if (const Packing packing = packingOf(*head); packing != Packing::None) {
        QMutexLocker lock(&m_mutex);
        SharedBytes unpacked = m_unpacked.value(entry).lock();
        lock.unlock();
        if (!unpacked) {
            auto done = unpack(*content.bytes, packing, file.path, m_limits, watch);
            if (!done)
                return fail(done.error());
            unpacked = done->bytes;
            if (done->damage)
                content.damage = done->damage->text;
            lock.relock();
            if (!done->damage)
                m_unpacked.insert(entry, unpacked);
        }
        content.bytes = std::move(unpacked);
        content.packing = packingName(packing);
        name = unpackedName(name);
        head = content.bytes->read(0, ContentHeadBytes);
        if (!head)
            return fail(head.error());
    }
    const DumpMember *said = member(file);
    content.kind = contentKind(*head, name, said ? said->content : DumpContent::Binary);
    return content;
}

} // namespace muster::console
