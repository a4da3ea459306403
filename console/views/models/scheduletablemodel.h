// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/rowmodel.h"

#include "shared/model/schedule.h"

namespace muster::console {

/// What a system shall do at which time, one a row; those that wait, and the latest that ended.
class ScheduleTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { When, What, Whom, Outcome, SetBy, Remark };

    explicit ScheduleTableModel(QObject *parent = nullptr);

    void show(const QList<Schedule> &schedules);
};

} // namespace muster::console
