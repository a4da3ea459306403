// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/boot/bootbook.h"
#include "agent/boot/bootsigns.h"

#include <chrono>
#include <optional>

namespace muster::agent {

/// Follows the boots of a host by the signs that a node's facets give. Rules only: it reads no clock, and
/// keeps nothing on a disk.
///
/// A boot begins when a host that was down starts, or when it comes to a stage behind the one it had booted
/// to; it ends when it runs, is Quiesced, or goes off. In between the stages come in any order and more than
/// once, for platforms differ. What happened while nobody could see it is Unknown, unless the same stage goes
/// on since the same moment.
class BootTrack
{
public:
    /// When something is seen.
    struct Moment
    {
        std::chrono::milliseconds clock{}; ///< BootClock
        Timestamp wall{};
    };
    /// What has come of new signs.
    struct Steps
    {
        std::optional<BootRecord> ended = {};
        bool hasBegun = false;
        bool hasMoved = false; ///< to another stage of the same boot
        [[nodiscard]] bool isAny() const { return ended || hasBegun || hasMoved; }
    };

    /// The times of one moment differ by this where one is the source's and the other the node's.
    static constexpr std::chrono::milliseconds SameMoment{2'000};

    /// @param book as it was kept
    /// @param bootId of this boot of the node
    BootTrack(BootBook book, QString bootId);

    [[nodiscard]] Steps take(const BootSigns &signs, const Moment &at);

    [[nodiscard]] const BootBook &book() const { return m_book; }
    /// The boot under way; null when there is none.
    [[nodiscard]] const BootRecord *open() const;
    /// How long it has been at its stage in all, as far as that was seen. Only while one is under way.
    [[nodiscard]] std::chrono::milliseconds timeAtStage(std::chrono::milliseconds clock) const;
    /// Whether the signs tell what happens now.
    [[nodiscard]] bool isSeeing() const { return m_isSeeing; }
    /// All boots, the newest first; the durations of the one under way are those so far.
    [[nodiscard]] QList<BootRecord> told(std::chrono::milliseconds clock) const;

private:
    [[nodiscard]] BootRecord &last() { return m_book.boots.last(); }
    [[nodiscard]] bool isSameStill(const BootSigns &signs) const;
    [[nodiscard]] bool isAnother(const BootSigns &signs, bool hadGap) const;
    void goOnAfterGap(const BootSigns &signs, Steps &steps);
    void follow(const BootSigns &signs, const Moment &at, Steps &steps);
    void begin(const BootSigns &signs, const Moment &at, bool isJoined);
    void closeStage(std::chrono::milliseconds clock);
    void addStage(const BootSigns &signs, const Moment &at);
    void end(BootOutcome outcome, const QString &why, const Moment &at, Steps &steps);
    void endUnseen(BootOutcome outcome, const QString &why, Steps &steps);

    BootBook m_book;
    QString m_bootId;
    BootSigns m_before = {}; ///< the last that told anything
    bool m_isSeeing = false;
    bool m_wasDown = false; ///< the host, since its last boot
};

} // namespace muster::agent
