// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/channelacceptor.h"

#include "agent/composite/neighbours.h"
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/trust/caller.h"
#include "agent/trust/effectiverole.h"
#include "agent/trust/revoked.h"
#include "shared/log.h"
#include "shared/wire/channels.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error notTrusted(bool isRevoked)
{
    return {ErrorCode::NotPaired,
            isRevoked ? u"the caller was unpaired on this node"_s
                      : u"this node does not know the caller, and its system lets nobody in for that"_s,
            {},
            {},
            u"pair with the node itself"_s};
}

/// Not now, so that who has asked for what led to it gets the answer.
void endSoon(Session *session, const Error &why)
{
    QMetaObject::invokeMethod(session, [session, why] { session->rpc().endWith(why); }, Qt::QueuedConnection);
}

} // namespace

ChannelAcceptor::ChannelAcceptor(Neighbours &neighbours, KnownPeers &known, Revoked &revoked,
                                 MethodTable &methods, std::chrono::milliseconds greetingTime,
                                 QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_known(known)
    , m_revoked(revoked)
    , m_methods(methods)
    , m_greetingTime(greetingTime)
{
    methods.add<api::ChannelAccept>([this](const CallContext &context, const ChannelAcceptParams &params) {
        return accept(context, params);
    });
    connect(&known, &KnownPeers::termsChanged, this, &ChannelAcceptor::decideAgain);
    connect(&revoked, &Revoked::changed, this, &ChannelAcceptor::decideAgain);
    connect(&neighbours, &Neighbours::membershipChanged, this, [this] { decideAgain({}); });
    connect(&neighbours, &Neighbours::hubChanged, this, [this] {
        endThrough([hub = m_neighbours.hub()](const QString &via) { return via != hub; },
                   u"the coordinator is another one now"_s);
    });
    connect(&neighbours, &Neighbours::memberUnlinked, this, [this](const QString &nodeId) {
        endThrough([&](const QString &via) { return via == nodeId; },
                   u"the connection to the coordinator has ended"_s);
    });
}

Result<Nothing> ChannelAcceptor::accept(const CallContext &context, const ChannelAcceptParams &params)
{
    Session *link = m_neighbours.link(m_neighbours.hub());
    if (!link || link != context.session)
        return fail(ErrorCode::Forbidden, u"only the coordinator hands callers on"_s, u"method"_s);
    if (Channels::of(link->rpc()).contains(params.channel))
        return fail(ErrorCode::Conflict, u"there is a channel with this number"_s, u"params.channel"_s);
    if (sessions() >= MaxSessions) {
        return fail({ErrorCode::QuotaExceeded,
                     u"%1 callers of the coordinator are here"_s.arg(MaxSessions),
                     {},
                     {},
                     u"connect to the node itself"_s});
    }
    const QString &name = params.caller.name;
    if (const auto named = checkPeerName(name); !name.isEmpty() && !named)
        return fail(named.error());
    const auto terms = termsOf(params.caller);
    if (!terms)
        return fail(notTrusted(m_revoked.contains(params.caller.nodeId)));
    begin(*link, params, *terms);
    return Nothing();
}

void ChannelAcceptor::begin(Session &link, const ChannelAcceptParams &params, const Terms &terms)
{
    const ChannelCaller &caller = params.caller;
    const QString hub = m_neighbours.hub();
    auto transport = Channels::of(link.rpc())
                         .open(params.channel, {caller.nodeId, u"via "_s + link.terms().name, false, hub});
    auto *session = new Session(std::move(transport), m_methods, m_greetingTime, this);
    m_callers.emplace(session, caller);
    connect(session, &Session::ended, this, [this, session] { forget(session); });
    session->setTerms(terms);
    QTimer::singleShot(m_greetingTime, session, [session] {
        if (!session->hasGreeted())
            session->abort({ErrorCode::Timeout, u"hello was not said in time"_s, {}, {}, {}});
    });
    qCDebug(logNet, "session=forwarded peer=\"%ls\" id=%ls", qUtf16Printable(terms.name),
            qUtf16Printable(caller.nodeId));
}

std::optional<Terms> ChannelAcceptor::termsOf(const ChannelCaller &caller) const
{
    const Membership *system = m_neighbours.membership();
    if (!system)
        return std::nullopt;
    const auto known = m_known.find(caller.nodeId);
    const auto role =
        effectiveRole(caller.role, known, system->settings.forwardedRole, m_revoked.contains(caller.nodeId));
    // What is for members is for those who come themselves.
    return role ? std::optional(Terms{*role, known ? known->name : caller.name, false}) : std::nullopt;
}

/// For the sessions of one caller, or of all.
void ChannelAcceptor::decideAgain(const std::optional<QString> &nodeId)
{
    for (const auto &[session, caller] : m_callers) {
        if (nodeId && caller.nodeId != *nodeId)
            continue;
        if (const auto terms = termsOf(caller)) {
            session->setTerms(*terms);
            continue;
        }
        session->setTerms({});
        endSoon(session, notTrusted(m_revoked.contains(caller.nodeId)));
    }
}

void ChannelAcceptor::endThrough(const std::function<bool(const QString &)> &fits, const QString &why)
{
    for (const auto &[session, caller] : m_callers) {
        if (fits(session->peer().via))
            endSoon(session, {ErrorCode::Unavailable, why, {}, {}, {}});
    }
}

void ChannelAcceptor::forget(Session *session)
{
    m_callers.erase(session);
    // Not now: this is told from inside the connection.
    session->deleteLater();
}

} // namespace muster::agent
