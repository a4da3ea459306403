// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/state/boottimes.h"

#include <QStringList>

namespace muster::console {

/// A stage of a boot beside what it usually takes on that host.
struct ComparedStage
{
    BootStage stage = {};
    std::optional<UsualTime> usual = {};
    bool isSlow = false;
    bool isPresent = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("stage", &ComparedStage::stage, "The stage"),
            field("usual", &ComparedStage::usual, "What complete boots before took there; absent: none did"),
            field("isSlow", &ComparedStage::isSlow, "It took clearly longer than in all of them"),
            field("isPresent", &ComparedStage::isPresent, "The boot is there now"));
    }
};

/// A boot beside what boots usually take on that host.
struct ComparedBoot
{
    BootRecord boot = {};
    std::optional<UsualTime> usual = {};
    bool isSlow = false;
    QList<ComparedStage> stages = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("boot", &ComparedBoot::boot, "The boot"),
            field("usual", &ComparedBoot::usual, "What complete boots before took in all; absent: none"),
            field("isSlow", &ComparedBoot::isSlow, "It took clearly longer than all of them"),
            field("stages", &ComparedBoot::stages, "Its stages, in order"));
    }
};

/// Each boot beside those before it, the newest first. Pure.
[[nodiscard]] QList<ComparedBoot> compareBoots(const BootHistory &history);

/// What is not well: a boot that stalls, or one that failed and was the last; or that its boots cannot be
/// seen though the node has them. Empty: nothing of this is known. Pure.
[[nodiscard]] QStringList bootFindings(const BootHistory &history);

} // namespace muster::console
