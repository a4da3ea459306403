// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/link/linkpool.h"

#include "shared/systems/signedmembership.h"
#include "shared/wire/completion.h"

namespace muster::test {

/// Actions over the links of a pool, as far as they need neither a disk nor a person.
class LinkedActions : public console::FleetActions
{
    Q_OBJECT
public:
    LinkedActions(console::Fleet &fleet, console::LinkPool &links)
        : m_fleet(fleet)
        , m_links(links)
    {
    }

    QList<SignedMembership> kept;

    Result<SignedMembership> sign(Membership membership) override
    {
        return signMembership(std::move(membership), m_signer);
    }
    QCoro::Task<Result<void>> keepSystem(SignedMembership membership) override
    {
        kept.append(membership);
        co_return m_fleet.keepMembership(membership);
    }
    QCoro::Task<Result<QByteArray>> call(QString nodeId, QByteArray method, QByteArray params,
                                         std::chrono::milliseconds deadline) override
    {
        console::NodeLink *link = m_links.link(nodeId);
        RpcPeer *peer = link ? link->peer() : nullptr;
        if (!peer)
            co_return fail(ErrorCode::Unavailable, QStringLiteral("the node is not connected"));
        const Completion<Result<QByteArray>> answer;
        peer->call(method, params, deadline, [answer](const Result<JsonValue> &json) {
            answer.complete(json.transform([](const JsonValue &value) { return value.toJson(); }));
        });
        co_return co_await answer;
    }

    QCoro::Task<Result<QString>> pair(console::PairingWish, console::PairingDialogue,
                                      std::stop_token) override
    {
        co_return unable();
    }
    QCoro::Task<Result<void>> unpair(QString) override { co_return unable(); }
    QCoro::Task<Result<void>> setAddress(QString, QString) override { co_return unable(); }
    QCoro::Task<Result<void>> forgetSystem(QString) override { co_return unable(); }
    QCoro::Task<Result<UnitEvidence>> evidence(QString, QString) override { co_return unable(); }
    QCoro::Task<Result<AcknowledgeAnswer>> acknowledge(QString, QStringList, QString) override
    {
        co_return unable();
    }
    QCoro::Task<Result<QList<console::FleetEvent>>> keptEvents(console::EventQuery) override
    {
        co_return unable();
    }
    void reconnect(const QString &) override { }
    QCoro::Task<Result<int>> discover(QString, std::chrono::seconds, console::SweepProgress,
                                      std::stop_token) override
    {
        co_return unable();
    }
    QCoro::Task<Result<int>> probe(QStringList, console::SweepProgress, std::stop_token) override
    {
        co_return unable();
    }

private:
    static std::unexpected<Error> unable()
    {
        return fail(ErrorCode::Unsupported, QStringLiteral("not in this test"));
    }

    console::Fleet &m_fleet;
    console::LinkPool &m_links;
    Identity m_signer = Identity::generate().value();
};

} // namespace muster::test
