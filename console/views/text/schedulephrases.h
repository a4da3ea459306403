// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/marks.h"

#include "shared/model/schedule.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for what is done at a time.
class SchedulePhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::SchedulePhrases)
public:
    [[nodiscard]] static QString when(Timestamp at); ///< "Tue 24 Nov, 22:30", of the clock here
    [[nodiscard]] static QString action(ControlAction action); ///< "Power on"
    [[nodiscard]] static QString whom(const Schedule &schedule); ///< "all", "1, 3"
    [[nodiscard]] static QString outcome(ScheduleState state);
    [[nodiscard]] static Mark markOf(const Schedule &schedule);
};

} // namespace muster::console
