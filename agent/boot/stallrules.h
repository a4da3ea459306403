// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/state/boottimes.h"

#include <chrono>
#include <optional>

namespace muster::agent {

/// When a stage of a boot lasts too long.
struct StallRules
{
    /// What a stage may last where the host's earlier boots tell nothing; 0: as long as it likes.
    std::chrono::seconds bootStall{0};
    /// From so many earlier complete boots that came to the stage on, they tell.
    int boots = BootsToCompare;
    /// Then it may last so many times the longest of them.
    int factor = 3;
    /// And never less than this: stages of a moment vary by more than that.
    std::chrono::milliseconds floor{30'000};
};

/// How long a stage may last.
struct StallLimit
{
    std::chrono::milliseconds limit{0};
    bool isByHistory = false;
    QString why = {}; ///< what it is measured by, for people

    friend bool operator==(const StallLimit &, const StallLimit &) = default;
};

/// Nothing where it may last as long as it likes. History counts where there is enough: it makes the limit
/// shorter than bootStall on a fast host, and longer on one that is always slow there. One odd boot does not
/// stretch it beyond bootStall: what is longer than that goes by the median in the place of the longest.
/// Before the first stage it counts alone, too, until the host has ever told one: many never do. Pure.
/// @param boots all that are recorded before this one
[[nodiscard]] std::optional<StallLimit> stallLimitOf(const QString &stage, const QList<BootRecord> &boots,
                                                     const StallRules &rules);

} // namespace muster::agent
