// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

#include "shared/model/words.h"

#include <chrono>
#include <concepts>

namespace muster {

/// A method of the wire, described once for both ends: its name, who may call it, whether it changes the
/// node, the types of its parameters and answer, and what it does.
template <typename M>
concept Method = requires {
    { M::Name } -> std::convertible_to<const char *>;
    { M::Doc } -> std::convertible_to<const char *>;
    { M::MinRole } -> std::convertible_to<Role>;
    { M::Changes } -> std::convertible_to<bool>;
    requires Described<typename M::Params>;
    requires Described<typename M::Answer> || std::same_as<typename M::Answer, RawJson>;
};

/// How long a caller waits if it says nothing else, and the longest a node works on a request.
constexpr std::chrono::milliseconds DefaultDeadline{10'000};
constexpr std::chrono::milliseconds MaxDeadline{180'000};

} // namespace muster
