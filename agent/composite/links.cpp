// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/links.h"

#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// The hub asks each member three times within a lease: half a lease more is late, not slow.
std::chrono::milliseconds silenceOf(const Membership &membership)
{
    return std::chrono::milliseconds(membership.settings.leaseSeconds * 1500);
}

} // namespace

Links::Links(const LinkParts &parts, QObject *parent)
    : Neighbours(parent)
    , d(parts)
{
}

Links::~Links()
{
    m_life.request_stop();
    for (const Incoming &incoming : std::as_const(m_members)) {
        if (incoming.session)
            incoming.session->disconnect(this);
    }
}

Session *Links::link(const QString &nodeId) const
{
    if (m_toHub && m_toHub->hub().nodeId == nodeId)
        return m_toHub->session();
    const auto found = m_members.constFind(nodeId);
    return found == m_members.cend() ? nullptr : found->session.get();
}

QStringList Links::linked() const
{
    if (m_toHub && m_toHub->session())
        return {m_toHub->hub().nodeId};
    return m_members.keys();
}

const JoinParams *Links::joined(const QString &nodeId) const
{
    const auto found = m_members.constFind(nodeId);
    return found == m_members.cend() ? nullptr : &found->params;
}

Error Links::whyNoHub() const
{
    return m_toHub ? m_toHub->why() : Error{ErrorCode::Unavailable, {}, {}, {}, {}};
}

void Links::setHub(const QString &nodeId)
{
    if (m_hub == nodeId)
        return;
    m_hub = nodeId;
    follow();
    Q_EMIT hubChanged();
}

void Links::followMembership()
{
    follow();
    Q_EMIT membershipChanged();
}

void Links::noteGeneration(const QString &nodeId, qint64 generation)
{
    const Membership *system = membership();
    const QPointer<Session> session = link(nodeId);
    if (system && session && generation > system->generation && !m_isTaking)
        takeNewer(nodeId, session);
}

/// Brings the links to what membership and hub are now.
void Links::follow()
{
    const Membership *system = membership();
    const SystemMember *hub = system ? system->member(m_hub) : nullptr;
    const bool isHub = hub && m_hub == d.ownId;
    for (const QString &nodeId : m_members.keys()) {
        if (!system || !system->member(nodeId)) {
            dismiss(nodeId, {ErrorCode::NotPaired, u"the node is no member of the system"_s, {}, {}, {}});
        } else if (!isHub) {
            dismiss(nodeId,
                    {ErrorCode::Conflict, u"another member coordinates the system now"_s, {}, {}, {}});
        }
    }
    if (!hub || isHub)
        leaveHub();
    else if (!m_toHub || m_toHub->hub().nodeId != hub->nodeId || m_toHub->hub().address != hub->address)
        linkToHub(*hub);
}

void Links::linkToHub(const SystemMember &hub)
{
    leaveHub();
    m_toHub = std::make_unique<HubLink>(d, hub, silenceOf(*membership()));
    connect(m_toHub.get(), &HubLink::linked, this, [this] { Q_EMIT memberLinked(m_toHub->hub().nodeId); });
    connect(m_toHub.get(), &HubLink::unlinked, this,
            [this, nodeId = hub.nodeId] { Q_EMIT memberUnlinked(nodeId); });
    connect(m_toHub.get(), &HubLink::failed, this, &Links::hubFailed);
    m_toHub->start();
}

void Links::leaveHub()
{
    if (!m_toHub)
        return;
    auto *gone = m_toHub.release();
    gone->leave();
    // Later: what it heard may be what brought us here.
    gone->deleteLater();
}

Result<JoinAnswer> Links::join(const CallContext &context, const JoinParams &params)
{
    const QString nodeId = context.peer.nodeId;
    const Membership *system = membership();
    if (!system || system->id != params.system || !system->member(nodeId)) {
        return fail(ErrorCode::Conflict, u"this node is not in the caller's system"_s, u"params.system"_s);
    }
    if (!context.session)
        return fail(ErrorCode::Unavailable, u"the connection has ended"_s);
    const bool isHere = isHub();
    if (params.generation > system->generation && !m_isTaking)
        takeNewer(nodeId, context.session);
    if (!isHere)
        return JoinAnswer{system->generation, m_hub, false};
    const auto known = m_members.constFind(nodeId);
    if (known != m_members.cend() && known->session == context.session) {
        m_members[nodeId].params = params; // it has taken our membership and tells so
        return JoinAnswer{system->generation, m_hub, true};
    }
    dismiss(nodeId, {ErrorCode::Conflict, u"the member has connected anew"_s, {}, {}, {}});
    m_members.insert(nodeId, {context.session, params});
    connect(context.session, &Session::ended, this,
            [this, nodeId, session = context.session.get()] { forget(nodeId, session); });
    qCInfo(logNet).noquote() << "member=joined node=" << nodeId << "generation=" << params.generation;
    // Later, so that the answer goes first.
    QMetaObject::invokeMethod(
        this,
        [this, nodeId, session = context.session] {
            if (session && link(nodeId) == session)
                Q_EMIT memberLinked(nodeId);
        },
        Qt::QueuedConnection);
    return JoinAnswer{system->generation, m_hub, true};
}

void Links::dismiss(const QString &nodeId, const Error &reason)
{
    const auto found = m_members.constFind(nodeId);
    if (found == m_members.cend())
        return;
    const QPointer<Session> session = found->session;
    m_members.erase(found);
    Q_EMIT memberUnlinked(nodeId);
    if (!session)
        return;
    session->disconnect(this);
    // Not now: a call over it may be what brought us here.
    QMetaObject::invokeMethod(session, [session, reason] { session->end(reason); }, Qt::QueuedConnection);
}

void Links::forget(const QString &nodeId, const Session *session)
{
    const auto found = m_members.constFind(nodeId);
    if (found == m_members.cend() || found->session != session)
        return;
    m_members.erase(found);
    Q_EMIT memberUnlinked(nodeId);
}

/// The member that came knows more: it was there when something was changed.
QCoro::Task<> Links::takeNewer(QString nodeId, QPointer<Session> session)
{
    const auto life = m_life.get_token();
    m_isTaking = true;
    const auto newer = co_await session->rpc().call<api::SystemMembership>();
    if (life.stop_requested())
        co_return;
    m_isTaking = false;
    if (!newer)
        co_return;
    if (const auto taken = d.membership.takeFrom(nodeId, *newer); !taken)
        qCWarning(logNet).noquote() << "membership=refused from=" << nodeId << describe(taken.error());
}

} // namespace muster::agent
