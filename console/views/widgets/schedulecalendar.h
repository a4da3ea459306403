// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include "shared/model/schedule.h"

#include <QCalendarWidget>
#include <QMap>

namespace muster::console {

/// A month, with a mark on each day for what is or was to be done on it.
class ScheduleCalendar : public QCalendarWidget
{
    Q_OBJECT
public:
    explicit ScheduleCalendar(const Theme &theme, QWidget *parent = nullptr);

    void show(const QList<Schedule> &schedules);
    using QCalendarWidget::show;

protected:
    void paintCell(QPainter *painter, const QRect &rect, QDate date) const override;

private:
    const Theme &m_theme;
    QMap<QDate, QList<Mark>> m_marks;
};

} // namespace muster::console
