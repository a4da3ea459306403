// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitconfigbinding.h"

#include "shared/api/unitconfig.h"

#include "agent/server/methodtable.h"
#include "agent/units/unitconfigservice.h"

namespace muster::agent {

void bindUnitConfig(MethodTable &methods, UnitConfigService &config)
{
    methods.add<api::UnitsConfig>([&config](const CallContext &, const UnitConfigParams &params) {
        return config.config(params.name);
    });
    methods.addAsync<api::UnitsCheckConfig>([&config](const CallContext &, CheckUnitConfigParams params) {
        return config.check(std::move(params));
    });
    methods.addAsync<api::UnitsSetConfig>(
        [&config](const CallContext &, SetUnitConfigParams params) { return config.set(std::move(params)); });
    methods.addAsync<api::UnitsRemoveConfig>([&config](const CallContext &, RemoveUnitConfigParams params) {
        return config.remove(std::move(params));
    });
}

} // namespace muster::agent
