// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class SystemState;

/// Offers state.system. Both are borrowed; the state outlives the table's use.
void bindSystemState(MethodTable &methods, SystemState &state);

} // namespace muster::agent
