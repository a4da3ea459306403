// SPDX-License-Identifier: Apache-2.0
#include "tests/support/lightmember.h"

#include "agent/capabilities.h"
#include "agent/composite/compositebinding.h"
#include "shared/link/tlsnodedialer.h"
#include "shared/store/privatefolder.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

template <typename T>
T opened(Result<T> &&result)
{
    if (!result)
        qFatal("no member: %s", qPrintable(describe(result.error())));
    return *std::move(result);
}

class TurnTakingDialer : public Dialer
{
public:
    TurnTakingDialer(const TlsContext &context, std::shared_ptr<DialTurns> turns)
        : m_dialer(std::make_shared<TlsNodeDialer>(context))
        , m_turns(std::move(turns))
    {
    }

    QCoro::Task<Result<std::unique_ptr<Transport>>> dial(QString address, QString pinnedId,
                                                         std::chrono::milliseconds deadline) override
    {
        const auto dialer = m_dialer;
        const auto turns = m_turns;
        co_await turns->take();
        auto transport = co_await dialer->dial(address, pinnedId, deadline);
        turns->giveBack();
        co_return transport;
    }

private:
    std::shared_ptr<TlsNodeDialer> m_dialer;
    std::shared_ptr<DialTurns> m_turns;
};

/// A caller who is gone or whose time is over is not waited for: what nobody wants ends with the wish.
QCoro::Task<Result<LateAnswerTime>> answerLate(std::shared_ptr<std::chrono::milliseconds> time,
                                               std::stop_token stop)
{
    QElapsedTimer own;
    own.start();
    const Completion<bool> over;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [over] { over.complete(true); });
    if (*time > std::chrono::milliseconds(0)) {
        timer.start(*time);
        const std::stop_callback stopped(stop, [over] { over.complete(false); });
        co_await over;
    }
    co_return LateAnswerTime{own.nsecsElapsed() / 1000};
}

} // namespace

QCoro::Task<> DialTurns::take()
{
    if (m_free > 0) {
        --m_free;
        co_return;
    }
    const Completion<bool> turn;
    m_waiting.append(turn);
    co_await turn;
}

void DialTurns::giveBack()
{
    if (m_waiting.isEmpty())
        ++m_free;
    else
        m_waiting.takeFirst().complete(true);
}

LightMember::LightMember(const QString &folder, const QString &name, const Identity &admin,
                         std::shared_ptr<DialTurns> turns, const std::optional<QStringList> &capabilities)
    : m_name(name)
{
    if (const auto made = ensurePrivateFolder(folder); !made)
        qFatal("no member: %s", qPrintable(describe(made.error())));
    m_peers = opened(agent::PeerStore::open(folder + u"/peers.json"_s));
    m_revoked = opened(agent::Revoked::open(folder + u"/revoked.json"_s, *m_peers));
    m_membership = opened(agent::MembershipStore::open(folder + u"/system.json"_s));
    Peer peer;
    peer.nodeId = admin.nodeId().toString();
    peer.name = u"admin"_s;
    peer.role = Role::Admin;
    peer.pairedAt = now();
    if (const auto added = m_peers->add(peer); !added)
        qFatal("no member: %s", qPrintable(describe(added.error())));
    m_known = std::make_unique<agent::KnownPeers>(*m_peers);
    m_composite = std::make_unique<agent::Composite>(agent::Composite::Parts{
        nodeId(),
        name,
        folder + u"/replicas"_s,
        capabilities.value_or(agent::Capabilities::names()),
        *m_membership,
        *m_peers,
        *m_known,
        *m_revoked,
        m_events,
        m_problems,
        m_methods,
        {},
        std::make_unique<TurnTakingDialer>(opened(TlsContext::create(TlsContext::Role::Client, m_identity)),
                                           std::move(turns))});
    bindComposite(m_methods, *m_composite);
    m_methods.addAsync<LateAnswer>([time = m_ownTime](const agent::CallContext &context, const Nothing &) {
        return answerLate(time, context.stop);
    });
    m_composite->start();
}

Result<void> LightMember::set(const SignedMembership &sealed)
{
    return m_composite->membership().set(sealed).transform([](const MembershipAnswer &) { });
}

void LightMember::setClockAhead(std::chrono::milliseconds ahead)
{
    m_methods.add<api::SystemBeat>([this, ahead](const agent::CallContext &caller, const BeatParams &params) {
        auto answer = m_composite->answerBeat(caller, params);
        if (answer)
            answer->clock += ahead;
        return answer;
    });
}

bool LightMember::isLinked() const
{
    const agent::Links &links = m_composite->links();
    return links.link(links.hub()) != nullptr;
}

Membership systemOf(const SystemMember &coordinator, const std::vector<std::unique_ptr<LightMember>> &others)
{
    Membership membership;
    membership.id = u"large-1-id"_s;
    membership.name = u"large-1"_s;
    membership.members.append(coordinator);
    for (const auto &member : others)
        membership.members.append({int(membership.members.size()) + 1, member->nodeId(), member->name(), {}});
    membership.coordinator = coordinator.nodeId;
    membership.changedAt = now();
    return membership;
}

} // namespace muster::test
