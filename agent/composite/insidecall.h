// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/server/methodtable.h"

#include <QCoroTask>

namespace muster::agent {

/// What a method of this agent answers when another method calls it in somebody's name: role, audit and
/// decoding are those of any call. The table outlives the task. Errors: the method's; Invalid for params that
/// are no JSON.
[[nodiscard]] QCoro::Task<Result<RawJson>> callInside(const MethodTable &methods, CallContext caller,
                                                      QString method, RawJson params);

} // namespace muster::agent
