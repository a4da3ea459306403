// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

namespace muster::agent {

/// What a site sets about how dumps are sent to others.
struct OffloadConfig
{
    qint64 bytesPerSecond = 0; ///< of all offloads together; 0: no limit
    int atATime = 8;

    static constexpr auto fields()
    {
        return std::tuple(field("bytesPerSecond", &OffloadConfig::bytesPerSecond,
                                "Most bytes that all offloads together may send a second; 0: no limit")
                              .between(0, 1LL << 40)
                              .optional(),
                          field("atATime", &OffloadConfig::atATime,
                                "Dumps that are sent at a time; who comes then is told to try again")
                              .between(1, 256)
                              .optional());
    }
    friend bool operator==(const OffloadConfig &, const OffloadConfig &) = default;
};

} // namespace muster::agent
