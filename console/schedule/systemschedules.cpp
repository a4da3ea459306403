// SPDX-License-Identifier: Apache-2.0
#include "console/schedule/systemschedules.h"

#include "console/acts/actorder.h"
#include "console/fleet/nodecall.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

SystemSchedules::SystemSchedules(Fleet &fleet, FleetActions &actions, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
{
    connect(&fleet, &Fleet::eventsAppended, this, &SystemSchedules::hear);
    connect(&fleet, &Fleet::nodesChanged, this, &SystemSchedules::lookWhoActs);
    connect(&fleet, &Fleet::systemsChanged, this, &SystemSchedules::lookWhoActs);
}

void SystemSchedules::show(const QString &system)
{
    if (std::exchange(m_system, system) == system)
        return;
    ++m_shown;
    m_isAsking = false;
    m_isDue = false;
    m_told.reset();
    m_toldBy.clear();
    m_asked.clear();
    m_error = {};
    Q_EMIT changed();
    if (!system.isEmpty())
        ask();
}

Result<QString> SystemSchedules::whom() const
{
    const auto system = m_fleet.systems().constFind(m_system);
    if (system == m_fleet.systems().cend())
        return fail(ErrorCode::NotFound, u"there is no such system any more"_s, m_system);
    return actingNode(m_fleet, *system);
}

void SystemSchedules::ask()
{
    if (m_isAsking) {
        m_isDue = true;
        return;
    }
    const auto node = whom();
    m_asked = node.value_or(QString());
    if (!node) {
        m_error = node.error();
        Q_EMIT changed();
        return;
    }
    m_isAsking = true;
    QCoro::connect(callNode<api::StateSchedules>(m_actions, *node, Nothing(), AskDeadline), this,
                   [this, node = *node, shown = m_shown](const Result<ScheduleList> &answer) {
                       if (shown == m_shown)
                           take(node, answer);
                   });
    Q_EMIT changed();
}

void SystemSchedules::take(const QString &nodeId, const Result<ScheduleList> &answer)
{
    m_isAsking = false;
    if (answer) {
        m_told = *answer;
        m_toldBy = nodeId;
        m_error = {};
    } else {
        m_error = answer.error();
    }
    Q_EMIT changed();
    if (std::exchange(m_isDue, false))
        ask();
}

void SystemSchedules::hear(const QList<FleetEvent> &events)
{
    const QStringList members = m_fleet.systems().value(m_system).memberIds();
    const bool isOurs = std::ranges::any_of(events, [&members](const FleetEvent &one) {
        return one.event.kind == events::ScheduleChanged && members.contains(one.nodeId);
    });
    if (isOurs)
        ask();
}

/// Another coordinator, or one that answers again, may know other.
void SystemSchedules::lookWhoActs()
{
    if (m_system.isEmpty() || m_isAsking)
        return;
    const auto node = whom();
    if (node && *node != m_asked)
        ask();
    else if (!node && !m_asked.isEmpty())
        ask(); // and be told why not
}

} // namespace muster::console
