// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

/// Gives the calling thread the least weight in processor and disk that Linux knows, for work that nobody
/// waits for. Where that is refused the thread stays as it is.
void letOthersGoFirst();

} // namespace muster::agent
