// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/handshakeroom.h"
#include "shared/tls/refusals.h"
#include "shared/tls/socketaddress.h"
#include "shared/tls/tlscontext.h"
#include "shared/tls/tlstransport.h"
#include "shared/wire/fdpoller.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace muster {

/// Listens on TCP and hands out connections whose peer has proven a node id. Strangers cost bounded memory:
/// unfinished handshakes are few, short, and make place for each other (HandshakeRoom). The limits are for
/// all addresses together.
class TlsListener : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        HandshakeRoom::Limits handshakes;
        std::chrono::milliseconds handshakeDeadline = StreamTransport::OpenDeadline;
        int connections = 1024; ///< in all, handed out ones included until they are destroyed
    };

    /// Becomes the owner, in the transport's ready(); its received() has not been emitted yet.
    using Taker = std::function<void(std::unique_ptr<TlsTransport>)>;

    TlsListener(const TlsContext &context, const Limits &limits, Taker taker, QObject *parent = nullptr);
    ~TlsListener() override;

    /// Once for each address. @param address "::" for all, IPv4 too. Port 0 takes any free one, see port().
    /// Errors: Invalid for what is no IP address, Conflict when the port is in use, Forbidden, Unavailable.
    [[nodiscard]] Result<void> listen(const QString &address = QStringLiteral("::"), quint16 port = 0);
    void stop(); ///< also drops unfinished handshakes; connections handed out go on

    [[nodiscard]] bool isListening() const { return !m_doors.empty(); }
    [[nodiscard]] quint16 port() const; ///< of the first address; 0 before
    [[nodiscard]] const Refusals &refusals() const { return m_refusals; }
    [[nodiscard]] qsizetype unfinishedHandshakes() const { return m_room.size(); }

private:
    using Id = HandshakeRoom::Id;

    /// One address that is listened on.
    struct Door : FdWatcher
    {
        Door(TlsListener &owner, FileDescriptor listening);
        void fdReady(bool readable, bool writable) override;

        TlsListener &listener;
        FileDescriptor socket;
        FdWatch watch;
    };

    [[nodiscard]] bool acceptOne(const Door &door);
    [[nodiscard]] bool makeRoom(const std::optional<IpAddress> &source);
    void admit(FileDescriptor socket, const SocketAddress &from, const IpAddress &source);
    void handOver(Id id);
    void drop(Id id, Refusal refusal, const Error &reason);
    void pause(std::chrono::milliseconds retryAfter);
    void resume();

    TlsContext m_context;
    Limits m_limits;
    Taker m_taker;
    Refusals m_refusals;
    HandshakeRoom m_room;
    std::unordered_map<Id, std::unique_ptr<TlsTransport>> m_strangers;
    std::shared_ptr<int> m_open =
        std::make_shared<int>(0); ///< connections that exist; may outlive the listener
    std::vector<std::unique_ptr<Door>> m_doors;
    QTimer m_retry;
    Id m_lastId = 0;
};

} // namespace muster
