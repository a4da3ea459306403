// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class SystemControl;

/// Offers state.act, state.preview and state.acted. Both are borrowed; the control outlives the table's use.
void bindSystemControl(MethodTable &methods, SystemControl &control);

} // namespace muster::agent
