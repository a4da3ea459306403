// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/offloadrecord.h"
#include "shared/dumps/zstdframe.h"
#include "tests/support/dumpfolder.h"

namespace muster::test {

/// One block as a frame, compressed where that is smaller.
inline QByteArray frameOf(const QByteArray &bytes)
{
    ZstdCompressor compressor;
    if (const QByteArrayView frame = compressor.compress(bytes); !frame.isEmpty())
        return frame.toByteArray();
    QByteArray frame = zstd::rawFrameHeader(bytes.size());
    for (qint64 at = 0; at < bytes.size(); at += zstd::RawPieceBytes) {
        const qint64 size = std::min(zstd::RawPieceBytes, bytes.size() - at);
        frame += zstd::rawPieceHeader(size, at + size == bytes.size()) + bytes.mid(at, size);
    }
    return frame;
}

/// Writes NODE-ID.tar.zst and its .json for the dump in a folder, as they are after offloading.
inline OffloadRecord offloadTo(const QString &archive, const QString &dump)
{
    const DumpSeal proof = seal(dump, {}).value();
    auto stream = DumpStream::open(dump).value();
    OffloadRecord record;
    QByteArray file;
    for (qint64 block = 0; block < stream.layout().blocks(); ++block) {
        QByteArray bytes(stream.layout().blockSize(block), Qt::Uninitialized);
        if (!stream.read(block * DumpBlock, std::span(bytes.data(), size_t(bytes.size()))))
            qFatal("cannot read the dump");
        const QByteArray frame = frameOf(bytes);
        record.frames.append(frame.size());
        file += frame;
    }
    writeFile(archive, file);
    record.nodeId = QStringLiteral("NODE");
    record.node = QStringLiteral("drawer-1");
    record.id = stream.manifest().id;
    record.digest = proof.digest;
    record.size = proof.size;
    record.blocks = QString::fromLatin1(proof.hashes.toHex());
    record.manifest = stream.manifest();
    record.at = now();
    writeFile(*OffloadFiles::recordOf(archive), toJson(record));
    return record;
}

} // namespace muster::test
