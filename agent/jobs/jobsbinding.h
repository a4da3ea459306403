// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class Jobs;
class MethodTable;

/// Adds jobs.list and jobs.cancel. The jobs outlive the table.
void bindJobs(MethodTable &methods, Jobs &jobs);

} // namespace muster::agent
