// SPDX-License-Identifier: Apache-2.0
#include "console/link/viadialer.h"

#include "shared/api/channel.h"
#include "shared/wire/channels.h"
#include "shared/wire/rpcpeer.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Failures of a direct connection that say nothing against another way.
bool isUnreachable(ErrorCode code)
{
    return code == ErrorCode::Unavailable || code == ErrorCode::Timeout || code == ErrorCode::NotFound;
}

std::unexpected<Error> givenUp()
{
    return fail(ErrorCode::Cancelled, u"the connection was given up"_s);
}

} // namespace

ViaDialer::ViaDialer(const Fleet &fleet, Dialer &direct, HubOf hubOf, PeerOf peerOf)
    : m_fleet(fleet)
    , m_direct(direct)
    , m_hubOf(std::move(hubOf))
    , m_peerOf(std::move(peerOf))
{
}

ViaDialer::~ViaDialer()
{
    m_life.request_stop();
}

/// Empty where there is no way through another node.
QString ViaDialer::hubOf(const QString &nodeId) const
{
    const QString hub = m_hubOf && m_fleet.node(nodeId) ? m_hubOf(nodeId) : QString();
    return hub == nodeId ? QString() : hub;
}

QString ViaDialer::nameOf(const QString &nodeId) const
{
    const FleetNode *node = m_fleet.node(nodeId);
    return node && !node->name.isEmpty() ? node->name : nodeId;
}

QString ViaDialer::neededHub(const QString &nodeId) const
{
    const FleetNode *node = m_fleet.node(nodeId);
    return node && !node->isPaired ? hubOf(nodeId) : QString();
}

void ViaDialer::forget(const QString &nodeId)
{
    m_behind.remove(nodeId);
    for (QSet<QString> &nodes : m_behind)
        nodes.remove(nodeId);
}

QCoro::Task<Result<std::unique_ptr<Transport>>> ViaDialer::dial(QString address, QString pinnedId,
                                                                std::chrono::milliseconds deadline)
{
    const auto life = m_life.get_token();
    const FleetNode *node = m_fleet.node(pinnedId);
    if (node && !node->isPaired) {
        const QString hub = hubOf(pinnedId);
        if (hub.isEmpty()) {
            co_return fail(
                {ErrorCode::NotPaired,
                 u"this console is not paired with it, and knows no coordinator that leads to it"_s,
                 nameOf(pinnedId),
                 {},
                 u"pair with it"_s});
        }
        co_return co_await dialThrough(hub, pinnedId, deadline);
    }
    auto direct = co_await m_direct.dial(address, pinnedId, deadline);
    if (life.stop_requested())
        co_return givenUp();
    if (direct || !isUnreachable(direct.error().code))
        co_return direct;
    const QString hub = hubOf(pinnedId);
    if (hub.isEmpty())
        co_return direct;
    auto channel = co_await dialThrough(hub, pinnedId, deadline);
    co_return channel ? std::move(channel) : std::move(direct);
}

QCoro::Task<Result<std::unique_ptr<Transport>>> ViaDialer::dialThrough(QString hub, QString nodeId,
                                                                       std::chrono::milliseconds deadline)
{
    const auto life = m_life.get_token();
    noteBehind(nodeId, hub);
    const QPointer<RpcPeer> peer = m_peerOf(hub);
    // Channels lead through one node only.
    if (!peer || peer->isClosed() || !peer->identity().via.isEmpty()) {
        co_return fail({ErrorCode::Unavailable,
                        u"it is reached through %1, which is not connected"_s.arg(nameOf(hub)),
                        nameOf(nodeId),
                        {},
                        {}});
    }
    const auto opened = co_await peer->call<api::ChannelOpen>({nodeId}, deadline);
    if (life.stop_requested() || !peer)
        co_return givenUp();
    if (!opened)
        co_return fail(opened.error());
    std::unique_ptr<Transport> channel =
        Channels::of(*peer).open(opened->channel, {nodeId, u"via "_s + nameOf(hub), false, hub});
    channel->setReadingPaused(true);
    co_return Result<std::unique_ptr<Transport>>(std::move(channel));
}

} // namespace muster::console
