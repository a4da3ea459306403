// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/schedule/systemschedules.h"
#include "console/views/models/scheduletablemodel.h"
#include "console/views/viewparts.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace muster::console {

class Banner;
class Card;
class ScheduleCalendar;
class TablePanel;

/// What a system does at which time: a calendar, a table, new ones, and taking them back.
class SchedulePanel : public QWidget
{
    Q_OBJECT
public:
    explicit SchedulePanel(const ViewParts &parts, QWidget *parent = nullptr);

    void setSystem(const QString &name);

Q_SIGNALS:
    void scheduleWanted(const QString &system);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void listen();
    void showState();
    void showDay(QDate date);
    void takeBack();
    [[nodiscard]] QStringList chosen() const; ///< ids of those selected that wait

    const ViewParts m_parts;
    QString m_name;
    SystemSchedules m_schedules;
    ScheduleTableModel m_model;
    Banner *m_trouble;
    Card *m_month;
    ScheduleCalendar *m_calendar;
    QBoxLayout *m_both = nullptr;
    TablePanel *m_table;
    QPushButton *m_add;
    QPushButton *m_takeBack;
    QString m_refusal; ///< why one could not be taken back
};

} // namespace muster::console
