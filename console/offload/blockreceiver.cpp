// SPDX-License-Identifier: Apache-2.0
#include "console/offload/blockreceiver.h"

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Puts in front of a chunk what makes bytes as they are a frame. @param at of the chunk in the block
void frameRaw(PartWriter::Chunk &chunk, qint64 at, qint64 size)
{
    if (at % zstd::RawPieceBytes == 0) {
        const qint64 piece = std::min(zstd::RawPieceBytes, size - at);
        chunk.prepend(zstd::rawPieceHeader(piece, at + piece == size));
    }
    if (at == 0)
        chunk.prepend(zstd::rawFrameHeader(size));
}

} // namespace

BlockReceiver::BlockReceiver(TlsStream &stream, PartWriter &writer, BlockHasher &hasher, BytePace &pace,
                             DeltaAssembler *assembler, std::stop_token stop)
    : m_stream(stream)
    , m_writer(writer)
    , m_hasher(hasher)
    , m_pace(pace)
    , m_assembler(assembler)
    , m_stop(std::move(stop))
{
}

Result<BlockReceiver::Block> BlockReceiver::take(bulk::Encoding encoding, qint64 block, qint64 size)
{
    BulkFrame frame{quint32(size), BulkFrame::Raw};
    if (encoding != bulk::Encoding::None) {
        const auto header = readHeader(size);
        if (!header)
            return fail(header.error());
        frame = *header;
    }
    const auto written = frame.kind == BulkFrame::Raw          ? takeRaw(size)
                         : frame.kind == BulkFrame::Compressed ? takeCompressed(frame.bytes, size)
                                                               : takeDelta(frame.bytes, block);
    if (!written)
        return fail(written.error());
    m_hasher.end(frame.kind == BulkFrame::Raw ? QByteArray() : m_hash.result());
    return Block{*written, frame.kind == BulkFrame::Delta};
}

Result<BulkFrame> BlockReceiver::readHeader(qint64 size)
{
    std::array<char, BulkFrame::HeaderBytes> header;
    if (const auto got = m_stream.read(header); !got)
        return fail(got.error());
    const BulkFrame frame = BulkFrame::read(header);
    const bool isKnown = frame.kind < BulkFrame::Delta || (frame.kind == BulkFrame::Delta && m_assembler);
    const bool fits = frame.kind == BulkFrame::Raw ? frame.bytes == size : frame.bytes <= size;
    if (isKnown && fits)
        return frame;
    return fail({ErrorCode::Unsupported,
                 u"the node sends a block in a form that is not known"_s,
                 m_stream.address(),
                 {},
                 {}});
}

Result<void> BlockReceiver::readPaced(std::span<char> into)
{
    if (!m_pace.wait(qint64(into.size()), m_stop))
        return fail(ErrorCode::Cancelled, u"offloading was stopped"_s);
    return m_stream.read(into);
}

Result<qint64> BlockReceiver::takeRaw(qint64 size)
{
    for (qint64 at = 0; at < size;) {
        auto chunk = m_writer.chunk();
        if (!chunk)
            return fail(chunk.error());
        const qint64 now = std::min<qint64>(PartWriter::ChunkBytes, size - at);
        if (const auto got = readPaced((*chunk)->room().first(size_t(now))); !got)
            return fail(got.error());
        (*chunk)->setSize(qsizetype(now));
        frameRaw(**chunk, at, size);
        m_hasher.put(*std::move(chunk));
        at += now;
    }
    return zstd::rawFrameSize(size);
}

Result<qint64> BlockReceiver::takeCompressed(qint64 frameBytes, qint64 size)
{
    m_zstd.begin(size);
    bool isFrame = true;
    for (qint64 at = 0; at < frameBytes;) {
        auto chunk = m_writer.chunk();
        if (!chunk)
            return fail(chunk.error());
        const qint64 now = std::min<qint64>(PartWriter::ChunkBytes, frameBytes - at);
        if (const auto got = readPaced((*chunk)->room().first(size_t(now))); !got)
            return fail(got.error());
        (*chunk)->setSize(qsizetype(now));
        // What is no frame has another hash than the block: told as that.
        isFrame =
            isFrame
            && m_zstd.add((*chunk)->body(), [this](QByteArrayView bytes) { m_hash.add(bytes); }).has_value()
            && m_zstd.taken() == now;
        m_hasher.pass(*std::move(chunk));
        at += now;
    }
    if (!isFrame || !m_zstd.isWhole())
        m_hash.add("x");
    return frameBytes;
}

Result<qint64> BlockReceiver::takeDelta(qint64 payloadBytes, qint64 block)
{
    QByteArray payload(payloadBytes, Qt::Uninitialized);
    if (const auto got = readPaced(std::span(payload.data(), size_t(payload.size()))); !got)
        return fail(got.error());
    const auto bytes = m_assembler->assemble(block, payload);
    if (!bytes) {
        // What cannot be put together has another hash than the block, too.
        m_hash.add("x");
        return 0;
    }
    m_hash.add(*bytes);
    if (!m_compressor)
        m_compressor.emplace();
    const QByteArrayView frame = m_compressor->compress(*bytes);
    const bool isRaw = frame.isEmpty();
    return put(isRaw ? *bytes : frame, isRaw).transform([&] {
        return isRaw ? zstd::rawFrameSize(bytes->size()) : qint64(frame.size());
    });
}

/// @param isRaw whether they are to become the frame, or are it
Result<void> BlockReceiver::put(QByteArrayView bytes, bool isRaw)
{
    for (qint64 at = 0; at < bytes.size();) {
        auto chunk = m_writer.chunk();
        if (!chunk)
            return fail(chunk.error());
        const qint64 now = std::min<qint64>(PartWriter::ChunkBytes, bytes.size() - at);
        std::memcpy((*chunk)->room().data(), bytes.data() + at, size_t(now));
        (*chunk)->setSize(qsizetype(now));
        if (isRaw)
            frameRaw(**chunk, at, bytes.size());
        m_hasher.pass(*std::move(chunk));
        at += now;
    }
    return {};
}

} // namespace muster::console
