// SPDX-License-Identifier: Apache-2.0
#include "console/link/nodelink.h"

#include "shared/log.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Failures that trying again does not mend.
bool needsPerson(ErrorCode code)
{
    return code == ErrorCode::NotPaired || code == ErrorCode::Unsupported || code == ErrorCode::Invalid;
}

} // namespace

NodeLink::NodeLink(Fleet &fleet, Dialer &dialer, HandshakeGate &gate, const LinkSettings &settings,
                   const QString &nodeId, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_dialer(dialer)
    , m_gate(gate)
    , m_settings(settings)
    , m_nodeId(nodeId)
    , m_backoff(settings.firstRetry)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &NodeLink::connectOnce);
}

NodeLink::~NodeLink()
{
    m_life.request_stop();
    if (m_session)
        m_session->disconnect(this);
}

void NodeLink::leave()
{
    m_life.request_stop();
    m_retry.stop();
    m_isConnected = false;
    dropSession();
}

void NodeLink::dropSession()
{
    if (!m_session)
        return;
    m_session->disconnect(this);
    // Later: a signal of the session, or an answer to a call of its, may be what brought us here.
    m_session.release()->deleteLater();
}

void NodeLink::start(std::chrono::milliseconds after)
{
    m_retry.start(after);
}

void NodeLink::tryNow()
{
    if (m_retry.isActive())
        m_retry.start(0);
}

void NodeLink::tryAnew()
{
    m_backoff.reset();
    tryNow();
}

RpcPeer *NodeLink::peer() const
{
    return m_isConnected ? &m_session->peer() : nullptr;
}

QCoro::Task<> NodeLink::connectOnce()
{
    const auto life = m_life.get_token();
    m_fleet.update(m_nodeId, NodeAspect::Link, [](FleetNode &node) {
        node.link = LinkState::Connecting;
        node.nextTry.reset();
    });
    auto place = co_await m_gate.enter();
    if (life.stop_requested())
        co_return;
    const FleetNode *node = m_fleet.node(m_nodeId);
    if (!node)
        co_return;
    auto transport = co_await m_dialer.dial(node->address, m_nodeId, m_settings.dialDeadline);
    if (life.stop_requested())
        co_return;
    if (!transport) {
        fallBack(transport.error());
        co_return;
    }
    beginSession(std::move(*transport));
    const auto begun = co_await m_session->begin();
    if (life.stop_requested())
        co_return;
    if (begun)
        sessionBegun();
    else
        fallBack(begun.error());
}

void NodeLink::beginSession(std::unique_ptr<Transport> transport)
{
    Transport *stream = transport.get();
    m_session = std::make_unique<NodeSession>(m_fleet, m_nodeId, std::move(transport), m_settings);
    connect(m_session.get(), &NodeSession::ended, this, [this](const Error &reason) {
        // While begin() runs, it fails with the same reason.
        if (m_isConnected)
            fallBack(reason);
    });
    connect(m_session.get(), &NodeSession::caughtUp, this, [this] {
        if (m_isConnected)
            setSettled();
    });
    stream->setReadingPaused(false);
}

void NodeLink::sessionBegun()
{
    m_isConnected = true;
    m_connectedSince.start();
    m_fleet.update(m_nodeId, NodeAspect::Link, [via = m_session->peer().identity().via](FleetNode &node) {
        node.link = LinkState::Connected;
        node.via = via;
        node.linkError = {};
        node.nextTry.reset();
        node.heardAt = now();
    });
    qCInfo(logNet) << "link=connected node=" << m_nodeId << "via=" << m_session->peer().identity().via;
    Q_EMIT connected();
    if (m_session->isCaughtUp())
        setSettled();
}

void NodeLink::fallBack(const Error &why)
{
    if (std::exchange(m_isConnected, false)
        && std::chrono::milliseconds(m_connectedSince.elapsed()) >= m_settings.goodConnection)
        m_backoff.reset();
    if (m_session) {
        const Timestamp heardAt = m_session->heardAt();
        m_fleet.update(m_nodeId, {}, [&](FleetNode &node) { node.heardAt = heardAt; });
        dropSession();
    }
    if (needsPerson(why.code))
        wait(LinkState::Refused, m_settings.refusedRetry, why);
    else
        wait(LinkState::Waiting, m_backoff.next(QRandomGenerator::global()->generateDouble()), why);
    setSettled();
}

void NodeLink::wait(LinkState state, std::chrono::milliseconds time, const Error &why)
{
    if (state == LinkState::Refused)
        qCWarning(logNet).noquote() << "link=refused node=" << m_nodeId << describe(why);
    else
        qCInfo(logNet).noquote() << "link=waiting node=" << m_nodeId << "ms=" << time.count()
                                 << describe(why);
    m_fleet.update(m_nodeId, NodeAspect::Link, [&](FleetNode &node) {
        node.link = state;
        node.via.clear();
        node.linkError = why;
        node.nextTry = now() + time;
    });
    m_retry.start(time);
}

void NodeLink::setSettled()
{
    m_isSettled = true;
    Q_EMIT settled();
}

} // namespace muster::console
