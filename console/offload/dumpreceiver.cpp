// SPDX-License-Identifier: Apache-2.0
#include "console/offload/dumpreceiver.h"

#include "console/offload/blockhasher.h"
#include "console/offload/framereader.h"
#include "shared/dumps/dumplayout.h"
#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>

#include <array>
#include <cerrno>
#include <deque>
#include <numeric>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Result<bulk::Encoding> known(bulk::Encoding encoding, bulk::Encoding asked)
{
    if (encoding == bulk::Encoding::None || encoding == asked)
        return encoding;
    return fail(ErrorCode::Unsupported, u"the node sends in an encoding that was not asked for"_s);
}

} // namespace

DumpReceiver::DumpReceiver(Identity own, OffloadPlace place, BytePace &pace, const Settings &settings)
    : m_own(std::move(own))
    , m_place(std::move(place))
    , m_pace(pace)
    , m_settings(settings)
{
}

DumpReceiver::~DumpReceiver()
{
    if (m_part && !m_hasHashes)
        QFile::remove(m_files.part); // nothing is in it
}

qint64 DumpReceiver::blockSize(qint64 block) const
{
    return std::min(DumpBlock, m_record.size - block * DumpBlock);
}

qint64 DumpReceiver::fileSize() const
{
    return std::accumulate(m_record.frames.begin(), m_record.frames.end(), qint64(0));
}

Result<OffloadRecord> DumpReceiver::fetch(const DumpTicket &ticket, const std::stop_token &stop)
{
    const auto there = prepare(ticket, stop);
    if (!there)
        return fail(there.error());
    if (*there)
        return **there;
    for (;;) {
        const auto tried = attempt(ticket, stop);
        if (tried)
            return finish();
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"offloading was stopped; what was fetched is kept"_s);
        if (tried.error().code != ErrorCode::Unavailable || tried.error().field != DamagedField)
            return fail(tried.error());
        qCWarning(logStore).noquote() << "event=blockDamaged dump=" << ticket.id << describe(tried.error());
    }
}

/// @return the record of the dump if all of it is there already
Result<std::optional<OffloadRecord>> DumpReceiver::prepare(const DumpTicket &ticket,
                                                           const std::stop_token &stop)
{
    m_files = OffloadFiles::of(m_place.folder, m_place.node, ticket.id);
    if (!QDir().mkpath(m_place.folder))
        return fail({ErrorCode::Io, u"cannot make the folder"_s, m_place.folder, {}, {}});
    if (QFile::exists(m_files.archive)) {
        auto record = readRecord(m_files.record);
        if (record && record->nodeId == m_place.nodeId.toString() && record->digest == ticket.digest) {
            m_received = ticket.size;
            return std::optional(*std::move(record));
        }
        return fail({ErrorCode::Conflict,
                     u"another dump lies there under the same name"_s,
                     m_files.archive,
                     {},
                     u"move it away, or choose another folder"_s});
    }
    if (!m_part) {
        auto opened = PartFile::open(m_files.part);
        if (!opened)
            return fail(opened.error());
        m_part = *std::move(opened);
        begin(ticket);
        findEarlier();
        auto record = readRecord(m_files.partRecord);
        if (record && record->nodeId == m_record.nodeId && record->digest == ticket.digest) {
            m_record = *std::move(record);
            m_record.frames.clear();
            m_hasHashes = true;
            if (const auto recovered = recover(stop); !recovered)
                return fail(recovered.error());
        }
    } else if (m_record.digest != ticket.digest) {
        begin(ticket);
    }
    return std::optional<OffloadRecord>();
}

void DumpReceiver::findEarlier()
{
    if (!m_settings.usesEarlier || m_settings.encoding != bulk::Encoding::Zstd)
        return;
    m_earlier.emplace(m_place.folder, m_record.nodeId, m_place.node, m_record.id);
    if (m_earlier->isEmpty())
        m_earlier.reset();
}

void DumpReceiver::begin(const DumpTicket &ticket)
{
    m_record = {};
    m_record.nodeId = m_place.nodeId.toString();
    m_record.node = m_place.node;
    m_record.id = ticket.id;
    m_record.digest = ticket.digest;
    m_record.size = ticket.size;
    m_hasHashes = false;
    m_received = 0;
}

/// What an earlier program left is believed only where its hashes are right: after a crash, a file may hold
/// anything behind what was made durable.
Result<void> DumpReceiver::recover(const std::stop_token &stop)
{
    const DumpSeal seal = m_record.seal();
    FrameReader reader(
        [this](qint64 offset, char *into, qsizetype size) { return m_part->readAt(offset, into, size); });
    qint64 offset = 0;
    for (qint64 block = 0; block < blocks(); ++block) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"offloading was stopped; what was fetched is kept"_s);
        const auto frame =
            reader.read(offset, blockSize(block), [this](QByteArrayView bytes) { m_hash.add(bytes); });
        const bool isRight = m_hash.result() == seal.hashOf(block);
        if (!frame && frame.error().code == ErrorCode::Io)
            return fail(frame.error());
        if (!frame || !isRight)
            break;
        m_record.frames.append(*frame);
        offset += *frame;
        m_received += blockSize(block);
    }
    return {};
}

Result<void> DumpReceiver::attempt(const DumpTicket &ticket, const std::stop_token &stop)
{
    const auto context = TlsContext::create(TlsContext::Role::Client, m_own, {TlsContext::BulkChannel});
    if (!context)
        return fail(context.error());
    const auto stream = TlsStream::connect(*context, m_place.endpoint, m_place.via.value_or(m_place.nodeId),
                                           m_settings.connectDeadline, stop);
    if (!stream)
        return fail(stream.error());
    m_assembler.reset();
    const std::stop_callback stopped(stop, [&stream] { (*stream)->interrupt(); });
    (*stream)->setPatience(m_settings.patience);
    const auto answer = ask(**stream, ticket);
    if (!answer)
        return fail(answer.error());
    auto taken = takeHashes(**stream, *answer, ticket);
    if (taken && answer->asksForKnown)
        taken = tellKnown(**stream);
    if (taken)
        taken = takeBlocks(**stream, answer->encoding, stop);
    m_moved += (*stream)->moved();
    return taken;
}

Result<BulkAnswer> DumpReceiver::ask(TlsStream &stream, const DumpTicket &ticket)
{
    const BulkRequest request{ticket.ticket, m_record.frames.size(), m_settings.encoding,
                              m_earlier && m_record.frames.size() < blocks(),
                              m_place.via ? m_record.nodeId : QString()};
    if (const auto sent = stream.write(toJson(request) + '\n'); !sent)
        return fail(sent.error());
    const auto line = stream.readLine(BulkAnswer::MaxBytes);
    if (!line)
        return fail(line.error());
    const auto answer = fromJson<BulkAnswer>(*line, BulkAnswer::MaxBytes);
    if (!answer)
        return answer;
    if (!answer->error.isEmpty()) {
        const ErrorCode code = errorCodeFromName(answer->error);
        const QString field = code == ErrorCode::NotFound ? QString(EndedTicketField) : QString();
        return fail({code, answer->text, stream.address(), field, answer->remedy});
    }
    if (answer->size != ticket.size || answer->blockBytes != DumpBlock || answer->blocks != blocks()) {
        return fail({ErrorCode::Conflict,
                     u"the node announced a dump of %1 bytes, and sends one of %2"_s.arg(ticket.size)
                         .arg(answer->size),
                     stream.address(),
                     {},
                     u"try again; if it stays so, update the agent of the node"_s});
    }
    if (const auto fine = known(answer->encoding, m_settings.encoding); !fine)
        return fail(fine.error());
    if (answer->asksForKnown && !request.hasEarlier)
        return fail(ErrorCode::Unsupported, u"the node asks for earlier dumps, and there are none"_s);
    return answer;
}

/// The hashes are verified before anything else: they are what everything else is verified with.
Result<void> DumpReceiver::takeHashes(TlsStream &stream, const BulkAnswer &answer, const DumpTicket &ticket)
{
    QByteArray hashes(answer.blocks * Sha256::Bytes, Qt::Uninitialized);
    if (auto got = stream.read(std::span(hashes.data(), size_t(hashes.size()))); !got)
        return got;
    if (const QString digest = sealDigest(hashes); digest != ticket.digest) {
        return fail(
            {ErrorCode::Conflict,
             u"the node announced the digest %1, and its block hashes have %2"_s.arg(ticket.digest, digest),
             stream.address(),
             {},
             u"nothing was taken from it; look at the disk of the node"_s});
    }
    if (!m_hasHashes) {
        m_record.blocks = QString::fromLatin1(hashes.toHex());
        if (auto kept = replaceFile(m_files.partRecord, toJson(m_record)); !kept)
            return kept;
        m_hasHashes = true;
    }
    const qint64 left = m_record.size - m_received;
    const qint64 most = fileSize() + left + (left / zstd::RawPieceBytes + 2 * answer.blocks) * 16;
    return m_part->reserve(most);
}

/// The node says what is in the dump, and is told what of it is here.
Result<void> DumpReceiver::tellKnown(TlsStream &stream)
{
    std::array<char, BulkFrame::HeaderBytes> header;
    if (auto got = stream.read(header); !got)
        return got;
    const BulkFrame frame = BulkFrame::read(header);
    if (frame.kind > BulkFrame::Compressed || frame.bytes > MaxManifestBytes)
        return fail(ErrorCode::Unsupported, u"the node sends the manifest in a form that is not known"_s);
    QByteArray json(frame.bytes, Qt::Uninitialized);
    if (auto got = stream.read(std::span(json.data(), size_t(json.size()))); !got)
        return got;
    if (frame.kind == BulkFrame::Compressed) {
        auto unpacked = unpackFrame(json, MaxManifestBytes);
        if (!unpacked)
            return fail(unpacked.error());
        json = *std::move(unpacked);
    }
    const auto layout = DumpLayout::of(json);
    if (!layout)
        return fail(layout.error());
    if (layout->size() != m_record.size)
        return fail(ErrorCode::Conflict, u"the manifest that the node sends is not of this dump"_s,
                    m_place.node);
    m_assembler.emplace(*m_earlier, *layout);
    if (auto sent = stream.write(toJson(m_assembler->known()) + '\n'); !sent)
        return sent;
    return stream.write(m_assembler->sums());
}

Result<void> DumpReceiver::takeBlocks(TlsStream &stream, bulk::Encoding encoding, const std::stop_token &stop)
{
    m_part->seek(fileSize());
    Result<void> taken;
    Result<void> written;
    {
        PartWriter writer(*m_part);
        taken = takeBlocks(stream, writer, encoding, stop);
        written = writer.flush();
    }
    keepWritten();
    return written ? taken : written;
}

/// A block counts once it is in the file: what waited to be written when a connection broke, or when the disk
/// was full, is not there.
void DumpReceiver::keepWritten()
{
    while (fileSize() > m_part->at()) {
        m_received -= blockSize(m_record.frames.size() - 1);
        m_record.frames.removeLast();
    }
}

Result<void> DumpReceiver::takeBlocks(TlsStream &stream, PartWriter &writer, bulk::Encoding encoding,
                                      const std::stop_token &stop)
{
    const DumpSeal seal = m_record.seal();
    BlockHasher hasher(writer);
    BlockReceiver receiver(stream, writer, hasher, m_pace, m_assembler ? &*m_assembler : nullptr, stop);
    std::deque<BlockReceiver::Block> open; // received, and not yet known to be right
    Result<void> outcome;
    const qint64 first = m_record.frames.size();
    for (qint64 block = first; block < blocks() && outcome; ++block) {
        const auto taken = receiver.take(encoding, block, blockSize(block));
        if (!taken)
            outcome = fail(taken.error());
        else
            open.push_back(*taken);
        // When no more comes, those that came count still.
        const bool isLast = !taken || block + 1 == blocks();
        while (!open.empty()) {
            const auto sha256 = isLast ? std::optional(hasher.wait()) : hasher.take();
            if (!sha256)
                break;
            if (const auto kept = keepBlock(open.front(), *sha256 == seal.hashOf(m_record.frames.size()));
                !kept)
                return kept;
            open.pop_front();
        }
    }
    return outcome;
}

Result<void> DumpReceiver::keepBlock(const BlockReceiver::Block &taken, bool isRight)
{
    const qint64 block = m_record.frames.size();
    if (!isRight)
        return taken.isAssembled ? withoutEarlier(block) : damaged(block);
    m_damagedTries = 0;
    m_record.frames.append(taken.frameBytes);
    m_received += blockSize(block);
    return {};
}

/// An archive that is not what it was, or hashes of parts that are the same by chance.
Result<void> DumpReceiver::withoutEarlier(qint64 block)
{
    m_assembler.reset();
    m_earlier.reset();
    return fail(
        {ErrorCode::Unavailable,
         u"block %1 of dump %2 could not be put together out of earlier dumps"_s.arg(block).arg(m_record.id),
         m_place.folder,
         DamagedField,
         {}});
}

Result<void> DumpReceiver::damaged(qint64 block)
{
    const QString which = u"block %1 of %2 of dump %3"_s.arg(block).arg(blocks()).arg(m_record.id);
    if (++m_damagedTries < TriesForABlock)
        return fail({ErrorCode::Unavailable, which + u" came damaged"_s, m_place.node, DamagedField, {}});
    QString members;
    if (const auto layout = manifestSoFar().and_then(&DumpLayout::of);
        layout && layout->size() == m_record.size)
        members = u" (%1)"_s.arg(layout->membersIn(block));
    m_damagedTries = 0;
    return fail({ErrorCode::Io,
                 u"%1%2 is damaged on the node: it came %3 times with another SHA-256 than the dump had"_s
                     .arg(which, members)
                     .arg(TriesForABlock),
                 m_place.node, DamagedField,
                 u"look at the disk of the node; make the dump anew, or take a copy from elsewhere"_s});
}

Result<QByteArray> DumpReceiver::manifestSoFar() const
{
    FrameReader reader(
        [this](qint64 offset, char *into, qsizetype size) { return m_part->readAt(offset, into, size); });
    ManifestCutter cutter;
    qint64 offset = 0;
    for (qint64 block = 0; block < m_record.frames.size() && !cutter.isWhole(); ++block) {
        const auto frame =
            reader.read(offset, blockSize(block), [&cutter](QByteArrayView bytes) { cutter.add(bytes); });
        if (!frame)
            return fail(frame.error());
        offset += *frame;
    }
    return cutter.json();
}

Result<OffloadRecord> DumpReceiver::finish()
{
    m_part->seek(fileSize());
    if (const auto durable = m_part->finish(); !durable)
        return fail(durable.error());
    const auto manifest = manifestSoFar().and_then(
        [](const QByteArray &json) { return fromJson<DumpManifest>(json, MaxManifestBytes); });
    if (!manifest)
        return fail(manifest.error());
    m_record.manifest = *manifest;
    m_record.manifest->digest = m_record.digest;
    m_record.manifest->streamSize = m_record.size;
    m_record.at = now();
    if (const auto written = replaceFile(m_files.record, toJson(m_record)); !written)
        return fail(written.error());
    if (::rename(QFile::encodeName(m_files.part).constData(), QFile::encodeName(m_files.archive).constData())
        != 0)
        return fail(ioError(u"put the dump in place"_s, m_files.archive, errno));
    if (const auto synced = syncFolder(m_place.folder); !synced)
        return fail(synced.error());
    m_part.reset();
    QFile::remove(m_files.partRecord);
    return m_record;
}

} // namespace muster::console
