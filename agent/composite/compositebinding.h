// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class Composite;
class MethodTable;

/// Offers `system.show`, `system.check`, `system.set`, `system.ask`, `system.handOver`, and what members call
/// of each other. Both are borrowed; the composite outlives the table's use.
void bindComposite(MethodTable &methods, Composite &composite);

} // namespace muster::agent
