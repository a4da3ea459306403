// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class FacetKeeper;
class MethodTable;
class NodeFacetsSource;

/// Adds state.facets. Both outlive the table's last answer.
void bindNodeFacets(MethodTable &methods, const NodeFacetsSource &facets);
/// Adds state.facets and state.control. Both outlive the table's last answer.
void bindState(MethodTable &methods, FacetKeeper &keeper);

} // namespace muster::agent
