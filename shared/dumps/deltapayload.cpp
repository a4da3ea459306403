// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/deltapayload.h"

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

} // namespace

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
}

QByteArray DeltaPayloadWriter::take()
{
    QByteArray content;
    appendNumber(content, m_count);
    content += m_runs + m_literals;
    m_runs.clear();
    m_literals.clear();
    m_count = 0;
    const bool isShort = content.size() <= ShortBytes;
    m_compressor.setLevel(isShort ? ZstdCompressor::Level::Smallest : ZstdCompressor::Level::Small);
    // A few bytes do not become fewer; there is room for the frame around them.
    return m_compressor.compress(content, zstd::rawFrameSize(content.size()) + FrameRoom).toByteArray();
}

Result<void> DeltaPayloadReader::open(QByteArrayView payload)
{
    m_runs.clear();
    m_next = 0;
    m_at = 0;
    auto unpacked = unpackFrame(payload, deltapayload::MaxBytes);
    if (!unpacked)
        return fail(unpacked.error());
    m_bytes = *std::move(unpacked);
    const auto count = number();
    if (!count)
        return fail(count.error());
    for (qint64 i = 0; i < *count; ++i) {
        const auto literal = number();
        const auto blocks = number();
        const auto first = blocks && *blocks > 0 ? number() : Result<qint64>(0);
        if (!literal || !blocks || !first)
            return noPayload();
        m_runs.push_back({*literal, *first, *blocks});
    }
    return {};
}

Result<qint64> DeltaPayloadReader::number()
{
    quint64 number = 0;
    for (int shift = 0; shift < 63 && m_at < m_bytes.size(); shift += 7) {
        const auto byte = quint8(m_bytes[m_at++]);
        number |= quint64(byte & 0x7F) << shift;
        if (byte < 0x80)
            return qint64(number);
    }
    return noPayload();
}

Result<BlockMatcher::Run> DeltaPayloadReader::run()
{
    return m_next < m_runs.size() ? Result<BlockMatcher::Run>(m_runs[m_next++]) : noPayload();
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
