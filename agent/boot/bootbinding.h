// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class BootWatch;
class MethodTable;

/// Offers state.boots. Both are borrowed; the watch outlives the table's last answer.
void bindBoots(MethodTable &methods, const BootWatch &boots);

} // namespace muster::agent
