// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpmending.h"

#include "shared/dumps/dumpseal.h"
#include "shared/log.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"
#include "shared/tls/sha256.h"

#include "agent/dumps/memberfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<bool> isAsSaid(const QString &folder, const DumpMember &member, const std::stop_token &stop)
{
    QFile file(folder + u'/' + member.name);
    if (!file.open(QIODevice::ReadOnly) || file.size() != member.size)
        return false;
    Sha256 hash;
    QByteArray buffer(DumpStream::ChunkBytes, Qt::Uninitialized);
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"the agent ends"_s);
        const qint64 got = file.read(buffer.data(), buffer.size());
        if (got < 0)
            return false;
        if (got == 0)
            return QString::fromLatin1(hash.result().toHex()) == member.sha256;
        hash.add(QByteArrayView(buffer).first(got));
    }
}

Result<DumpDamage> damagedOf(const QString &folder, const DumpManifest &manifest, const std::stop_token &stop)
{
    DumpDamage damage;
    for (const DumpMember &member : manifest.members) {
        if (!hasFile(member))
            continue;
        const auto asSaid = isAsSaid(folder, member, stop);
        if (!asSaid)
            return fail(asSaid.error());
        if (!*asSaid)
            damage.members.append(member);
    }
    return damage;
}

Result<void> mendOne(const QString &folder, const QString &aside, const DumpMember &member,
                     const MemberBytes &source)
{
    QFile::remove(aside);
    auto file = MemberFile::create(aside, member.size);
    if (!file)
        return fail(file.error());
    if (const auto got = source(member, [&file](QByteArrayView bytes) { return file->write(bytes); }); !got)
        return got;
    DumpMember found = member;
    if (const auto finished = file->finish(found); !finished)
        return finished;
    if (found.sha256 != member.sha256 || found.size != member.size)
        return fail(ErrorCode::Conflict, u"what came for it is not what was collected either"_s);
    const QString path = folder + u'/' + member.name;
    const QString parent = QFileInfo(path).absolutePath();
    QDir().mkpath(parent);
    if (::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(ioError(u"put a member of the dump in place"_s, path, errno));
    return syncFolder(parent);
}

} // namespace

QString DumpDamage::names() const
{
    QStringList names;
    if (isManifest)
        names.append(QLatin1StringView(ManifestName));
    for (const DumpMember &member : members)
        names.append(member.name);
    return names.join(u", "_s);
}

Result<DumpDamage> findDamage(const QString &folder, const QString &digest, const std::stop_token &stop)
{
    auto stream = DumpStream::open(folder);
    if (!stream)
        return DumpDamage{true, {}};
    const auto hashes = digest.isEmpty() ? Result<QByteArray>(QByteArray()) : stream->hashBlocks(stop);
    if (!hashes && hashes.error().code == ErrorCode::Cancelled)
        return fail(hashes.error());
    if (!digest.isEmpty() && hashes && sealDigest(*hashes) == digest)
        return DumpDamage{};
    auto damage = damagedOf(folder, stream->manifest(), stop);
    // Members that are as the manifest says, and a whole that is not: then it says something else than it
    // did.
    if (damage && damage->members.isEmpty() && !digest.isEmpty())
        damage->isManifest = true;
    return damage;
}

QList<DumpMember> mendMembers(const QString &folder, const QString &aside, const QList<DumpMember> &damaged,
                              const MemberBytes &source, const std::stop_token &stop)
{
    QList<DumpMember> left = damaged;
    if (const auto made = ensurePrivateFolder(aside); !made) {
        qCWarning(logDumps).noquote() << "event=memberNotMended" << describe(made.error());
        return left;
    }
    left.removeIf([&](const DumpMember &member) {
        if (stop.stop_requested())
            return false;
        const auto mended = mendOne(folder, aside + "/member"_L1, member, source);
        if (!mended)
            qCInfo(logDumps).noquote()
                << "event=memberNotMended member=" << member.name << describe(mended.error());
        return mended.has_value();
    });
    QDir(aside).removeRecursively();
    return left;
}

Result<void> mendFromStream(const QString &folder, const QString &aside, const DumpBytes &stream,
                            const std::stop_token &stop)
{
    const auto head = readHead(stream);
    if (!head)
        return fail(head.error());
    const DumpManifest &manifest = head->layout.manifest();
    const auto damaged = damagedOf(folder, manifest, stop);
    if (!damaged)
        return fail(damaged.error());
    const auto left = mendMembers(
        folder, aside, damaged->members,
        [&](const DumpMember &member, const std::function<bool(QByteArrayView)> &sink) -> Result<void> {
            const auto isIt = [&](const DumpLayout::Part &part) {
                return part.member >= 0 && manifest.members[part.member].name == member.name;
            };
            const auto part = std::ranges::find_if(head->layout.parts(), isIt);
            return part == head->layout.parts().end() ? Result<void>() : readPart(stream, *part, sink, stop);
        },
        stop);
    if (!left.isEmpty())
        return fail(ErrorCode::Io, u"%1 members of the dump could not be put in place"_s.arg(left.size()),
                    folder);
    // Cheaper than to find out whether it is as it was, which only the digest of the whole tells.
    const QString path = folder + u'/' + QLatin1StringView(ManifestName);
    if (const auto written = replaceFile(path, head->manifestJson); !written)
        return written;
    return seal(folder, stop).transform([](const DumpSeal &) { });
}

} // namespace muster::agent
