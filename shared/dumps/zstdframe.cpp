// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/zstdframe.h"

#include <zstd.h>

#include <new>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr quint32 Magic = 0xFD2F'B528;
/// Four bytes of content size, and no window: the content is one segment.
constexpr char SingleSegment = char(0xA0);
constexpr qint64 FrameHeaderBytes = 9;
constexpr qint64 PieceHeaderBytes = 3;
/// What a frame may make the reader hold: blocks of a dump are not larger.
constexpr int MaxWindowLog = 23;

QByteArray littleEndian(quint64 number, int bytes)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text.append(char(number >> (8 * i)));
    return text;
}

void check(const void *context)
{
    if (!context)
        throw std::bad_alloc();
}

} // namespace

namespace zstd {

QByteArray rawFrameHeader(qint64 size)
{
    return littleEndian(Magic, 4) + SingleSegment + littleEndian(quint64(size), 4);
}

QByteArray rawPieceHeader(qint64 pieceSize, bool isLast)
{
    return littleEndian(quint64(pieceSize) << 3 | quint64(isLast), int(PieceHeaderBytes));
}

qint64 rawFrameSize(qint64 size)
{
    return FrameHeaderBytes + size
           + PieceHeaderBytes * std::max<qint64>(1, (size + RawPieceBytes - 1) / RawPieceBytes);
}

} // namespace zstd

void ZstdCompressor::Deleter::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

ZstdCompressor::ZstdCompressor(Level level)
    : m_context(ZSTD_createCCtx())
{
    check(m_context.get());
    setLevel(level);
}

void ZstdCompressor::setLevel(Level level)
{
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, int(level));
}

QByteArrayView ZstdCompressor::compress(QByteArrayView bytes, qsizetype room)
{
    if (m_frame.size() < room)
        m_frame.resize(room);
    const size_t made =
        ZSTD_compress2(m_context.get(), m_frame.data(), size_t(room), bytes.data(), size_t(bytes.size()));
    return ZSTD_isError(made) ? QByteArrayView() : QByteArrayView(m_frame).first(qsizetype(made));
}

QByteArrayView ZstdCompressor::compressAfter(QByteArrayView prefix, QByteArrayView bytes, qsizetype room)
{
    ZSTD_CCtx_refPrefix(m_context.get(), prefix.data(), size_t(prefix.size()));
    return compress(bytes, room);
}

void ZstdReader::Deleter::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

ZstdReader::ZstdReader()
    : m_context(ZSTD_createDCtx())
    , m_piece(qsizetype(ZSTD_DStreamOutSize()), Qt::Uninitialized)
{
    check(m_context.get());
    ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, MaxWindowLog);
}

void ZstdReader::begin(qint64 size, QByteArrayView prefix)
{
    ZSTD_DCtx_reset(m_context.get(), ZSTD_reset_session_only);
    ZSTD_DCtx_refPrefix(m_context.get(), prefix.data(), size_t(prefix.size()));
    m_left = size;
    m_isOver = false;
}

Result<void> ZstdReader::add(QByteArrayView bytes, const Sink &sink)
{
    ZSTD_inBuffer input{bytes.data(), size_t(bytes.size()), 0};
    bool isDrained = false;
    while (!m_isOver && (input.pos < input.size || !isDrained)) {
        ZSTD_outBuffer output{m_piece.data(), size_t(m_piece.size()), 0};
        const size_t state = ZSTD_decompressStream(m_context.get(), &output, &input);
        if (ZSTD_isError(state)) {
            return fail(ErrorCode::Invalid, u"this is no whole zstd frame: %1"_s.arg(
                                                QLatin1StringView(ZSTD_getErrorName(state))));
        }
        isDrained = output.pos < output.size;
        m_left -= qint64(output.pos);
        if (m_left < 0)
            return fail(ErrorCode::Invalid, u"the zstd frame holds more than it may"_s);
        sink(QByteArrayView(m_piece).first(qsizetype(output.pos)));
        m_isOver = state == 0;
    }
    m_taken = qsizetype(input.pos);
    return {};
}

Result<QByteArray> unpackFrame(QByteArrayView frame, qint64 most, QByteArrayView prefix)
{
    QByteArray content;
    ZstdReader reader;
    reader.begin(most, prefix);
    if (const auto added = reader.add(frame, [&content](QByteArrayView bytes) { content.append(bytes); });
        !added)
        return fail(added.error());
    if (!reader.isOver() || reader.taken() != frame.size())
        return fail(ErrorCode::Invalid, u"this is not one whole zstd frame"_s);
    return content;
}

} // namespace muster
