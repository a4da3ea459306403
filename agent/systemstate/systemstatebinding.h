// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class NodeFacetsSource;
class SystemState;

/// Offers state.system. Both are borrowed; the state outlives the table's use.
void bindSystemState(MethodTable &methods, SystemState &state);

/// Offers state.facets. Both are borrowed; the source outlives the table's use.
void bindNodeFacets(MethodTable &methods, NodeFacetsSource &facets);

} // namespace muster::agent
