// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/memberfeed.h"

#include "shared/log.h"

#include "agent/composite/neighbours.h"
#include "agent/server/session.h"
#include "shared/api/events.h"
#include "shared/api/state.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::agent {

MemberFeed::MemberFeed(Neighbours &neighbours, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
{
    connect(&neighbours, &Neighbours::memberLinked, this, &MemberFeed::follow);
}

MemberFeed::~MemberFeed()
{
    m_life.request_stop();
}

void MemberFeed::begin()
{
    for (const QString &nodeId : m_neighbours.linked())
        follow(nodeId);
}

void MemberFeed::follow(const QString &nodeId)
{
    Session *session = m_neighbours.isHub() ? m_neighbours.link(nodeId) : nullptr;
    if (!session)
        return;
    session->rpc().disconnect(this); // one that was asked before
    connect(&session->rpc(), &RpcPeer::notified, this,
            [this, nodeId](QByteArrayView method, const JsonValue &params) {
                if (method == QByteArrayView(api::EventsSubscribe::Notification))
                    takeEvent(nodeId, params);
            });
    ask(nodeId);
}

/// Subscribes first, so that what changes meanwhile is told after what it was.
QCoro::Task<> MemberFeed::ask(QString nodeId)
{
    const auto life = m_life.get_token();
    const QPointer<Session> session = m_neighbours.link(nodeId);
    if (!session)
        co_return;
    SubscribeParams wish;
    wish.topics = {Topic::State};
    const auto subscribed = co_await session->rpc().call<api::EventsSubscribe>(wish);
    if (life.stop_requested() || !session || m_neighbours.link(nodeId) != session)
        co_return;
    Result<NodeFacets> facets = fail(ErrorCode::Unavailable, QString());
    if (subscribed)
        facets = co_await session->rpc().call<api::StateFacetsGet>();
    else
        facets = fail(subscribed.error());
    if (life.stop_requested() || !session || m_neighbours.link(nodeId) != session)
        co_return;
    if (facets) {
        Q_EMIT told(nodeId, *facets);
        co_return;
    }
    qCInfo(logNet).noquote() << "event=memberStateUnknown member=" << nodeId << describe(facets.error());
    if (facets.error().code == ErrorCode::Unsupported || facets.error().code == ErrorCode::Forbidden) {
        Q_EMIT refused(nodeId, facets.error());
        co_return;
    }
    QTimer::singleShot(Retry, this, [this, nodeId, session] {
        if (session && m_neighbours.isHub() && m_neighbours.link(nodeId) == session)
            ask(nodeId);
    });
}

void MemberFeed::takeEvent(const QString &nodeId, const JsonValue &params)
{
    const auto event = decode<Event>(params);
    if (!event)
        return;
    if (event->kind == events::FacetChanged) {
        if (const auto facet = fromJson<FacetValue>(event->data.text))
            Q_EMIT changed(nodeId, *facet, event->at);
    } else if (event->kind == events::FacetsContradict) {
        if (const auto facets = fromJson<NodeFacets>(event->data.text))
            Q_EMIT told(nodeId, *facets);
    }
}

} // namespace muster::agent
