// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/tlscontext.h"
#include "shared/tls/tlsstream.h"
#include "shared/wire/streamtransport.h"

namespace muster {

/// A Transport over TLS 1.3 on a connected TCP socket. ready() means: the peer has proven to hold the private
/// key of the node that peer() names, and both agreed on a channel. A server may still refuse a client after
/// that (TLS 1.3 lets it know our certificate last); closed() then says why.
class TlsTransport final : public StreamTransport
{
    Q_OBJECT
public:
    /// @param socket connected and non-blocking.
    /// @param address of the peer, for people.
    /// @param expected the only node accepted, if given.
    /// @param sessionKey of a client: connections of one key may resume each other's session.
    TlsTransport(const TlsContext &context, FileDescriptor socket, const QString &address,
                 const std::optional<NodeId> &expected = {}, const QByteArray &sessionKey = {},
                 QObject *parent = nullptr);
    ~TlsTransport() override;

    /// These three are valid once ready() was emitted.
    [[nodiscard]] const NodeId &nodeId() const { return m_nodeId; }
    [[nodiscard]] QByteArray channel() const; ///< the ALPN name
    [[nodiscard]] bool isResumed() const;

    /// Whether the peer has sent anything at all yet, read or not.
    [[nodiscard]] bool hasHeardPeer() const;

    /// The connection, to go on with on another thread; this one is over then, without closed(). In the slot
    /// of ready(), before anything was read or sent.
    [[nodiscard]] std::unique_ptr<TlsStream> release();

protected:
    Step open() override;
    Step read(char *buffer, qsizetype capacity) override;
    Step write(QByteArrayView bytes) override;
    Step endWriting() override;
    [[nodiscard]] bool hasBufferedInput() const override;
    [[nodiscard]] Error failure() const override;
    [[nodiscard]] Error openTimeout() const override;

private:
    Step stepAfter(int result);
    Step refuse(const Error &reason);
    [[nodiscard]] Result<void> provePeer();

    TlsContext m_context; // keeps what the connection's callbacks use
    PeerCheck m_check;
    SslPtr m_ssl;
    NodeId m_nodeId;
    Error m_failure;
};

} // namespace muster
