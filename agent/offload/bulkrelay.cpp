// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/bulkrelay.h"

#include "shared/dumps/blocksums.h"
#include "shared/dumps/dumplayout.h"
#include "shared/model/codec.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::seconds ConnectDeadline{10};
constexpr std::chrono::seconds MemberPatience{60};
constexpr size_t RelayChunkBytes = 64 * 1024;

} // namespace

Result<void> BulkRelay::serve(const BulkRequest &request, const MemberDirectory::Place &member,
                              const TlsContext &context)
{
    const auto there = TlsStream::connect(context, member.endpoint, member.nodeId, ConnectDeadline, m_stop);
    if (!there) {
        const Error why{
            ErrorCode::Unavailable,
            u"%1 cannot be reached from its coordinator: %2"_s.arg(member.name, there.error().text),
            {},
            {},
            {}};
        if (auto sent = m_client.write(toJson(BulkAnswer::refusal(why)) + '\n'); !sent)
            return sent;
        return m_client.finish();
    }
    TlsStream &stream = **there;
    const std::stop_callback ended(m_stop, [&stream] { stream.interrupt(); });
    stream.setPatience(MemberPatience);
    if (auto done = handOn(stream, request); !done)
        return done;
    return m_client.finish();
}

Result<void> BulkRelay::handOn(TlsStream &member, const BulkRequest &request)
{
    if (auto sent = member.write(toJson(request) + '\n'); !sent)
        return sent;
    const auto line = member.readLine(BulkAnswer::MaxBytes);
    if (!line)
        return fail(line.error());
    const auto answer = fromJson<BulkAnswer>(*line, BulkAnswer::MaxBytes);
    if (!answer)
        return fail(answer.error());
    if (auto sent = m_client.write(*line + '\n'); !sent)
        return sent;
    if (answer->asksForKnown) {
        if (auto hashes = copy(member, m_client, answer->blocks * Sha256::Bytes); !hashes)
            return hashes;
        if (auto known = handOnKnown(member); !known)
            return known;
    }
    return copyRest(member, m_client);
}

/// The one part in which the client speaks, too.
Result<void> BulkRelay::handOnKnown(TlsStream &member)
{
    std::array<char, BulkFrame::HeaderBytes> header;
    if (auto got = member.read(header); !got)
        return got;
    const BulkFrame manifest = BulkFrame::read(header);
    if (manifest.bytes > MaxManifestBytes)
        return fail(ErrorCode::TooLarge, u"the member sends a manifest of %1 bytes"_s.arg(manifest.bytes));
    if (auto sent = m_client.write(QByteArrayView(header.data(), header.size())); !sent)
        return sent;
    if (auto copied = copy(member, m_client, manifest.bytes); !copied)
        return copied;
    const auto line = m_client.readLine(KnownParts::MaxBytes);
    if (!line)
        return fail(line.error());
    const auto known = fromJson<KnownParts>(*line, KnownParts::MaxBytes);
    if (!known)
        return fail(known.error());
    if (auto sent = member.write(*line + '\n'); !sent)
        return sent;
    return copy(m_client, member, known->blocks() * blocksums::Bytes);
}

Result<void> BulkRelay::copy(TlsStream &from, TlsStream &to, qint64 bytes)
{
    std::array<char, RelayChunkBytes> buffer;
    while (bytes > 0) {
        const auto now = std::span(buffer).first(size_t(std::min(bytes, qint64(buffer.size()))));
        if (auto got = from.read(now); !got)
            return got;
        if (auto sent = to.write(QByteArrayView(now.data(), qsizetype(now.size()))); !sent)
            return sent;
        bytes -= qint64(now.size());
    }
    return {};
}

Result<void> BulkRelay::copyRest(TlsStream &from, TlsStream &to)
{
    std::array<char, RelayChunkBytes> buffer;
    for (;;) {
        const auto got = from.readSome(buffer);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return {};
        if (!m_pace.wait(*got, m_stop))
            return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
        if (auto sent = to.write(QByteArrayView(buffer.data(), *got)); !sent)
            return sent;
    }
}

} // namespace muster::agent
