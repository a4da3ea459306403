// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/schedulesheet.h"

#include "console/acts/actorder.h"
#include "console/fleet/nodecall.h"
#include "console/schedule/systemschedules.h"
#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"
#include "console/views/text/schedulephrases.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QListWidget>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

/// Tonight is what most mean; at the least an hour from now, so that there is time to take it back.
QDateTime firstProposal()
{
    const QDateTime present = QDateTime::currentDateTime();
    const QDateTime tonight = present.date().endOfDay().addSecs(-2 * 3600 + 1); // 22:00
    return present.secsTo(tonight) > 3600 ? tonight : tonight.addDays(1);
}

} // namespace

ScheduleSheet::ScheduleSheet(const ViewParts &parts_, const QString &system, QWidget *parent)
    : Sheet(parts_, {}, parent)
    , m_system(system)
    , m_action(new QComboBox)
    , m_at(new QDateTimeEdit(firstProposal()))
    , m_members(new QListWidget)
    , m_meaning(wrappedLabel(parts_.theme, {}))
{
    //: title; %1 is a system
    setTitle(tr("Change the power of %1 at a time").arg(system));
    buildContent(parts().fleet.systems().value(system));
    resize(520, 460);
    m_close = addCloseButton(tr("Cancel"));
    m_do = addButton({}, true);
    connect(m_do, &QPushButton::clicked, this, &ScheduleSheet::set);
    connect(m_action, &QComboBox::currentIndexChanged, this, &ScheduleSheet::showState);
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, &ScheduleSheet::showState);
    connect(m_members, &QListWidget::itemChanged, this, &ScheduleSheet::showState);
    showState();
}

void ScheduleSheet::buildContent(const FleetSystem &system)
{
    for (const ControlAction action :
         {ControlAction::PowerOn, ControlAction::SoftOff, ControlAction::PowerOff, ControlAction::Reboot,
          ControlAction::PowerCycle})
        m_action->addItem(SchedulePhrases::action(action), int(action));
    m_action->setCurrentIndex(1);
    m_at->setCalendarPopup(true);
    m_at->setDisplayFormat(u"ddd d MMM yyyy, HH:mm"_s);
    for (const SystemMember &member : system.members) {
        const FleetNode *node = parts().fleet.node(member.nodeId);
        auto *item = new QListWidgetItem(
            u"%1 %2"_s.arg(QString::number(member.instance), node ? node->name : member.name), m_members);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        item->setData(Qt::UserRole, member.instance);
    }
    m_members->setFrameShape(QFrame::StyledPanel);
    m_members->setProperty("framed", true);
    m_members->setAccessibleName(tr("Members"));
    m_members->setMinimumHeight(4 * parts().theme.rowHeight());
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    //: field: what shall be done at a time
    layout->addRow(tr("W&hat"), m_action);
    //: field: when something shall be done; %1 is the time zone here
    layout->addRow(
        tr("&When (%1)").arg(QTimeZone::systemTimeZone().abbreviation(QDateTime::currentDateTime())), m_at);
    layout->addRow(tr("&Members"), m_members);
    content().addWidget(form, 1);
    content().addWidget(m_meaning);
}

Timestamp ScheduleSheet::at() const
{
    return Timestamp(std::chrono::milliseconds(m_at->dateTime().toMSecsSinceEpoch()));
}

int ScheduleSheet::checkedCount() const
{
    int checked = 0;
    for (int row = 0; row < m_members->count(); ++row)
        checked += m_members->item(row)->checkState() == Qt::Checked ? 1 : 0;
    return checked;
}

QList<int> ScheduleSheet::members() const
{
    if (checkedCount() == m_members->count())
        return {}; // also those who join before its time
    QList<int> numbers;
    for (int row = 0; row < m_members->count(); ++row) {
        if (m_members->item(row)->checkState() == Qt::Checked)
            numbers.append(m_members->item(row)->data(Qt::UserRole).toInt());
    }
    return numbers;
}

void ScheduleSheet::showState()
{
    const int checked = checkedCount();
    const auto left = std::chrono::milliseconds(at() - now());
    const auto action = ControlAction(m_action->currentData().toInt());
    for (QWidget *field :
         {static_cast<QWidget *>(m_action), static_cast<QWidget *>(m_at), static_cast<QWidget *>(m_members)})
        field->setEnabled(!m_isAsking && !m_isSet);
    m_do->setVisible(!m_isSet);
    m_do->setEnabled(!m_isAsking && checked > 0 && left > 0ms);
    //: button; %1 is what is to be done: "Power off at this time"
    m_do->setText(tr("%1 at this time").arg(SchedulePhrases::action(action)));
    m_close->setText(m_isSet ? tr("Close") : tr("Cancel"));
    if (m_isSet)
        return;
    m_meaning->setText(
        checked == 0 ? tr("Choose at least one member.")
        : left <= 0ms
            ? tr("This time has passed.")
            : tr("In %1, by the coordinator's clock. Whoever coordinates the system then asks %n members, "
                 "whether or not this console runs. It is done once; when nobody coordinates at that "
                 "time it is missed, and not made up for.",
                 nullptr, checked)
                  .arg(Ages::span(left)));
}

void ScheduleSheet::set()
{
    const auto system = parts().fleet.systems().constFind(m_system);
    const Result<QString> acting =
        system == parts().fleet.systems().cend()
            ? fail(ErrorCode::NotFound, tr("there is no such system any more"), m_system)
            : actingNode(parts().fleet, *system);
    if (!acting)
        return setFailure(Phrases::error(acting.error()));
    setFailure({});
    m_isAsking = true;
    showState();
    const ScheduleParams params{ControlAction(m_action->currentData().toInt()), at(), members(), 0};
    QCoro::connect(
        callNode<api::StateSchedule>(parts().actions, *acting, params, SystemSchedules::AskDeadline), this,
        [this](const Result<Schedule> &answer) { take(answer); });
}

void ScheduleSheet::take(const Result<Schedule> &answer)
{
    m_isAsking = false;
    if (!answer) {
        setFailure(Phrases::error(answer.error()));
        return showState();
    }
    if (answer->warnings.isEmpty())
        return accept();
    m_isSet = true;
    m_meaning->setText(tr("It is set, but:") + u'\n' + answer->warnings.join(u'\n'));
    showState();
}

} // namespace muster::console
