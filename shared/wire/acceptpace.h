// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

/// How a listener takes what connects to it.
namespace muster {

constexpr int AcceptsPerWakeUp = 16; ///< then those already accepted have their turn
/// Without a descriptor or memory left, asking again at once would spin.
constexpr std::chrono::seconds RetryWithoutResources{1};

} // namespace muster
