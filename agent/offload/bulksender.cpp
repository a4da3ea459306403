// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/bulksender.h"

#include "agent/offload/bulkrelay.h"
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
    if (!request->to.isEmpty())
        return relay(*request);
    if (!request->onBehalfOf.isEmpty() && !m_isMember) {
        return refuse({ErrorCode::Forbidden,
                       u"only members of this node's system may fetch on behalf of others"_s,
                       {},
                       u"onBehalfOf"_s,
                       {}});
    }
    const QString peerId = request->onBehalfOf.isEmpty() ? m_stream.nodeId().toString() : request->onBehalfOf;
    const auto ticket = m_shared.tickets.claim(request->ticket, peerId);
    if (!ticket)
        return refuse(ticket.error());
    m_stream.setPatience(SendPatience);
    const std::stop_callback ended((*ticket)->life(), [this] { m_stream.interrupt(); });
    auto sent = send(**ticket, *request);
    if (!sent && sent.error().code == ErrorCode::Io)
        (*ticket)->noteUnreadable();
    return sent;
}

Result<void> BulkSender::relay(const BulkRequest &request)
{
    if (!request.onBehalfOf.isEmpty() || !m_shared.members) {
        return refuse({ErrorCode::Unsupported,
                       u"this node hands nothing on"_s,
                       {},
                       u"to"_s,
                       u"fetch from the node itself"_s});
    }
    const auto member = m_shared.members->directory.find(request.to);
    if (!member)
        return refuse(member.error());
    BulkRequest handedOn = request;
    handedOn.to.clear();
    handedOn.onBehalfOf = m_stream.nodeId().toString();
    const auto context =
        TlsContext::create(TlsContext::Role::Client, m_shared.members->own, {TlsContext::BulkChannel});
    if (!context)
        return refuse(context.error());
    m_stream.setPatience(SendPatience);
    return BulkRelay(m_stream, m_shared.pace, m_shared.stop).serve(handedOn, *member, *context);
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
    answer.asksForKnown = request.hasEarlier && request.encoding == bulk::Encoding::Zstd;
    if (auto sent = m_stream.write(toJson(answer) + '\n' + seal.hashes); !sent)
        return sent;
    std::optional<DeltaBlocks> delta;
    if (answer.asksForKnown) {
        auto known = askForKnown(ticket, *dump);
        if (!known)
            return fail(known.error());
        delta = *std::move(known);
    }
    auto sent = answer.encoding == bulk::Encoding::None
                    ? sendBlocks(ticket, *dump, request.firstBlock)
                    : sendFramedBlocks(ticket, *dump, request.firstBlock, std::move(delta));
    return sent ? m_stream.finish() : sent;
}

Result<DeltaBlocks> BulkSender::askForKnown(OffloadTicket &ticket, const DumpStream &dump)
{
    const DumpLayout &layout = dump.layout();
    ZstdCompressor compressor(ZstdCompressor::Level::Small);
    const QByteArrayView packed = compressor.compress(layout.manifestJson());
    if (auto sent = packed.isEmpty() ? sendFrame(ticket, BulkFrame::Raw, layout.manifestJson())
                                     : sendFrame(ticket, BulkFrame::Compressed, packed);
        !sent)
        return fail(sent.error());
    const auto line = m_stream.readLine(KnownParts::MaxBytes);
    if (!line)
        return fail(line.error());
    const auto known = fromJson<KnownParts>(*line, KnownParts::MaxBytes);
    if (!known)
        return fail(known.error());
    if (known->blocks() > KnownParts::MaxBlocks)
        return fail(ErrorCode::TooLarge, u"the client has %1 blocks of earlier dumps"_s.arg(known->blocks()));
    QByteArray sums(known->blocks() * blocksums::Bytes, Qt::Uninitialized);
    if (const auto got = m_stream.read(std::span(sums.data(), size_t(sums.size()))); !got)
        return fail(got.error());
    ticket.touch();
    return DeltaBlocks::of(layout, *known, sums);
}

Result<void> BulkSender::sendFrame(OffloadTicket &ticket, BulkFrame::Kind kind, QByteArrayView bytes)
{
    if (auto sent = write(ticket, BulkFrame{quint32(bytes.size()), kind}.header()); !sent)
        return sent;
    return write(ticket, bytes);
}

Result<void> BulkSender::sendBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first)
{
    for (qint64 block = first; block < dump.layout().blocks(); ++block) {
        if (auto sent = sendBlock(ticket, dump, block); !sent)
            return sent;
    }
    return {};
}

Result<void> BulkSender::sendFramedBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first,
                                          std::optional<DeltaBlocks> delta)
{
    const qint64 blocks = dump.layout().blocks();
    EncodingChoice choice;
    CompressedBlocks compressed(ticket.terms().folder, blocks);
    for (qint64 block = first; block < blocks; ++block) {
        const EncodingChoice::Way way = choice.next();
        const qint64 size = dump.layout().blockSize(block);
        // To look for what is known takes longer than a fast link needs for all of it.
        const bool isKnown =
            delta
            && (delta->knows(block) || (way == EncodingChoice::Way::Compressed && delta->mayKnow(block)));
        if (isKnown) {
            const auto payload = delta->make(dump, block);
            if (!payload)
                return fail(payload.error());
            if (payload->size() < size) {
                if (auto sent = sendFrame(ticket, BulkFrame::Delta, *payload); !sent)
                    return sent;
                continue;
            }
        }
        const qint64 waiting = m_stream.unsentBytes();
        const auto held = m_stream.heldByReceiver();
        EncodingChoice::Stopwatch watch;
        QByteArray frame;
        if (way == EncodingChoice::Way::Compressed) {
            auto made = compressed.take(block, delta ? 0 : choice.ahead());
            if (!made)
                return fail(made.error());
            frame = *std::move(made);
        }
        const auto prepared = watch.elapsed();
        const bool isRaw = frame.isEmpty();
        auto sent = isRaw ? write(ticket, BulkFrame{quint32(size), BulkFrame::Raw}.header())
                          : sendFrame(ticket, BulkFrame::Compressed, frame);
        if (sent && isRaw)
            sent = sendBlock(ticket, dump, block);
        if (!sent)
            return sent;
        choice.sent({size, isRaw ? size : frame.size(), m_stream.unsentBytes() - waiting, prepared,
                     watch.elapsed(), m_stream.heldByReceiver() - held});
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
        if (!m_shared.pace.wait(now.size(), ticket.life()))
            return fail(ErrorCode::Cancelled, u"the ticket has ended"_s);
        if (auto sent = m_stream.write(now); !sent)
            return sent;
        ticket.touch();
        bytes = bytes.sliced(now.size());
    }
    return {};
}

} // namespace muster::agent
