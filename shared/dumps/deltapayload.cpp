// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/deltapayload.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// What a frame's header and checks may take beyond those of a raw one.
constexpr qsizetype FrameRoom = 16;
/// Up to here the time for packing does not matter.
constexpr qsizetype ShortBytes = 128 * 1024;

void appendNumber(QByteArray &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.append(char(number | 0x80));
    bytes.append(char(number));
}

std::unexpected<Error> noPayload()
{
    return fail(ErrorCode::Invalid, u"what came of the block cannot be read"_s);
}

/// Takes a number from the beginning of the bytes.
Result<qint64> takeNumber(QByteArrayView &bytes)
{
    quint64 number = 0;
    for (int shift = 0; shift < 63 && !bytes.isEmpty(); shift += 7) {
        const auto byte = quint8(bytes.front());
        bytes = bytes.sliced(1);
        number |= quint64(byte & 0x7F) << shift;
        if (byte < 0x80)
            return qint64(number);
    }
    return noPayload();
}

Result<std::vector<BlockMatcher::Run>> runsIn(QByteArrayView bytes)
{
    std::vector<BlockMatcher::Run> runs;
    const auto count = takeNumber(bytes);
    if (!count)
        return fail(count.error());
    for (qint64 i = 0; i < *count; ++i) {
        const auto literal = takeNumber(bytes);
        const auto blocks = takeNumber(bytes);
        const auto first = blocks && *blocks > 0 ? takeNumber(bytes) : Result<qint64>(0);
        if (!literal || !blocks || !first)
            return noPayload();
        runs.push_back({*literal, *first, *blocks});
    }
    if (!bytes.isEmpty())
        return noPayload();
    return runs;
}

} // namespace

void addContext(QByteArray &context, std::span<const BlockMatcher::Run> runs, QByteArrayView bytes,
                qint64 blockBytes)
{
    const auto known =
        std::ranges::count_if(runs, [](const BlockMatcher::Run &run) { return run.blocks > 0; });
    if (known == 0)
        return;
    const qsizetype room = std::min(deltapayload::MaxPartContext, deltapayload::MaxContext - context.size());
    const qsizetype share = room / known;
    qint64 at = 0;
    for (const BlockMatcher::Run &run : runs) {
        const QByteArrayView these = bytes.sliced(at + run.literal, run.blocks * blockBytes);
        at += run.literal + these.size();
        if (these.size() <= share)
            context += these;
        else
            context.append(these.first(share / 2)).append(these.last(share / 2));
    }
}

void DeltaPayloadWriter::add(const std::vector<BlockMatcher::Run> &runs, QByteArrayView bytes,
                             qint64 blockBytes)
{
    qint64 at = 0;
    for (const BlockMatcher::Run &run : runs) {
        appendNumber(m_runs, quint64(run.literal));
        appendNumber(m_runs, quint64(run.blocks));
        if (run.blocks > 0)
            appendNumber(m_runs, quint64(run.firstBlock));
        m_literals.append(bytes.sliced(at, run.literal));
        at += run.literal + run.blocks * blockBytes;
        ++m_count;
    }
    addContext(m_context, runs, bytes, blockBytes);
}

QByteArray DeltaPayloadWriter::take()
{
    QByteArray runs;
    appendNumber(runs, m_count);
    runs += std::exchange(m_runs, {});
    const QByteArray literals = std::exchange(m_literals, {});
    const QByteArray context = std::exchange(m_context, {});
    m_count = 0;
    // A few bytes do not become fewer; there is room for the frames around them.
    m_compressor.setLevel(ZstdCompressor::Level::Small);
    const QByteArrayView packed = m_compressor.compress(runs, zstd::rawFrameSize(runs.size()) + FrameRoom);
    QByteArray payload;
    appendNumber(payload, quint64(packed.size()));
    payload += packed;
    if (literals.isEmpty())
        return payload;
    const bool isShort = literals.size() <= ShortBytes;
    m_compressor.setLevel(isShort ? ZstdCompressor::Level::Smallest : ZstdCompressor::Level::Small);
    payload += m_compressor.compressAfter(context, literals, zstd::rawFrameSize(literals.size()) + FrameRoom);
    return payload;
}

Result<void> DeltaPayloadReader::open(QByteArrayView payload)
{
    m_runs.clear();
    m_bytes.clear();
    m_next = 0;
    m_at = 0;
    const auto size = takeNumber(payload);
    if (!size || *size > payload.size())
        return noPayload();
    const auto runs = unpackFrame(payload.first(*size), deltapayload::MaxBytes).and_then(&runsIn);
    if (!runs)
        return fail(runs.error());
    m_runs = *runs;
    m_packed = payload.sliced(*size).toByteArray();
    return {};
}

Result<BlockMatcher::Run> DeltaPayloadReader::run()
{
    return m_next < m_runs.size() ? Result<BlockMatcher::Run>(m_runs[m_next++]) : noPayload();
}

Result<void> DeltaPayloadReader::openLiterals(QByteArrayView context)
{
    qint64 bytes = 0;
    for (const BlockMatcher::Run &run : m_runs) {
        if (run.literal > DumpBlock - bytes)
            return noPayload();
        bytes += run.literal;
    }
    if (m_next < m_runs.size())
        return noPayload();
    if (!m_packed.isEmpty()) {
        auto unpacked = unpackFrame(m_packed, bytes, context);
        if (!unpacked)
            return fail(unpacked.error());
        m_bytes = *std::move(unpacked);
    }
    return m_bytes.size() == bytes ? Result<void>() : noPayload();
}

Result<QByteArrayView> DeltaPayloadReader::literal(qint64 size)
{
    if (size > m_bytes.size() - m_at)
        return noPayload();
    const auto bytes = QByteArrayView(m_bytes).sliced(m_at, size);
    m_at += size;
    return bytes;
}

} // namespace muster
