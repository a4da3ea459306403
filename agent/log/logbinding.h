// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class LogService;
class MethodTable;

/// Adds log.list, log.show, log.delete and log.blocks. Both outlive the table's last answer.
void bindLog(MethodTable &methods, LogService &log);

} // namespace muster::agent
