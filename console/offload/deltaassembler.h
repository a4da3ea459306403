// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/earlierdumps.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/deltapayload.h"

namespace muster::console {

/// The receiver's side of a transfer of what is new only: says what earlier dumps have of a dump, and puts
/// its blocks together out of those and of what came. What it makes is to be verified. Blocks on the disk.
class DeltaAssembler
{
public:
    /// Bytes of earlier files that are read, to tell what is in them: the node waits for it.
    static constexpr qint64 MaxBaseBytes = 4LL * 1024 * 1024 * 1024;

    /// Reads the files of which there may be other versions. @param earlier borrowed
    DeltaAssembler(EarlierDumps &earlier, DumpLayout layout);

    [[nodiscard]] const KnownParts &known() const { return m_known; }
    /// Of all bases, one after the other.
    [[nodiscard]] const QByteArray &sums() const { return m_sums; }

    /// A block of the dump's stream, valid until the next one. Errors: Invalid when the payload is none, or
    /// not of this block; those of EarlierDumps::read().
    [[nodiscard]] Result<QByteArrayView> assemble(qint64 block, QByteArrayView payload);

private:
    struct Base
    {
        EarlierDumps::Place place;
        qint64 blockBytes;
        qint64 blocks;
    };
    void findKnown();
    [[nodiscard]] bool addBase(int member, const EarlierDumps::Place &place, qint64 blockBytes);
    [[nodiscard]] Result<void> fill(const DumpLayout::Part &part, qint64 offset, std::span<char> into);
    [[nodiscard]] Result<void> fillFromRuns(int member, std::span<char> into);
    [[nodiscard]] Result<void> fillNew();

    EarlierDumps &m_earlier;
    DumpLayout m_layout;
    KnownParts m_known;
    QByteArray m_sums;
    QHash<int, EarlierDumps::Place> m_whole;
    QHash<int, Base> m_bases;
    DeltaPayloadReader m_payload;
    QByteArray m_block;
    QByteArray m_context; ///< of the present block
    std::vector<std::span<char>> m_new; ///< where its new bytes belong
};

} // namespace muster::console
