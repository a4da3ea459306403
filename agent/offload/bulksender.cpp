// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/bulksender.h"

#include "agent/offload/compressedblocks.h"
#include "agent/offload/encodingchoice.h"
#include "shared/api/dumps.h"
#include "shared/model/codec.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::seconds RequestPatience{10};
/// A receiver whose disk is busy may take a while; one that is gone is noticed by the kernel.
constexpr std::chrono::seconds SendPatience{60};

} // namespace

Result<void> BulkSender::serve()
{
    m_stream.setPatience(RequestPatience);
    const auto line = m_stream.readLine(BulkRequest::MaxBytes);
    if (!line)
        return line.error().code == ErrorCode::TooLarge ? refuse(line.error()) : fail(line.error());
    const auto request = fromJson<BulkRequest>(*line, BulkRequest::MaxBytes);
    if (!request)
        return refuse(request.error());
    const auto ticket = m_tickets.claim(request->ticket, m_stream.nodeId().toString());
    if (!ticket)
        return refuse(ticket.error());
    m_stream.setPatience(SendPatience);
    const std::stop_callback ended((*ticket)->life(), [this] { m_stream.interrupt(); });
    return send(**ticket, *request);
}

Result<void> BulkSender::refuse(const Error &error)
{
    if (auto sent = m_stream.write(toJson(BulkAnswer::refusal(error)) + '\n'); !sent)
        return sent;
    return m_stream.finish();
}

Result<void> BulkSender::send(OffloadTicket &ticket, const BulkRequest &request)
{
    const DumpSeal &seal = ticket.terms().seal;
    auto dump = DumpStream::open(ticket.terms().folder);
    if (!dump)
        return refuse(dump.error());
    const qint64 blocks = dump->layout().blocks();
    if (dump->size() != seal.size) {
        return refuse({ErrorCode::Io,
                       u"dump %1 is not what it was when it was hashed"_s.arg(ticket.terms().dumpId),
                       {},
                       {},
                       u"its disk may be failing; make the dump anew"_s});
    }
    if (request.firstBlock > blocks) {
        return refuse({ErrorCode::Invalid,
                       u"the dump has %1 blocks, not %2"_s.arg(blocks).arg(request.firstBlock),
                       {},
                       u"firstBlock"_s,
                       {}});
    }
    BulkAnswer answer;
    answer.size = seal.size;
    answer.blockBytes = DumpBlock;
    answer.blocks = blocks;
    answer.encoding = request.encoding;
    if (auto sent = m_stream.write(toJson(answer) + '\n' + seal.hashes); !sent)
        return sent;
    auto sent = answer.encoding == bulk::Encoding::None ? sendBlocks(ticket, *dump, request.firstBlock)
                                                        : sendFramedBlocks(ticket, *dump, request.firstBlock);
    return sent ? m_stream.finish() : sent;
}

Result<void> BulkSender::sendBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first)
{
    for (qint64 block = first; block < dump.layout().blocks(); ++block) {
        if (auto sent = sendBlock(ticket, dump, block); !sent)
            return sent;
    }
    return {};
}

Result<void> BulkSender::sendFramedBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first)
{
    const qint64 blocks = dump.layout().blocks();
    EncodingChoice choice;
    CompressedBlocks compressed(ticket.terms().folder, blocks);
    for (qint64 block = first; block < blocks; ++block) {
        const EncodingChoice::Way way = choice.next();
        const qint64 size = dump.layout().blockSize(block);
        const qint64 waiting = m_stream.unsentBytes();
        EncodingChoice::Stopwatch watch;
        QByteArray frame;
        if (way == EncodingChoice::Way::Compressed) {
            auto made = compressed.take(block, choice.ahead());
            if (!made)
                return fail(made.error());
            frame = *std::move(made);
        }
        const auto prepared = watch.elapsed();
        const bool isRaw = frame.isEmpty();
        const BulkFrame head{quint32(isRaw ? size : frame.size()),
                             isRaw ? BulkFrame::Raw : BulkFrame::Compressed};
        auto sent = write(ticket, head.header());
        if (sent)
            sent = isRaw ? sendBlock(ticket, dump, block) : write(ticket, frame);
        if (!sent)
            return sent;
        choice.sent({size, head.bytes, m_stream.unsentBytes() - waiting, prepared, watch.elapsed()});
    }
    return {};
}

Result<void> BulkSender::sendBlock(OffloadTicket &ticket, DumpStream &dump, qint64 block)
{
    std::array<char, DumpStream::ChunkBytes> buffer;
    const qint64 end = block * DumpBlock + dump.layout().blockSize(block);
    for (qint64 at = block * DumpBlock; at < end;) {
        const auto chunk =
            std::span(buffer).first(size_t(std::min<qint64>(DumpStream::ChunkBytes, end - at)));
        if (auto got = dump.read(at, chunk); !got)
            return got;
        const QByteArrayView bytes(chunk.data(), qsizetype(chunk.size()));
        if (auto sent = write(ticket, bytes); !sent)
            return sent;
        at += bytes.size();
    }
    return {};
}

Result<void> BulkSender::write(OffloadTicket &ticket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const QByteArrayView now = bytes.first(std::min(bytes.size(), DumpStream::ChunkBytes));
        if (!m_pace.wait(now.size(), ticket.life()))
            return fail(ErrorCode::Cancelled, u"the ticket has ended"_s);
        if (auto sent = m_stream.write(now); !sent)
            return sent;
        ticket.touch();
        bytes = bytes.sliced(now.size());
    }
    return {};
}

} // namespace muster::agent
