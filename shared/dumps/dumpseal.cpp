// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/dumpseal.h"

#include "shared/store/atomicfile.h"
#include "shared/tls/sha256.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

QString hashesFile(const QString &folder)
{
    return folder + u'/' + QLatin1StringView(DumpSeal::FileName);
}

Result<DumpSeal> sealOf(DumpStream &stream, const std::stop_token &stop)
{
    return stream.hashBlocks(stop).transform(
        [&stream](const QByteArray &hashes) { return DumpSeal{hashes, sealDigest(hashes), stream.size()}; });
}

/// The hashes first: a manifest that has a digest has them. Worked on as plain JSON, so that nothing in it is
/// lost that this version does not know.
Result<DumpSeal> keep(const QString &folder, const DumpSeal &made)
{
    if (const auto written = replaceFile(hashesFile(folder), made.hashes); !written)
        return fail(written.error());
    const QString path = folder + u'/' + QLatin1StringView(ManifestName);
    const auto json = readFile(path, MaxManifestBytes);
    if (!json)
        return fail(json.error());
    QJsonObject manifest = QJsonDocument::fromJson(*json).object();
    manifest.insert("digest"_L1, made.digest);
    manifest.insert("streamSize"_L1, made.size);
    const QByteArray sealedJson = QJsonDocument(manifest).toJson(QJsonDocument::Compact);
    if (const auto written = replaceFile(path, sealedJson); !written)
        return fail(written.error());
    return made;
}

/// What the folder has of it, if it fits together.
std::optional<DumpSeal> keptSeal(const QString &folder, const DumpStream &stream)
{
    const qint64 bytes = stream.layout().blocks() * Sha256::Bytes;
    const auto hashes = readFile(hashesFile(folder), bytes);
    const DumpManifest &manifest = stream.manifest();
    if (!hashes || hashes->size() != bytes || manifest.streamSize != stream.size()
        || sealDigest(*hashes) != manifest.digest)
        return std::nullopt;
    return DumpSeal{*hashes, manifest.digest, stream.size()};
}

} // namespace

QString sealDigest(QByteArrayView hashes)
{
    Sha256 hash;
    hash.add(hashes);
    return QString::fromLatin1(hash.result().toHex());
}

Result<DumpSeal> seal(const QString &folder, const std::stop_token &stop)
{
    auto stream = DumpStream::open(folder);
    if (!stream)
        return fail(stream.error());
    const auto made = sealOf(*stream, stop);
    return made ? keep(folder, *made) : made;
}

Result<DumpSeal> sealed(const QString &folder, const std::stop_token &stop)
{
    auto stream = DumpStream::open(folder);
    if (!stream)
        return fail(stream.error());
    if (auto kept = keptSeal(folder, *stream))
        return *std::move(kept);
    // What is hashed now counts as the dump from now on, so it has to be what was collected.
    if (const auto whole = checkMembers(*stream, stop); !whole)
        return fail(whole.error());
    const auto made = sealOf(*stream, stop);
    return made ? keep(folder, *made) : made;
}

Result<void> checkMembers(DumpStream &stream, const std::stop_token &stop)
{
    Sha256 hash;
    std::array<char, DumpStream::ChunkBytes> buffer;
    for (const DumpLayout::Part &part : stream.layout().parts()) {
        if (part.member < 0)
            continue;
        for (qint64 at = 0; at < part.size;) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"checking the dump was stopped"_s);
            const auto chunk =
                std::span(buffer).first(size_t(std::min<qint64>(buffer.size(), part.size - at)));
            if (auto got = stream.read(part.at + at, chunk); !got)
                return got;
            hash.add(QByteArrayView(chunk.data(), qsizetype(chunk.size())));
            at += qint64(chunk.size());
        }
        const DumpMember &member = stream.manifest().members[part.member];
        if (QString::fromLatin1(hash.result().toHex()) != member.sha256) {
            return fail(
                {ErrorCode::Io,
                 u"the member %1 of dump %2 is not what was collected: its SHA-256 is another one"_s.arg(
                     member.name, stream.manifest().id),
                 {},
                 u"members"_s,
                 u"its disk may be failing; take the rest with dumps.read, or make the dump anew"_s});
        }
    }
    return {};
}

} // namespace muster
