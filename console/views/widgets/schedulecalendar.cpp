// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/schedulecalendar.h"

#include "console/views/text/schedulephrases.h"

#include <QDateTime>
#include <QPainter>
#include <QTextCharFormat>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int DayMark = 8;
constexpr int MaxDayMarks = 3;

} // namespace

ScheduleCalendar::ScheduleCalendar(const Theme &theme, QWidget *parent)
    : QCalendarWidget(parent)
    , m_theme(theme)
{
    setVerticalHeaderFormat(NoVerticalHeader);
    setHorizontalHeaderFormat(ShortDayNames);
    setAccessibleName(tr("Calendar of what is done at a time"));
    for (const auto &[name, icon] : {std::pair(u"qt_calendar_prevmonth"_s, u"chevron-left"_s),
                                     std::pair(u"qt_calendar_nextmonth"_s, u"chevron-right"_s)}) {
        if (auto *button = findChild<QToolButton *>(name))
            button->setIcon(theme.icon(icon));
    }
    // Days of the weekend are no more critical than others.
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        setWeekdayTextFormat(day, weekdayTextFormat(Qt::Monday));
    connect(&theme, &Theme::changed, this, qOverload<>(&QCalendarWidget::update));
}

void ScheduleCalendar::show(const QList<Schedule> &schedules)
{
    QMap<QDate, QList<Mark>> marks;
    for (const Schedule &schedule : schedules) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(schedule.at.time_since_epoch().count());
        marks[local.date()].append(SchedulePhrases::markOf(schedule));
    }
    if (std::exchange(m_marks, marks) != marks)
        updateCells();
}

void ScheduleCalendar::paintCell(QPainter *painter, const QRect &rect, QDate date) const
{
    QCalendarWidget::paintCell(painter, rect, date);
    if (date == QDate::currentDate()) {
        painter->setPen(m_theme.colour(Colour::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(1, 1, -2, -2));
    }
    const QList<Mark> marks = m_marks.value(date);
    const int shown = std::min(int(marks.size()), MaxDayMarks);
    int x = rect.center().x() - shown * (DayMark + 1) / 2;
    for (int i = 0; i < shown; ++i, x += DayMark + 1)
        painter->drawPixmap(x, rect.bottom() - DayMark - 1,
                            m_theme.mark(marks.at(i), devicePixelRatioF(), DayMark));
}

} // namespace muster::console
