// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class DumpCopies;
class DumpService;
class MethodTable;
class SystemDumps;

/// dumps.create and dumps.show for both scopes, and what members and their coordinator ask each other. All
/// are borrowed and outlive the table's last answer.
void bindSystemDumps(MethodTable &methods, SystemDumps &system, DumpService &dumps, const DumpCopies &copies);

} // namespace muster::agent
