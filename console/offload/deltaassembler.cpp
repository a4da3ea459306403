// SPDX-License-Identifier: Apache-2.0
#include "console/offload/deltaassembler.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> notOfThisBlock()
{
    return fail(ErrorCode::Invalid, u"what came is not of this block"_s);
}

} // namespace

DeltaAssembler::DeltaAssembler(EarlierDumps &earlier, DumpLayout layout)
    : m_earlier(earlier)
    , m_layout(std::move(layout))
{
    findKnown();
}

void DeltaAssembler::findKnown()
{
    const QList<DumpMember> &members = m_layout.manifest().members;
    QList<std::pair<int, EarlierDumps::Place>> versions;
    qint64 bytes = 0;
    qint64 blocks = 0;
    for (int i = 0; i < members.size(); ++i) {
        if (!hasFile(members[i]) || members[i].size == 0)
            continue;
        if (const auto same = m_earlier.same(members[i]); same && m_whole.size() < KnownParts::MaxWhole) {
            m_whole.insert(i, *same);
            m_known.whole.append(i);
        } else if (const auto version = m_earlier.earlier(members[i]);
                   version && bytes + version->size <= MaxBaseBytes
                   && versions.size() < KnownParts::MaxBases) {
            versions.append({i, *version});
            bytes += version->size;
            blocks += version->size / blocksums::usualBlockBytes(version->size);
        }
    }
    qint64 coarser = 1;
    while (blocks / coarser > KnownParts::MaxBlocks)
        coarser *= 2;
    for (const auto &[member, place] : std::as_const(versions)) {
        // One that cannot be read is no reason not to use the others.
        if (!addBase(member, place, coarser * blocksums::usualBlockBytes(place.size)))
            m_sums.truncate(m_known.blocks() * blocksums::Bytes);
    }
}

bool DeltaAssembler::addBase(int member, const EarlierDumps::Place &place, qint64 blockBytes)
{
    const qint64 blocks = place.size / blockBytes;
    if (blocks == 0)
        return true;
    Sha256 hash;
    QByteArray block(blockBytes, Qt::Uninitialized);
    for (qint64 i = 0; i < blocks; ++i) {
        const auto got = m_earlier.read(place, i * blockBytes, std::span(block.data(), size_t(blockBytes)));
        if (!got)
            return false;
        m_sums += blocksums::of(hash, block);
    }
    m_bases.insert(member, {place, blockBytes, blocks});
    m_known.bases.append({member, blockBytes, blocks});
    return true;
}

Result<QByteArrayView> DeltaAssembler::assemble(qint64 block, QByteArrayView payload)
{
    if (const auto opened = m_payload.open(payload); !opened)
        return fail(opened.error());
    m_context.clear();
    m_new.clear();
    const qint64 from = block * DumpBlock;
    m_block.resize(m_layout.blockSize(block));
    const auto parts = m_layout.partsOf(block);
    for (const DumpLayout::Part &part : parts) {
        const qint64 at = std::max(part.at, from);
        const qint64 size = std::min(part.at + part.size, from + m_block.size()) - at;
        const auto into =
            std::span(m_block.data(), size_t(m_block.size())).subspan(size_t(at - from), size_t(size));
        if (const auto filled = fill(part, at - part.at, into); !filled)
            return fail(filled.error());
    }
    if (const auto filled = fillNew(); !filled)
        return fail(filled.error());
    return QByteArrayView(m_block);
}

Result<void> DeltaAssembler::fill(const DumpLayout::Part &part, qint64 offset, std::span<char> into)
{
    if (part.member < 0) {
        if (part.bytes.isEmpty())
            std::memset(into.data(), 0, into.size());
        else
            std::memcpy(into.data(), part.bytes.constData() + offset, into.size());
        return {};
    }
    if (const auto whole = m_whole.constFind(part.member); whole != m_whole.cend())
        return m_earlier.read(*whole, offset, into);
    return fillFromRuns(part.member, into);
}

/// What is known of the part; what is new has its place kept, for it can only be read once all that is known
/// is there.
Result<void> DeltaAssembler::fillFromRuns(int member, std::span<char> into)
{
    const auto base = m_bases.constFind(member);
    const QByteArrayView whole(into.data(), qsizetype(into.size()));
    std::vector<BlockMatcher::Run> runs;
    while (!into.empty()) {
        const auto run = m_payload.run();
        if (!run)
            return fail(run.error());
        if (run->literal > qint64(into.size()))
            return notOfThisBlock();
        runs.push_back(*run);
        m_new.push_back(into.first(size_t(run->literal)));
        into = into.subspan(size_t(run->literal));
        if (run->blocks == 0)
            continue;
        if (base == m_bases.cend() || run->firstBlock > base->blocks
            || run->blocks > base->blocks - run->firstBlock
            || run->blocks > qint64(into.size()) / base->blockBytes)
            return notOfThisBlock();
        const auto known = into.first(size_t(run->blocks * base->blockBytes));
        if (auto got = m_earlier.read(base->place, run->firstBlock * base->blockBytes, known); !got)
            return got;
        into = into.subspan(known.size());
    }
    addContext(m_context, runs, whole, base == m_bases.cend() ? 0 : base->blockBytes);
    return {};
}

Result<void> DeltaAssembler::fillNew()
{
    if (const auto opened = m_payload.openLiterals(m_context); !opened)
        return opened;
    for (const std::span<char> place : m_new) {
        const auto bytes = m_payload.literal(qint64(place.size()));
        if (!bytes)
            return fail(bytes.error());
        std::memcpy(place.data(), bytes->data(), place.size());
    }
    return {};
}

} // namespace muster::console
