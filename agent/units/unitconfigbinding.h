// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class UnitConfigService;

/// Adds units.config, units.checkConfig, units.setConfig and units.removeConfig. The service outlives the
/// table.
void bindUnitConfig(MethodTable &methods, UnitConfigService &config);

} // namespace muster::agent
