// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class DumpService;
class MethodTable;

/// Adds dumps.kinds, list, show, create, delete and read to the table. All outlive it.
void bindDumps(MethodTable &methods, DumpService &dumps);

} // namespace muster::agent
