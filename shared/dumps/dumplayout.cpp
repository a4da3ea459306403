// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/dumplayout.h"

#include "shared/api/dumps.h"
#include "shared/dumps/tarheader.h"
#include "shared/model/codec.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// The manifest without what is only known once the stream is. Worked on as plain JSON and not through
/// DumpManifest: the bytes must be the same whichever version of the program reads the folder.
QByteArray inStream(QByteArrayView manifestJson)
{
    QJsonObject object = QJsonDocument::fromJson(manifestJson.toByteArray()).object();
    object.remove("digest"_L1);
    object.remove("streamSize"_L1);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<void> checkPath(const QString &path)
{
    const QStringList steps = path.split(u'/');
    const auto leadsAway = [](const QString &step) {
        return step.isEmpty() || step == "."_L1 || step == ".."_L1;
    };
    if (std::ranges::any_of(steps, leadsAway) || path.contains(QChar(0))
        || path == QLatin1StringView(ManifestName))
        return fail(ErrorCode::Invalid, u"\"%1\" is no name for a member of a dump"_s.arg(path),
                    u"members"_s);
    return {};
}

} // namespace

Result<DumpLayout> DumpLayout::of(QByteArrayView manifestJson)
{
    auto manifest = fromJson<DumpManifest>(manifestJson, MaxManifestBytes);
    if (!manifest)
        return fail(manifest.error());
    if (const auto fine = checkPath(manifest->id); !fine || manifest->id.contains(u'/'))
        return fail(ErrorCode::Invalid, u"\"%1\" is no id of a dump"_s.arg(manifest->id), u"id"_s);
    const qint64 at = std::chrono::floor<std::chrono::seconds>(manifest->at).time_since_epoch().count();
    const QByteArray prefix = manifest->id.toUtf8() + '/';
    auto data = std::make_shared<Data>();
    const auto append = [&data](qint64 size, const QByteArray &bytes, int member) {
        if (size > 0)
            data->parts.push_back({data->size, size, bytes, member});
        data->size += size;
    };
    const auto appendBytes = [&append](const QByteArray &bytes) { append(bytes.size(), bytes, -1); };
    const auto appendZeros = [&append](qint64 count) { append(count, {}, -1); };

    data->manifestJson = inStream(manifestJson);
    appendBytes(tar::fileHeader(prefix + ManifestName, data->manifestJson.size(), at));
    appendBytes(data->manifestJson);
    appendZeros(tar::paddingOf(data->manifestJson.size()));
    for (qsizetype i = 0; i < manifest->members.size(); ++i) {
        const DumpMember &member = manifest->members[i];
        if (!hasFile(member))
            continue;
        if (const auto fine = checkPath(member.name); !fine)
            return fail(fine.error());
        appendBytes(tar::fileHeader(prefix + member.name.toUtf8(), member.size, at));
        append(member.size, {}, int(i));
        appendZeros(tar::paddingOf(member.size));
    }
    appendZeros(tar::EndBytes);
    data->manifest = *std::move(manifest);
    return DumpLayout(std::move(data));
}

qint64 DumpLayout::blocks() const
{
    return (d->size + DumpBlock - 1) / DumpBlock;
}

qint64 DumpLayout::blockSize(qint64 block) const
{
    return std::min(DumpBlock, d->size - block * DumpBlock);
}

const DumpLayout::Part &DumpLayout::partAt(qint64 offset) const
{
    const auto after = std::ranges::upper_bound(d->parts, offset, {}, &Part::at);
    return *std::prev(after);
}

std::span<const DumpLayout::Part> DumpLayout::partsOf(qint64 block) const
{
    const qint64 at = block * DumpBlock;
    const auto first = std::prev(std::ranges::upper_bound(d->parts, at, {}, &Part::at));
    return {first, std::ranges::lower_bound(d->parts, at + blockSize(block), {}, &Part::at)};
}

QString DumpLayout::membersIn(qint64 block) const
{
    QStringList names;
    const auto parts = partsOf(block);
    for (const Part &part : parts) {
        if (part.member >= 0)
            names.append(d->manifest.members[part.member].name);
    }
    return names.isEmpty() ? QLatin1StringView(ManifestName) : names.join(u", "_s);
}

} // namespace muster
