// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class DumpService;
class MethodTable;
class SystemDumps;

/// dumps.create for both scopes, and what members and their coordinator ask each other. All are borrowed and
/// outlive the table's last answer.
void bindSystemDumps(MethodTable &methods, SystemDumps &system, DumpService &dumps);

} // namespace muster::agent
