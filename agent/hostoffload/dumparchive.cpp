// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/dumparchive.h"

#include "shared/api/dumps.h"
#include "shared/dumps/zstdframe.h"
#include "shared/tls/sha256.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Makes one frame after the other.
class FrameMaker
{
public:
    FrameMaker(DumpStream stream, DumpSeal seal)
        : m_stream(std::move(stream))
        , m_seal(std::move(seal))
    {
    }

    /// The next block's frame, empty at the end.
    Result<QByteArray> next()
    {
        if (m_block == m_stream.layout().blocks())
            return QByteArray();
        const qint64 size = m_stream.layout().blockSize(m_block);
        m_bytes.resize(size);
        if (const auto got = m_stream.read(m_block * DumpBlock, std::span(m_bytes.data(), size_t(size)));
            !got)
            return fail(got.error());
        m_hash.add(m_bytes);
        if (m_hash.result() != m_seal.hashOf(m_block)) {
            return fail({ErrorCode::Io,
                         u"the dump is not what it was when it was hashed: block %1, with %2"_s.arg(
                             QString::number(m_block), m_stream.layout().membersIn(m_block)),
                         {},
                         {},
                         u"its disk may be failing; take the rest with dumps.read, or make the dump anew"_s});
        }
        ++m_block;
        const QByteArrayView frame = m_compressor.compress(m_bytes);
        return frame.isEmpty() ? rawFrame() : frame.toByteArray();
    }

private:
    [[nodiscard]] QByteArray rawFrame() const
    {
        QByteArray frame;
        frame.reserve(zstd::rawFrameSize(m_bytes.size()));
        frame += zstd::rawFrameHeader(m_bytes.size());
        for (qint64 at = 0; at < m_bytes.size(); at += zstd::RawPieceBytes) {
            const qint64 size = std::min(zstd::RawPieceBytes, m_bytes.size() - at);
            frame += zstd::rawPieceHeader(size, at + size == m_bytes.size());
            frame += QByteArrayView(m_bytes).sliced(at, size);
        }
        return frame;
    }

    DumpStream m_stream;
    DumpSeal m_seal;
    ZstdCompressor m_compressor;
    Sha256 m_hash;
    QByteArray m_bytes; ///< of the present block
    qint64 m_block = 0;
};

Result<HostBlob::Next> open(const QString &folder, const DumpSeal &seal)
{
    auto stream = DumpStream::open(folder);
    if (!stream)
        return fail(stream.error());
    if (stream->size() != seal.size || stream->layout().blocks() * Sha256::Bytes != seal.hashes.size())
        return fail(ErrorCode::Io, u"the dump is not what it was when it was hashed"_s);
    const auto maker = std::make_shared<FrameMaker>(*std::move(stream), seal);
    return [maker] { return maker->next(); };
}

} // namespace

Result<DumpArchive> DumpArchive::measure(const QString &folder, const DumpSeal &seal,
                                         const std::stop_token &stop)
{
    const auto stream = DumpStream::open(folder);
    if (!stream)
        return fail(stream.error());
    DumpArchive made;
    made.m_manifest = stream->manifest();
    made.m_manifest.digest.clear();
    made.m_manifest.streamSize = 0;
    const auto next = agent::open(folder, seal);
    if (!next)
        return fail(next.error());
    Sha256 hash;
    for (;;) {
        if (stop.stop_requested())
            return fail(hostOffloadStopped());
        const auto frame = (*next)();
        if (!frame)
            return fail(frame.error());
        if (frame->isEmpty())
            break;
        hash.add(*frame);
        made.m_frames.append(frame->size());
        made.m_blob.size += frame->size();
    }
    made.m_blob.sha256 = hash.result();
    made.m_blob.type = "application/zstd";
    made.m_blob.open = [folder, seal] { return agent::open(folder, seal); };
    return made;
}

} // namespace muster::agent
