// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/boot.h"

namespace muster {

/// Which boots are asked for.
struct BootsParams
{
    int last = KeptBoots;

    static constexpr auto fields()
    {
        return std::tuple(field("last", &BootsParams::last,
                                "How many of the latest; all that are kept "
                                "without it")
                              .between(1, KeptBoots)
                              .optional());
    }
    friend bool operator==(const BootsParams &, const BootsParams &) = default;
};

namespace api {

struct StateBoots
{
    static constexpr const char *Name = "state.boots";
    static constexpr const char *Doc =
        "The boots of this node's host: how long each stage took, how it ended, and whether one stalls now";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = BootsParams;
    using Answer = BootHistory;
};

} // namespace api

} // namespace muster
