// SPDX-License-Identifier: Apache-2.0
#include "console/boots/boothistoryloader.h"

#include "console/fleet/nodecall.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What begins so is told of a boot, and of each stage that it comes to.
bool isOfABoot(const QString &kind)
{
    return kind.startsWith("boot."_L1) || kind == events::FacetChanged;
}

} // namespace

BootHistoryLoader::BootHistoryLoader(Fleet &fleet, FleetActions &actions, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
{
    connect(&fleet, &Fleet::eventsAppended, this, &BootHistoryLoader::hear);
    connect(&fleet, &Fleet::nodesChanged, this, &BootHistoryLoader::lookWhetherItAnswers);
}

void BootHistoryLoader::show(const QString &nodeId)
{
    if (std::exchange(m_nodeId, nodeId) == nodeId)
        return;
    ++m_shown;
    m_isAsking = false;
    m_isDue = false;
    m_told.reset();
    m_error = {};
    if (!nodeId.isEmpty())
        ask();
    Q_EMIT changed();
}

void BootHistoryLoader::ask()
{
    if (m_isAsking) {
        m_isDue = true;
        return;
    }
    m_isAsking = true;
    QCoro::connect(callNode<api::StateBoots>(m_actions, m_nodeId, {}), this,
                   [this, shown = m_shown](const Result<BootHistory> &answer) {
                       if (shown == m_shown)
                           take(answer);
                   });
}

void BootHistoryLoader::take(const Result<BootHistory> &answer)
{
    m_isAsking = false;
    if (answer) {
        m_told = *answer;
        m_toldAt = now();
        m_error = {};
    } else {
        m_error = answer.error();
    }
    Q_EMIT changed();
    if (std::exchange(m_isDue, false))
        ask();
}

void BootHistoryLoader::hear(const QList<FleetEvent> &events)
{
    const bool isOurs = std::ranges::any_of(events, [this](const FleetEvent &one) {
        return one.nodeId == m_nodeId && isOfABoot(one.event.kind);
    });
    if (isOurs)
        ask();
}

void BootHistoryLoader::lookWhetherItAnswers(const QHash<QString, NodeAspects> &changed)
{
    const FleetNode *node = m_fleet.node(m_nodeId);
    if (node && changed.value(m_nodeId).testFlag(NodeAspect::Link) && !node->isStale())
        ask();
}

} // namespace muster::console
