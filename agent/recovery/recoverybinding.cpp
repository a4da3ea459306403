// SPDX-License-Identifier: Apache-2.0
#include "agent/recovery/recoverybinding.h"

#include "agent/recovery/recoveryservice.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindRecovery(MethodTable &methods, RecoveryService &recovery)
{
    methods.addAsync<api::RecoveryShow>([&recovery](CallContext, Nothing) { return recovery.show(); });
    methods.addAsync<api::RecoverySet>(
        [&recovery](CallContext, RecoveryWish wish) { return recovery.set(std::move(wish)); });
}

} // namespace muster::agent
