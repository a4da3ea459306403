// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/boot.h"

namespace muster::agent {

/// The boot under way, as whoever goes on with it has to know it. Clocks are BootClock's, milliseconds: they
/// compare only within one boot of the node.
struct OpenBoot
{
    QString bootId = {};
    qint64 beganClock = 0;
    qint64 stageClock = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("bootId", &OpenBoot::bootId, "The boot of the node that the clocks are of").between(0, 64),
            field("beganClock", &OpenBoot::beganClock, "When it was first seen").between(0, INT64_MAX),
            field("stageClock", &OpenBoot::stageClock, "Since when it is at its last stage")
                .between(0, INT64_MAX));
    }
    friend bool operator==(const OpenBoot &, const OpenBoot &) = default;
};

/// What a node keeps of its host's boots.
struct BootBook
{
    qint64 recorded = 0;
    QList<BootRecord> boots = {}; ///< the oldest first
    std::optional<OpenBoot> open = {}; ///< the last of them is under way

    static constexpr auto fields()
    {
        return std::tuple(
            field("recorded", &BootBook::recorded, "How many were recorded ever").between(0, INT64_MAX),
            field("boots", &BootBook::boots, "Oldest first").between(0, KeptBoots),
            field("open", &BootBook::open, "Of the last one, while it is under way"));
    }
    friend bool operator==(const BootBook &, const BootBook &) = default;
};

} // namespace muster::agent
