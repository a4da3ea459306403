// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/deltablocks.h"

#include "shared/api/dumps.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::unexpected<Error> unfit(const QString &why)
{
    return fail(ErrorCode::Invalid, u"what the client says to have does not fit to the dump: %1"_s.arg(why));
}

} // namespace

Result<DeltaBlocks> DeltaBlocks::of(const DumpLayout &layout, const KnownParts &known, QByteArrayView sums)
{
    const auto isFile = [&layout](int member) {
        const QList<DumpMember> &members = layout.manifest().members;
        return member >= 0 && member < members.size() && hasFile(members[member]);
    };
    if (sums.size() != known.blocks() * blocksums::Bytes)
        return unfit(u"%1 bytes of sums"_s.arg(sums.size()));
    DeltaBlocks delta(layout);
    for (const int member : known.whole) {
        if (!isFile(member))
            return unfit(u"member %1"_s.arg(member));
        delta.m_whole.insert(member);
    }
    for (const KnownBase &base : known.bases) {
        if (!isFile(base.member) || delta.m_whole.contains(base.member))
            return unfit(u"member %1"_s.arg(base.member));
        const qsizetype bytes = base.blocks * blocksums::Bytes;
        delta.m_bases.insert(base.member, {base.blockBytes, sums.first(bytes).toByteArray()});
        sums = sums.sliced(bytes);
    }
    return delta;
}

bool DeltaBlocks::any(qint64 block, const std::function<bool(int member)> &has) const
{
    return std::ranges::any_of(m_layout.partsOf(block), [&](const DumpLayout::Part &part) {
        return part.member >= 0 && has(part.member);
    });
}

bool DeltaBlocks::knows(qint64 block) const
{
    return any(block, [this](int member) { return m_whole.contains(member); });
}

bool DeltaBlocks::mayKnow(qint64 block) const
{
    return any(block, [this](int member) { return m_bases.contains(member); });
}

BlockMatcher *DeltaBlocks::matcher(int member)
{
    const auto base = m_bases.constFind(member);
    if (base == m_bases.cend())
        return nullptr;
    if (m_matchedMember != member) {
        m_matcher.emplace(base->blockBytes, base->sums);
        m_matchedMember = member;
    }
    return &*m_matcher;
}

Result<QByteArray> DeltaBlocks::make(DumpStream &dump, qint64 block)
{
    const qint64 from = block * DumpBlock;
    const qint64 end = from + m_layout.blockSize(block);
    const auto parts = m_layout.partsOf(block);
    for (const DumpLayout::Part &part : parts) {
        if (part.member < 0 || m_whole.contains(part.member))
            continue;
        const qint64 at = std::max(part.at, from);
        m_bytes.resize(std::min(part.at + part.size, end) - at);
        if (const auto got = dump.read(at, std::span(m_bytes.data(), size_t(m_bytes.size()))); !got)
            return fail(got.error());
        if (BlockMatcher *const earlier = matcher(part.member))
            m_writer.add(earlier->runsOf(m_bytes), m_bytes, m_bases[part.member].blockBytes);
        else
            m_writer.add({{m_bytes.size(), 0, 0}}, m_bytes, 0);
    }
    return m_writer.take();
}

} // namespace muster::agent
