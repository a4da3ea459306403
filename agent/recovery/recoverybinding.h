// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class RecoveryService;

/// Adds recovery.show and recovery.set. Both outlive the table's last answer.
void bindRecovery(MethodTable &methods, RecoveryService &recovery);

} // namespace muster::agent
