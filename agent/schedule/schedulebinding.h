// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class MethodTable;
class Schedules;

/// Offers state.schedule, state.schedules and state.cancelSchedule. Both are borrowed; the schedules outlive
/// the table's use.
void bindSchedules(MethodTable &methods, Schedules &schedules);

} // namespace muster::agent
