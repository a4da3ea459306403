// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class EventLog;
class MethodTable;

/// Offers events.*. Both are borrowed; the log outlives the table's use.
void bindEvents(MethodTable &methods, EventLog &events);

} // namespace muster::agent
