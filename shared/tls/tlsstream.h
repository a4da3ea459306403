// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/endpoint.h"
#include "shared/tls/tlscontext.h"
#include "shared/wire/filedescriptor.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <stop_token>

namespace muster {

/// A TLS connection for a thread of its own, whose calls wait: for much data, as fast as OpenSSL goes. One
/// thread at a time; only interrupt() may come from others.
class TlsStream
{
public:
    /// Connects and makes the handshake, on the first of the host's addresses that answers.
    /// @param pin the node that must answer. Errors: as dial(); Cancelled.
    [[nodiscard]] static Result<std::unique_ptr<TlsStream>>
    connect(const TlsContext &context, const Endpoint &endpoint, const NodeId &pin,
            std::chrono::milliseconds deadline, const std::stop_token &stop);
    /// Goes on with a connection whose handshake is over.
    TlsStream(TlsContext context, FileDescriptor socket, SslPtr ssl, NodeId peer, QString address);
    ~TlsStream();
    Q_DISABLE_COPY_MOVE(TlsStream)

    [[nodiscard]] const NodeId &nodeId() const { return m_peer; }
    [[nodiscard]] const QString &address() const { return m_address; }

    /// How long the other side may do nothing before a call ends with Timeout.
    void setPatience(std::chrono::milliseconds patience);

    // Errors of all: Unavailable when the connection broke or ended, Timeout, Cancelled after interrupt();
    // with the address as source.

    /// What is there, up to the size of `into`. 0 once the peer has ended in order.
    [[nodiscard]] Result<qsizetype> readSome(std::span<char> into);
    /// All of `into`.
    [[nodiscard]] Result<void> read(std::span<char> into);
    /// Up to the next "\n", which is not in the answer. TooLarge beyond `maxBytes`.
    [[nodiscard]] Result<QByteArray> readLine(qsizetype maxBytes);
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    /// Says that nothing follows, and waits until the peer has ended, so that all of it arrives.
    [[nodiscard]] Result<void> finish();

    /// What was written and the other side's system has not got yet.
    [[nodiscard]] qint64 unsentBytes() const;
    /// For how long sending could not go on because the other side took nothing more in, since the beginning;
    /// not that the link was slow. As Linux counts it (tcp_info); 0 where it does not.
    [[nodiscard]] std::chrono::microseconds heldByReceiver() const;

    /// Bytes read and written, without what TLS adds.
    [[nodiscard]] qint64 moved() const { return m_moved; }

    /// Ends what is waited for, now and later. From any thread.
    void interrupt();

private:
    void letCallsWait();
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> handshake(std::chrono::milliseconds deadline);
    /// Waits for what a call wants that has not waited enough. @return an error when there is no use in
    /// repeating it
    [[nodiscard]] Result<void> after(int result);
    [[nodiscard]] Result<void> waitFor(short events);
    [[nodiscard]] Error named(Error error) const;

    TlsContext m_context; // keeps what the connection's callbacks use
    PeerCheck m_check;
    FileDescriptor m_socket;
    SslPtr m_ssl;
    NodeId m_peer;
    QString m_address;
    std::chrono::milliseconds m_patience{60'000};
    qint64 m_moved = 0;
    bool m_buffersRecords = false;
    std::atomic<bool> m_isInterrupted = false;
};

} // namespace muster
