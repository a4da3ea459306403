// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/boot.h"

#include <optional>

namespace muster {

/// What earlier boots of one host took.
struct UsualTime
{
    qint64 median = 0; ///< milliseconds
    qint64 longest = 0; ///< milliseconds
    int boots = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("median", &UsualTime::median, "The median, milliseconds").between(0, INT64_MAX),
            field("longest", &UsualTime::longest, "The longest, milliseconds").between(0, INT64_MAX),
            field("boots", &UsualTime::boots, "Of how many boots").between(1, KeptBoots));
    }
    friend bool operator==(const UsualTime &, const UsualTime &) = default;
};

/// From so many complete boots on, earlier ones say what is usual.
constexpr int BootsToCompare = 3;

/// Whether it was seen from its begin to its end, and its operating system runs: only such are compared with.
[[nodiscard]] bool isComplete(const BootRecord &boot);

/// The complete ones before that one, in the order given.
/// @param number of a boot; 0: all complete ones
[[nodiscard]] QList<BootRecord> completeBefore(const QList<BootRecord> &boots, qint64 number);

/// All time that a boot spent at a stage, milliseconds; nothing when it never came there, or it is not known.
[[nodiscard]] std::optional<qint64> timeAt(const BootRecord &boot, QStringView stage);

/// What complete boots took at a stage, of those that came there. Nothing when none did.
[[nodiscard]] std::optional<UsualTime> usualAt(const QList<BootRecord> &complete, QStringView stage);
/// What they took in all. Nothing without any.
[[nodiscard]] std::optional<UsualTime> usualTotal(const QList<BootRecord> &complete);

/// Whether a time is slower than usual: longer than any of at least BootsToCompare earlier boots took, and by
/// half more than the median, and by a second.
[[nodiscard]] bool isSlow(qint64 milliseconds, const std::optional<UsualTime> &usual);

} // namespace muster
