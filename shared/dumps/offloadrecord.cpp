// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/offloadrecord.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

const auto ArchiveEnding = u".tar.zst"_s;
const auto RecordEnding = u".json"_s;
const auto PartRecordEnding = u".tar.zst.part.json"_s;

QString fitForFile(QString name)
{
    for (QChar &c : name) {
        const bool isFine = c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-';
        if (!isFine)
            c = u'_';
    }
    return name.startsWith(u'.') ? u'_' + name.sliced(1) : name;
}

} // namespace

bool OffloadRecord::isSound() const
{
    const DumpSeal proof = seal();
    const qint64 count = (size + blockBytes - 1) / blockBytes;
    return blockBytes == DumpBlock && proof.hashes.size() == 32 * count && sealDigest(proof.hashes) == digest;
}

OffloadFiles OffloadFiles::of(const QString &folder, const QString &node, const QString &id)
{
    const QString base = folder + u'/' + fitForFile(node + u'-' + id);
    return {base + ArchiveEnding, base + RecordEnding, base + ArchiveEnding + u".part"_s,
            base + PartRecordEnding};
}

QString OffloadFiles::recordPattern(const QString &node)
{
    return fitForFile(node + u'-') + u'*' + RecordEnding;
}

QString OffloadFiles::archiveOf(const QString &record)
{
    return record.chopped(RecordEnding.size()) + ArchiveEnding;
}

std::optional<QString> OffloadFiles::recordOf(const QString &archive)
{
    if (!archive.endsWith(ArchiveEnding))
        return std::nullopt;
    return archive.chopped(ArchiveEnding.size()) + RecordEnding;
}

Result<OffloadRecord> readRecord(const QString &path)
{
    auto record = readFile(path, OffloadRecord::MaxBytes).and_then([](const QByteArray &json) {
        return fromJson<OffloadRecord>(json, OffloadRecord::MaxBytes);
    });
    if (record && !record->isSound())
        record = fail(ErrorCode::Invalid, u"its block hashes, digest and size do not fit together"_s);
    if (record)
        return record;
    Error error = record.error();
    error.source = path;
    return fail(error);
}

QList<OffloadRecord> unfinishedIn(const QString &folder)
{
    QList<OffloadRecord> records;
    const QDir dir(folder);
    const QStringList names = dir.entryList({u'*' + PartRecordEnding}, QDir::Files);
    for (const QString &name : names) {
        if (auto record = readRecord(dir.filePath(name)))
            records.append(*std::move(record));
    }
    return records;
}

} // namespace muster
