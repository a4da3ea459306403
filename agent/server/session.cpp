// SPDX-License-Identifier: Apache-2.0
#include "agent/server/session.h"

#include "agent/server/methodtable.h"
#include "agent/server/subscription.h"
#include "shared/api/hello.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::agent {

Session::Session(std::unique_ptr<Transport> transport, const MethodTable &methods,
                 std::chrono::milliseconds strangerTime, QObject *parent)
    : QObject(parent)
    , m_methods(methods)
    , m_strangerTime(strangerTime)
    , m_rpc(std::move(transport), PeerLimits::stranger())
{
    m_rpc.setRequestHandler([this](const std::shared_ptr<IncomingRequest> &request) { handle(request); });
    connect(&m_rpc, &RpcPeer::ready, this, &Session::ready);
    connect(&m_rpc, &RpcPeer::closed, this, [this](const Error &reason) {
        m_strangerTimer.reset();
        Q_EMIT ended(reason);
    });
}

Session::~Session() = default;

void Session::setTerms(const Terms &terms)
{
    m_terms = terms;
    if (terms.role == Role::Stranger) {
        unsubscribe();
        m_rpc.setLimits(PeerLimits::stranger());
        startStrangerTimer(m_strangerTime);
        return;
    }
    m_strangerTimer.reset();
    m_rpc.setLimits({});
}

void Session::allowStrangerFor(std::chrono::milliseconds time)
{
    if (m_terms.role != Role::Stranger)
        return;
    m_isPairing = true;
    startStrangerTimer(time);
}

void Session::startStrangerTimer(std::chrono::milliseconds time)
{
    if (!m_strangerTimer) {
        m_strangerTimer = std::make_unique<QTimer>();
        m_strangerTimer->setSingleShot(true);
        connect(m_strangerTimer.get(), &QTimer::timeout, this, [this] {
            m_rpc.endWith({ErrorCode::Timeout, u"strangers may not stay"_s, {}, {}, u"pair first"_s});
        });
    }
    m_strangerTimer->start(time);
}

void Session::subscribe(EventLog &events, const SubscriptionStart &start)
{
    m_subscription = std::make_unique<Subscription>(events, m_rpc, start);
}

void Session::unsubscribe()
{
    m_subscription.reset();
}

void Session::handle(const std::shared_ptr<IncomingRequest> &request)
{
    if (m_version == 0 && request->method() != QByteArrayView(api::Hello::Name)) {
        request->answer(fail({ErrorCode::Conflict,
                              u"the first call on a connection must be hello"_s,
                              {},
                              u"method"_s,
                              u"call hello with minVersion and maxVersion"_s}));
        return;
    }
    CallContext context;
    context.peer = peer();
    context.peerName = m_terms.name;
    context.role = m_terms.role;
    context.isMember = m_terms.isMember;
    context.via = context.peer.via;
    context.stop = request->stopToken();
    context.session = this;
    m_methods.dispatch(std::move(context), request);
}

} // namespace muster::agent
