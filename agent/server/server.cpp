// SPDX-License-Identifier: Apache-2.0
#include "agent/server/server.h"

#include "agent/trust/caller.h"
#include "agent/trust/knownpeers.h"
#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

IpAddress sourceOf(const PeerIdentity &peer)
{
    const auto address = IpAddress::parse(Caller{{}, peer.address}.host());
    return HandshakeRoom::sourceOf(address.value_or(IpAddress()));
}

} // namespace

Server::Server(const TlsContext &context, const MethodTable &methods, KnownPeers &peers,
               const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_methods(methods)
    , m_peers(peers)
    , m_settings(settings)
    , m_local([this](std::unique_ptr<LocalTransport> transport) { take(std::move(transport), false); })
{
    connect(&peers, &KnownPeers::termsChanged, this, &Server::changeTerms);
}

Server::~Server()
{
    stop();
}

Result<void> Server::listen()
{
    TlsListener::Limits limits;
    limits.connections = m_settings.maxConnections;
    m_listener =
        std::make_unique<TlsListener>(m_context, limits, [this](std::unique_ptr<TlsTransport> transport) {
            takeFromNetwork(std::move(transport));
        });
    auto listening = listenEverywhere();
    if (!listening)
        m_listener.reset();
    return listening;
}

Result<void> Server::listenEverywhere()
{
    quint16 wanted = m_settings.port;
    for (const QString &address : std::as_const(m_settings.listen)) {
        if (auto listening = m_listener->listen(address, wanted); !listening)
            return listening;
        wanted = m_listener->port();
    }
    return m_settings.localSocket.isEmpty() ? Result<void>() : m_local.listen(m_settings.localSocket);
}

void Server::stop()
{
    m_listener.reset();
    m_local.stop();
    const auto sessions = m_sessions;
    for (const auto &[id, session] : sessions)
        session->abort({ErrorCode::Unavailable, u"the agent stops"_s, {}, {}, {}});
}

quint16 Server::port() const
{
    return m_listener ? m_listener->port() : quint16(0);
}

void Server::takeFromNetwork(std::unique_ptr<TlsTransport> transport)
{
    if (transport->channel() != TlsContext::BulkChannel)
        return take(std::move(transport), true);
    const auto terms = m_peers.find(transport->nodeId().toString());
    if (m_bulk)
        m_bulk(std::move(transport), terms);
}

void Server::take(std::unique_ptr<Transport> transport, bool isReady)
{
    if (qsizetype(m_sessions.size()) >= m_settings.maxConnections) {
        // Deleted from the event loop: it may be in the middle of telling that it is ready.
        auto *refused = new RpcPeer(std::move(transport), PeerLimits::stranger(), this);
        refused->abortWith({ErrorCode::Busy, u"as many connections as allowed are open"_s, {}, {}, {}});
        refused->deleteLater();
        return;
    }
    const Id id = ++m_lastId;
    auto *session = new Session(std::move(transport), m_methods, m_settings.strangerTime, this);
    m_sessions.emplace(id, session);
    connect(session, &Session::ended, this, [this, id] { forget(id); });
    if (isReady)
        identify(id);
    else
        connect(session, &Session::ready, this, [this, id] { identify(id); });
}

void Server::identify(Id id)
{
    Session *session = m_sessions.at(id);
    const PeerIdentity identity = session->peer();
    if (identity.isLocalAdmin)
        return session->setTerms({Role::Local, u"local"_s, false});
    if (identity.nodeId.isEmpty()) {
        return session->abort(
            {ErrorCode::Forbidden, u"only the superuser may use the local socket"_s, {}, {}, {}});
    }
    const auto terms = m_peers.find(identity.nodeId);
    if (!terms)
        return welcomeStranger(id);
    qCDebug(logNet, "session=known peer=\"%ls\" from=%ls", qUtf16Printable(terms->name),
            qUtf16Printable(identity.address));
    session->setTerms(*terms);
}

void Server::welcomeStranger(Id id)
{
    Session *session = m_sessions.at(id);
    const IpAddress source = sourceOf(session->peer());
    if ((m_strangers.isShareFull(source) && !makeRoom(source)) || (m_strangers.isFull() && !makeRoom({}))) {
        return session->abort(
            {ErrorCode::Busy, u"too many strangers are here"_s, session->peer().address, {}, {}});
    }
    m_strangers.enter(id, source, HandshakeRoom::Clock::now());
    session->setTerms({});
}

bool Server::makeRoom(const std::optional<IpAddress> &source)
{
    const auto isIdle = [this](Id id) { return !m_sessions.at(id)->isPairing(); };
    const auto goes = m_strangers.whoMakesPlace(source, HandshakeRoom::Clock::now(), isIdle);
    if (!goes)
        return false;
    m_sessions.at(*goes)->abort({ErrorCode::Busy, u"made place for another stranger"_s, {}, {}, {}});
    return true;
}

/// A peer was added, changed or removed: its open connections feel it at once.
void Server::changeTerms(const QString &nodeId)
{
    const auto terms = m_peers.find(nodeId);
    for (const auto &[id, session] : m_sessions) {
        if (session->peer().nodeId != nodeId)
            continue;
        m_strangers.leave(id);
        if (terms) {
            session->setTerms(*terms);
            continue;
        }
        session->setTerms({});
        // Later, so that who asked to be forgotten gets the answer.
        QMetaObject::invokeMethod(session, &Session::close, Qt::QueuedConnection);
    }
}

void Server::forget(Id id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    m_strangers.leave(id);
    // Not now: this is told from inside the connection.
    found->second->deleteLater();
    m_sessions.erase(found);
}

} // namespace muster::agent
