// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/schedulepanel.h"

#include "console/fleet/fleet.h"
#include "console/fleet/nodecall.h"
#include "console/views/text/phrases.h"
#include "console/views/text/schedulephrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/schedulecalendar.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int CalendarWidth = 372;
constexpr int CalendarHeight = 272;
constexpr int Beside = 1000; ///< so wide there is room for both beside each other, in pixels
constexpr int Below = 560; ///< so high there is room for both

} // namespace

SchedulePanel::SchedulePanel(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_schedules(parts.fleet, parts.actions)
    , m_trouble(new Banner(parts.theme))
    , m_month(new Card(parts.theme))
    , m_calendar(new ScheduleCalendar(parts.theme))
    , m_table(new TablePanel(parts, u"schedules"_s, m_model))
    //: button: something shall be done at a time
    , m_add(new QPushButton(tr("Sc&hedule\u2026")))
    //: button: what was to be done at a time shall not be done
    , m_takeBack(new QPushButton(tr("Take &back")))
{
    build();
    connect(&m_schedules, &SystemSchedules::changed, this, &SchedulePanel::showState);
    connect(m_calendar, &QCalendarWidget::selectionChanged, this,
            [this] { showDay(m_calendar->selectedDate()); });
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT scheduleWanted(m_name); });
    connect(m_takeBack, &QPushButton::clicked, this, &SchedulePanel::takeBack);
    connect(m_table->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_takeBack->setEnabled(!chosen().isEmpty()); });
    connect(m_table, &TablePanel::emptyActionWanted, this, [this] { Q_EMIT scheduleWanted(m_name); });
}

void SchedulePanel::build()
{
    m_trouble->hide();
    m_calendar->setFixedSize(CalendarWidth, CalendarHeight);
    m_month->addContent(m_calendar);
    auto *list = new Card(m_parts.theme);
    list->addContent(m_table, 1);
    m_table->view().sortByColumn(ScheduleTableModel::When, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("What is done at which time"));
    for (QPushButton *button : {m_add, m_takeBack}) {
        button->setAutoDefault(false);
        m_table->addTool(button);
    }
    m_both = new QBoxLayout(QBoxLayout::LeftToRight);
    m_both->setSpacing(3 * Theme::Step);
    m_both->addWidget(list, 1);
    m_both->addWidget(m_month, 0, Qt::AlignTop | Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_trouble);
    layout->addLayout(m_both, 1);
}

void SchedulePanel::setSystem(const QString &name)
{
    const auto system = m_parts.fleet.systems().constFind(name);
    if (std::exchange(m_name, name) != name)
        m_refusal.clear();
    // A group that only this console knows has nobody who acts for it.
    m_add->setEnabled(system != m_parts.fleet.systems().cend() && !system->isOwn());
    listen();
    showState();
}

/// Nobody is asked for what is not looked at.
void SchedulePanel::listen()
{
    m_schedules.show(m_add->isEnabled() && isVisible() ? m_name : QString());
}

/// Where there is little room the table alone says it all.
void SchedulePanel::resizeEvent(QResizeEvent *event)
{
    const bool isWide = width() >= Beside;
    m_both->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_month->setVisible(isWide || height() >= Below);
    QWidget::resizeEvent(event);
}

void SchedulePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    listen();
}

void SchedulePanel::showState()
{
    const auto &told = m_schedules.told();
    const QList<Schedule> schedules = told ? told->schedules : QList<Schedule>();
    m_model.show(schedules);
    m_calendar->show(schedules);
    const bool isWaiting =
        std::ranges::any_of(schedules, [](const Schedule &one) { return !isOver(one.state); });
    QString trouble = m_refusal;
    if (trouble.isEmpty() && !m_schedules.error().text.isEmpty())
        trouble = Phrases::error(m_schedules.error());
    if (trouble.isEmpty() && isWaiting && told->acting.isEmpty())
        trouble = tr("Nobody coordinates the system now: nothing is done at its time until somebody does.");
    m_trouble->setVisible(!trouble.isEmpty());
    if (!trouble.isEmpty())
        m_trouble->set(Mark::Care, trouble);
    if (m_schedules.isLoading() && !told)
        m_table->setEmptyText(Mark::Unknown, tr("Asking\u2026"), {});
    else if (!told)
        m_table->setEmptyText(Mark::Unknown, tr("It is not known what is to be done at a time"),
                              m_add->isEnabled()
                                  ? tr("Nobody who could tell has answered.")
                                  : tr("This group is known to this console only: nobody acts for it."));
    else
        m_table->setEmptyText(
            Mark::Well, tr("Nothing is to be done at a time"),
            tr("The system's power can be changed once, at a time, also while this console is "
               "closed."),
            tr("Schedule\u2026"));
    m_takeBack->setEnabled(!chosen().isEmpty());
}

/// To the first of that day.
void SchedulePanel::showDay(QDate date)
{
    const auto &told = m_schedules.told();
    for (const Schedule &one : told ? told->schedules : QList<Schedule>()) {
        if (QDateTime::fromMSecsSinceEpoch(one.at.time_since_epoch().count()).date() != date)
            continue;
        const QModelIndex row = m_table->proxy().mapFromSource(m_model.index(m_model.numberOf(one.id), 0));
        m_table->view().setCurrentIndex(row);
        m_table->view().scrollTo(row);
        return;
    }
}

QStringList SchedulePanel::chosen() const
{
    QStringList ids;
    for (const QModelIndex &row : m_table->view().selectedSourceRows()) {
        const QString id = row.data(ObjectIdRole).toString();
        const QList<Schedule> all = m_schedules.told() ? m_schedules.told()->schedules : QList<Schedule>();
        const auto one = std::ranges::find(all, id, &Schedule::id);
        if (one != all.cend() && one->state == ScheduleState::Waiting)
            ids.append(id);
    }
    return ids;
}

void SchedulePanel::takeBack()
{
    m_refusal.clear();
    for (const QString &id : chosen()) {
        QCoro::connect(callNode<api::StateCancelSchedule>(m_parts.actions, m_schedules.toldBy(), {id},
                                                          SystemSchedules::AskDeadline),
                       this, [this](const Result<Schedule> &answer) {
                           if (!answer)
                               m_refusal = Phrases::error(answer.error());
                           m_schedules.ask();
                           showState();
                       });
    }
}

} // namespace muster::console
