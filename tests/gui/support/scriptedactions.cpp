// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/scriptedactions.h"

#include "shared/systems/signedmembership.h"

#include <QCoroSignal>

#include <ranges>

using namespace Qt::StringLiterals;

namespace muster::console {

ScriptedActions::ScriptedActions(Fleet &fleet)
    : m_fleet(fleet)
    , m_signer(Identity::generate().value())
{
}

void ScriptedActions::release()
{
    isHeld = false;
    Q_EMIT released();
}

void ScriptedActions::acceptOnNode()
{
    Q_EMIT accepted(true);
}

QCoro::Task<> ScriptedActions::turn()
{
    if (isHeld)
        co_await qCoro(this, &ScriptedActions::released);
}

QCoro::Task<Result<QString>> ScriptedActions::pair(PairingWish wish, PairingDialogue dialogue,
                                                   std::stop_token stop)
{
    asked.append(u"pair "_s + wish.address);
    lastWish = wish;
    co_await turn();
    if (stop.stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the pairing was cancelled"_s);
    if (wish.token.isEmpty()) {
        dialogue.showCode(code, codeExpires);
        const std::stop_callback onStop(stop, [this] { Q_EMIT accepted(false); });
        const bool isAccepted = co_await qCoro(this, &ScriptedActions::accepted);
        if (!isAccepted)
            co_return fail(ErrorCode::Cancelled, u"the pairing was cancelled"_s);
        if (!co_await dialogue.confirm())
            co_return fail(ErrorCode::Forbidden, u"the node did not show the same code"_s);
    }
    if (pairAnswer) {
        FleetNode node;
        node.nodeId = *pairAnswer;
        node.name = u"bmc-new"_s;
        node.address = wish.address;
        m_fleet.addNode(node);
    }
    co_return pairAnswer;
}

QCoro::Task<Result<void>> ScriptedActions::unpair(QString nodeId)
{
    asked.append(u"unpair "_s + nodeId);
    co_await turn();
    if (changeAnswer)
        m_fleet.removeNode(nodeId);
    co_return changeAnswer;
}

QCoro::Task<Result<void>> ScriptedActions::setAddress(QString nodeId, QString address)
{
    asked.append(u"setAddress %1 %2"_s.arg(nodeId, address));
    co_return changeAnswer;
}

Result<SignedMembership> ScriptedActions::sign(Membership membership)
{
    membership.changedByName = u"ops-desk"_s;
    membership.changedAt = now();
    return signMembership(std::move(membership), m_signer);
}

QCoro::Task<Result<void>> ScriptedActions::keepSystem(SignedMembership membership)
{
    asked.append(u"keepSystem"_s);
    if (const auto read = openMembership(membership); read && !read->isDissolved)
        m_fleet.removeSystem(read->name);
    co_return m_fleet.keepMembership(membership);
}

QCoro::Task<Result<void>> ScriptedActions::forgetSystem(QString name)
{
    asked.append(u"forgetSystem "_s + name);
    m_fleet.removeSystem(name);
    co_return changeAnswer;
}

QCoro::Task<Result<QByteArray>> ScriptedActions::call(QString nodeId, QByteArray method, QByteArray asJson,
                                                      std::chrono::milliseconds /*deadline*/)
{
    const QString name = QString::fromLatin1(method);
    const QString here = u"%1 %2"_s.arg(nodeId, name);
    asked.append("call "_L1 + here);
    params.append(asJson);
    co_await turn();
    co_return callAnswers.value(here, callAnswers.value(name, callAnswer));
}

QCoro::Task<Result<UnitEvidence>> ScriptedActions::evidence(QString nodeId, QString failureId)
{
    asked.append(u"evidence %1 %2"_s.arg(nodeId, failureId));
    co_await turn();
    co_return evidenceAnswers.value(failureId, fail(ErrorCode::NotFound, u"no evidence was kept"_s));
}

QCoro::Task<Result<AcknowledgeAnswer>> ScriptedActions::acknowledge(QString nodeId, QStringList failures,
                                                                    QString reason)
{
    asked.append(u"acknowledge %1 %2"_s.arg(nodeId, failures.join(u' ')));
    lastReason = reason;
    co_await turn();
    if (acknowledgeErrors.contains(nodeId))
        co_return fail(acknowledgeErrors.value(nodeId));
    m_fleet.update(nodeId, NodeAspect::Failures, [&](FleetNode &node) {
        for (UnitFailure &failure : node.failures) {
            if (failures.contains(failure.id))
                failure.acknowledged = Acknowledgement{now(), u"ops-desk"_s, reason};
        }
    });
    co_return AcknowledgeAnswer{failures, {}};
}

QCoro::Task<Result<QList<FleetEvent>>> ScriptedActions::keptEvents(EventQuery query)
{
    asked.append(u"keptEvents "_s + query.nodeIds.join(u' '));
    co_await turn();
    co_return kept | std::views::reverse | std::views::filter([&](const FleetEvent &one) {
        return query.nodeIds.contains(one.nodeId)
               && (query.kinds.isEmpty() || query.kinds.contains(one.event.kind))
               && (!query.since || one.event.at >= *query.since)
               && (!query.until || one.event.at < *query.until);
    }) | std::ranges::to<QList<FleetEvent>>();
}

void ScriptedActions::reconnect(const QString &nodeId)
{
    asked.append(u"reconnect "_s + nodeId);
}

QCoro::Task<Result<int>> ScriptedActions::discover(QString range, std::chrono::seconds /*time*/,
                                                   SweepProgress progress, std::stop_token /*stop*/)
{
    asked.append(u"discover "_s + range);
    if (isHeld)
        progress(97, 254);
    co_await turn();
    co_return discoverAnswer;
}

QCoro::Task<Result<int>> ScriptedActions::probe(QStringList addresses, SweepProgress progress,
                                                std::stop_token /*stop*/)
{
    asked.append(u"probe "_s + addresses.join(u' '));
    progress(int(addresses.size()), int(addresses.size()));
    co_await turn();
    co_return discoverAnswer;
}

} // namespace muster::console
