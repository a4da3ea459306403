// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/stateplatform.h"

namespace muster::agent {

/// For machines whose host keeps no such thing.
QCoro::Task<Result<void>> StatePlatform::noteStartCause(StartCause)
{
    Result<void> nothing;
    co_return nothing;
}

} // namespace muster::agent
