// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/framereader.h"
#include "shared/dumps/dumplayout.h"
#include "shared/tls/sha256.h"

namespace muster::console {

/// Something that is not as it should be in an offloaded dump.
struct OffloadFault
{
    QString what;
    QString name;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(
            field("what", &OffloadFault::what, "What is wrong: archive, record, block, member"),
            field("name", &OffloadFault::name, "Which: the number of a block, the name of a member")
                .optional(),
            field("text", &OffloadFault::text, "How, one sentence"));
    }
    friend bool operator==(const OffloadFault &, const OffloadFault &) = default;
};

/// Compares a dump's tar stream, as it comes, with what the manifest at its beginning says: headers, sizes
/// and the hash of every member.
class StreamChecker
{
public:
    void add(QByteArrayView bytes);
    /// So many bytes of the stream cannot be had. @param layout of the stream, if that is known otherwise
    void skip(qint64 count, const std::optional<DumpLayout> &layout);
    /// The stream is over. @return what was wrong
    [[nodiscard]] QList<OffloadFault> finish();

    [[nodiscard]] const std::optional<DumpLayout> &layout() const { return m_layout; }
    /// It cannot be a dump, whatever follows.
    [[nodiscard]] bool isHopeless() const { return m_isHopeless; }
    /// More than the manifest says has come.
    [[nodiscard]] bool isBeyondEnd() const { return m_layout && m_at > m_layout->size(); }

private:
    void start(const DumpLayout &layout);
    void check(QByteArrayView bytes);
    void checkPart(const DumpLayout::Part &part, QByteArrayView bytes);

    ManifestCutter m_cutter;
    QByteArray m_waiting; ///< until the layout is known
    std::optional<DumpLayout> m_layout;
    Sha256 m_hash;
    qint64 m_at = 0;
    bool m_isPartGone = false; ///< bytes of the present part were skipped
    bool m_isFrameWrong = false;
    bool m_isHopeless = false;
    QList<OffloadFault> m_faults;
};

} // namespace muster::console
