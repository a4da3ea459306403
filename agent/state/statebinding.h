// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class FacetKeeper;
class MethodTable;

/// Adds state.facets and state.control. Both outlive the table's last answer.
void bindState(MethodTable &methods, FacetKeeper &keeper);

} // namespace muster::agent
