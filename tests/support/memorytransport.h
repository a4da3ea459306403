// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/transport.h"

#include <QByteArray>
#include <QPointer>

#include <memory>
#include <utility>

namespace muster::test {

/// One end of a stream inside one process. Bytes arrive through the event loop, as they would from a socket.
class MemoryTransport : public Transport
{
    Q_OBJECT
public:
    /// Two joined ends; each tells ready() from the event loop. The given identities are what each sees of
    /// the other.
    [[nodiscard]] static std::pair<std::unique_ptr<MemoryTransport>, std::unique_ptr<MemoryTransport>>
    pair(const PeerIdentity &first = {QStringLiteral("FIRST"), QStringLiteral("first")},
         const PeerIdentity &second = {QStringLiteral("SECOND"), QStringLiteral("second")});

    ~MemoryTransport() override;

    [[nodiscard]] PeerIdentity peer() const override { return m_peer; }
    void send(QByteArrayView bytes) override;
    [[nodiscard]] qint64 unsentBytes() const override { return m_unsent.size(); }
    void setReadingPaused(bool paused) override;
    using Transport::close;
    void close(const Error &reason) override;
    void abort(const Error &reason) override;

    /// Takes bytes and does not hand them on, as a network that has stalled does.
    void setStalled(bool stalled);
    /// Hands on at most this many bytes at once.
    void setPiece(qsizetype bytes) { m_piece = bytes; }
    /// Loses the connection without a word, as a pulled cable does: neither end is told.
    void cut();

private:
    explicit MemoryTransport(PeerIdentity peer);
    void scheduleDelivery();
    void deliver();
    void end(const Error &reason);

    PeerIdentity m_peer;
    QPointer<MemoryTransport> m_other;
    QByteArray m_unsent;
    qsizetype m_piece = 64 * 1024;
    bool m_isStalled = false;
    bool m_isReadingPaused = false;
    bool m_isScheduled = false;
    bool m_isClosing = false;
    Error m_closeReason;
    bool m_hasEnded = false;
};

} // namespace muster::test
