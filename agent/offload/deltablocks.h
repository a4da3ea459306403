// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/deltapayload.h"
#include "shared/dumps/dumpstream.h"

#include <QHash>
#include <QSet>

namespace muster::agent {

/// Makes of a dump's blocks what a receiver needs that has parts of them, from what it told. Nothing of
/// earlier dumps is kept here.
class DeltaBlocks
{
public:
    /// @param sums of all bases, one after the other. Errors: Invalid when parts and sums do not fit
    /// together, or not to the dump.
    [[nodiscard]] static Result<DeltaBlocks> of(const DumpLayout &layout, const KnownParts &known,
                                                QByteArrayView sums);

    /// Whether the receiver has some bytes of a block for certain.
    [[nodiscard]] bool knows(qint64 block) const;
    /// Whether it may have some: there was an earlier version.
    [[nodiscard]] bool mayKnow(qint64 block) const;
    /// The payload of a block. Errors: those of DumpStream.
    [[nodiscard]] Result<QByteArray> make(DumpStream &dump, qint64 block);

private:
    struct Base
    {
        qint64 blockBytes;
        QByteArray sums;
    };
    explicit DeltaBlocks(DumpLayout layout)
        : m_layout(std::move(layout))
    {
    }
    [[nodiscard]] bool any(qint64 block, const std::function<bool(int member)> &has) const;
    [[nodiscard]] BlockMatcher *matcher(int member);

    DumpLayout m_layout;
    QSet<int> m_whole;
    QHash<int, Base> m_bases;
    int m_matchedMember = -1;
    std::optional<BlockMatcher> m_matcher; ///< of that member
    DeltaPayloadWriter m_writer;
    QByteArray m_bytes;
};

} // namespace muster::agent
