// SPDX-License-Identifier: Apache-2.0
#include "console/units/watchwriting.h"

#include "console/fleet/nodecall.h"

#include <QPointer>

#include <vector>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Ask = std::function<QCoro::Task<Result<UnitConfigCheck>>(FleetActions &, WatchPlace)>;

QCoro::Task<WatchAnswer> askOne(FleetActions &actions, WatchPlace place, Ask ask, WatchTold told)
{
    WatchAnswer answer{place.nodeId, co_await ask(actions, place)};
    if (told)
        told(answer);
    co_return answer;
}

QCoro::Task<QList<WatchAnswer>> askAll(QPointer<FleetActions> actions, QList<WatchPlace> places, Ask ask,
                                       WatchTold told)
{
    QList<WatchAnswer> answers;
    while (actions && answers.size() < places.size()) {
        std::vector<QCoro::Task<WatchAnswer>> asked;
        for (const WatchPlace &place :
             places.sliced(answers.size()).first(std::min(MaxWatchCalls, places.size() - answers.size())))
            asked.push_back(askOne(*actions, place, ask, told));
        for (auto &one : asked)
            answers.append(co_await std::move(one));
    }
    co_return answers;
}

} // namespace

WatchAccess watchAccess(const FleetNode &node)
{
    if (node.isStale())
        return WatchAccess::Silent;
    if (!node.capabilities.contains(u"unitConfig"_s))
        return WatchAccess::Unable;
    return node.role >= Role::Admin ? WatchAccess::Change : WatchAccess::Read;
}

QCoro::Task<QList<WatchAnswer>> checkOnNodes(FleetActions &actions, QStringList nodeIds, WatchOrder order,
                                             WatchTold told)
{
    QList<WatchPlace> places;
    for (const QString &nodeId : nodeIds)
        places.append({nodeId, {}});
    const Ask ask = [order](FleetActions &asked, const WatchPlace &place) {
        return callNode<api::UnitsCheckConfig>(asked, place.nodeId,
                                               {order.name, order.text, order.isRemoval});
    };
    return askAll(&actions, std::move(places), ask, std::move(told));
}

QCoro::Task<QList<WatchAnswer>> writeToNodes(FleetActions &actions, QList<WatchPlace> places,
                                             WatchOrder order, WatchTold told)
{
    const Ask ask = [order](FleetActions &asked, const WatchPlace &place) {
        if (order.isRemoval)
            return callNode<api::UnitsRemoveConfig>(asked, place.nodeId, {order.name, place.replaces});
        return callNode<api::UnitsSetConfig>(asked, place.nodeId, {order.name, order.text, place.replaces});
    };
    return askAll(&actions, std::move(places), ask, std::move(told));
}

} // namespace muster::console
