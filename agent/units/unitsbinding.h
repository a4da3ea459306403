// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class UnitService;

/// Adds units.list, units.failures, units.evidence, units.acknowledge and units.collect. The service outlives
/// the table.
void bindUnits(MethodTable &methods, UnitService &units);

} // namespace muster::agent
