// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootbinding.h"

#include "shared/api/boot.h"

#include "agent/boot/bootwatch.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindBoots(MethodTable &methods, const BootWatch &boots)
{
    methods.add<api::StateBoots>(
        [&boots](const CallContext &, const BootsParams &params) -> Result<BootHistory> {
            return boots.history(params.last);
        });
}

} // namespace muster::agent
