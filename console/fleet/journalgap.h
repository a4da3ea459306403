// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/codec.h"

namespace muster::console {

/// Data of the event that the console writes where a node's journal does not go on from what it told before.
struct JournalGap
{
    static constexpr QLatin1StringView Kind{"console.gap"};

    QString epoch;
    qint64 next = 1;

    static constexpr auto fields()
    {
        return std::tuple(
            field("epoch", &JournalGap::epoch, "The node's journal after the gap").between(1, 64),
            field("next", &JournalGap::next, "The first event after the gap").between(1, INT64_MAX));
    }
};

} // namespace muster::console
