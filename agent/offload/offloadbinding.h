// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class OffloadService;

/// dumps.offload, dumps.acknowledge, dumps.release. The service is borrowed and outlives the table's calls.
void bindOffload(MethodTable &methods, OffloadService &offload);

} // namespace muster::agent
