// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

namespace muster {

/// Turns what OpenSSL left in this thread's error queue into a sentence for people, and empties the queue.
/// @param systemError errno of the failed call, 0 when the stream just ended.
/// NotPaired when a certificate is why, whosever it is; else Unavailable.
[[nodiscard]] Error tlsError(int systemError);

} // namespace muster
