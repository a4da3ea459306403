// SPDX-License-Identifier: Apache-2.0
#include "console/offload/earlierdumps.h"

#include <QDir>

#include <cstring>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

FrameReader readerOf(const std::shared_ptr<QFile> &file)
{
    return FrameReader([file](qint64 offset, char *into, qsizetype size) -> Result<qsizetype> {
        const qint64 got = file->seek(offset) ? file->read(into, size) : -1;
        if (got < 0)
            return fail({ErrorCode::Io, file->errorString(), file->fileName(), {}, {}});
        return got;
    });
}

std::unexpected<Error> notWhatItWas(const QString &path)
{
    return fail(ErrorCode::Invalid, u"%1 is not what its record says"_s.arg(path));
}

} // namespace

EarlierDumps::EarlierDumps(const QString &folder, const QString &nodeId, const QString &node,
                           const QString &exceptId)
{
    const QFileInfoList records =
        QDir(folder).entryInfoList({OffloadFiles::recordPattern(node)}, QDir::Files, QDir::Time);
    for (const QFileInfo &info : records) {
        if (m_dumps.size() == Most)
            break;
        const QString archive = OffloadFiles::archiveOf(info.filePath());
        if (info.size() > MaxRecordBytes || !QFile::exists(archive))
            continue;
        auto record = readRecord(info.filePath());
        if (!record || !record->manifest || record->nodeId != nodeId || record->id == exceptId)
            continue;
        const size_t index = m_dumps.size();
        const QList<DumpMember> &members = record->manifest->members;
        for (int i = 0; i < members.size(); ++i) {
            if (!hasFile(members[i]) || members[i].size == 0)
                continue;
            const Place place{index, i, members[i].size};
            if (!m_bySha256.contains(members[i].sha256))
                m_bySha256.insert(members[i].sha256, place);
            if (!m_byName.contains(members[i].name))
                m_byName.insert(members[i].name, place);
        }
        m_dumps.push_back({archive, *std::move(record), {}, {}, {}});
    }
}

std::optional<EarlierDumps::Place> EarlierDumps::same(const DumpMember &member) const
{
    const auto found = m_bySha256.constFind(member.sha256);
    return found == m_bySha256.cend() || found->size != member.size ? std::nullopt : std::optional(*found);
}

std::optional<EarlierDumps::Place> EarlierDumps::earlier(const DumpMember &member) const
{
    const auto found = m_byName.constFind(member.name);
    return found == m_byName.cend() ? std::nullopt : std::optional(*found);
}

Result<void> EarlierDumps::open(Dump &dump)
{
    auto file = std::make_shared<QFile>(dump.path);
    if (!file->open(QIODevice::ReadOnly))
        return fail({ErrorCode::Io, file->errorString(), dump.path, {}, {}});
    FrameReader frames = readerOf(file);
    ManifestCutter cutter;
    qint64 offset = 0;
    qint64 left = dump.record.size;
    for (const qint64 bytes : std::as_const(dump.record.frames)) {
        const qint64 size = std::min(DumpBlock, left);
        dump.frameAt.append(offset);
        if (!cutter.isWhole()) {
            const auto frame =
                frames.read(offset, size, [&cutter](QByteArrayView content) { cutter.add(content); });
            if (!frame)
                return fail(frame.error());
        }
        offset += bytes;
        left -= size;
    }
    const auto layout = cutter.json().and_then([](const QByteArray &json) { return DumpLayout::of(json); });
    if (!layout)
        return fail(layout.error());
    if (layout->size() != dump.record.size || layout->blocks() != dump.frameAt.size())
        return notWhatItWas(dump.path);
    for (const DumpLayout::Part &part : layout->parts()) {
        if (part.member >= 0)
            dump.memberAt.insert(part.member, part.at);
    }
    dump.file = std::move(file);
    return {};
}

Result<void> EarlierDumps::load(size_t dump, qint64 block)
{
    if (m_loadedBlock == block && m_loadedDump == dump)
        return {};
    const Dump &from = m_dumps[dump];
    m_loadedBlock = -1;
    m_block.clear();
    const qint64 size = std::min(DumpBlock, from.record.size - block * DumpBlock);
    const auto frame = readerOf(from.file).read(from.frameAt[block], size,
                                                [this](QByteArrayView content) { m_block.append(content); });
    if (!frame)
        return fail(frame.error());
    m_loadedDump = dump;
    m_loadedBlock = block;
    return {};
}

Result<void> EarlierDumps::read(const Place &place, qint64 offset, std::span<char> into)
{
    Dump &dump = m_dumps[place.dump];
    if (!dump.file) {
        if (auto opened = open(dump); !opened)
            return opened;
    }
    const auto start = dump.memberAt.constFind(place.member);
    if (start == dump.memberAt.cend() || *start + offset + qint64(into.size()) > dump.record.size)
        return notWhatItWas(dump.path);
    for (qint64 at = *start + offset; !into.empty();) {
        const qint64 block = at / DumpBlock;
        if (auto loaded = load(place.dump, block); !loaded)
            return loaded;
        const qint64 within = at - block * DumpBlock;
        const auto now = size_t(std::min<qint64>(m_block.size() - within, qint64(into.size())));
        std::memcpy(into.data(), m_block.constData() + within, now);
        into = into.subspan(now);
        at += qint64(now);
    }
    return {};
}

} // namespace muster::console
