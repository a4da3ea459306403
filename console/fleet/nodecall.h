// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/api/method.h"
#include "shared/model/codec.h"

namespace muster::console {

/// Calls a method of a node with its types. Errors: those of FleetActions::call() and of the method; Invalid
/// for an answer that cannot be read.
template <Method M>
[[nodiscard]] QCoro::Task<Result<typename M::Answer>>
callNode(FleetActions &actions, QString nodeId, typename M::Params params,
         std::chrono::milliseconds deadline = DefaultDeadline)
{
    const auto answer = co_await actions.call(nodeId, M::Name, toJson(params), deadline);
    co_return answer.and_then([](const QByteArray &json) { return fromJson<typename M::Answer>(json); });
}

} // namespace muster::console
