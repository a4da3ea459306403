// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/server/session.h"
#include "shared/tls/handshakeroom.h"
#include "shared/tls/tlscontext.h"
#include "shared/tls/tlslistener.h"
#include "shared/wire/locallistener.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace muster::agent {

class KnownPeers;

/// Where people and programs reach the agent: TCP with TLS, and the local socket. Each connection becomes a
/// session whose role comes from the key that its peer has proven.
class Server : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QStringList listen; ///< IP addresses
        quint16 port = 0; ///< 0: any free one, the same for all addresses
        QString localSocket; ///< path; empty for none
        int maxConnections = 2048;
        std::chrono::milliseconds strangerTime{10'000}; ///< then a stranger who is not pairing is sent away
    };

    /// Strangers at a time, and of one source. Beyond, the longest there without a pairing makes place.
    static constexpr HandshakeRoom::Limits StrangerRoom{64, 8, std::chrono::hours(24)};

    /// Who takes connections of the bulk channel, in the slot of their ready(), with the terms of a peer that
    /// is known. Without one they are closed.
    using BulkTaker =
        std::function<void(std::unique_ptr<TlsTransport> transport, const std::optional<Terms> &terms)>;

    /// Methods and peers are borrowed and outlive the server.
    Server(const TlsContext &context, const MethodTable &methods, KnownPeers &peers, const Settings &settings,
           QObject *parent = nullptr);
    ~Server() override;

    void setBulkTaker(BulkTaker taker) { m_bulk = std::move(taker); }
    /// Errors: those of TlsListener and LocalListener. Nothing listens then.
    [[nodiscard]] Result<void> listen();
    /// Takes no more connections and ends those that are there.
    void stop();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] qsizetype sessions() const { return qsizetype(m_sessions.size()); }
    [[nodiscard]] qsizetype strangers() const { return m_strangers.size(); }

private:
    using Id = HandshakeRoom::Id;

    [[nodiscard]] Result<void> listenEverywhere();
    void takeFromNetwork(std::unique_ptr<TlsTransport> transport);
    void take(std::unique_ptr<Transport> transport, bool isReady);
    void identify(Id id);
    void welcomeStranger(Id id);
    [[nodiscard]] bool makeRoom(const std::optional<IpAddress> &source);
    void changeTerms(const QString &nodeId);
    void forget(Id id);

    TlsContext m_context;
    const MethodTable &m_methods;
    KnownPeers &m_peers;
    Settings m_settings;
    BulkTaker m_bulk;
    std::unique_ptr<TlsListener> m_listener; ///< on all addresses, for their limits are the server's
    LocalListener m_local;
    HandshakeRoom m_strangers{StrangerRoom};
    std::unordered_map<Id, Session *> m_sessions; ///< children of this
    Id m_lastId = 0;
};

} // namespace muster::agent
