// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArrayView>
#include <QObject>

namespace muster {

/// Who is at the other end, as far as the transport itself has proven it. Message content never changes this.
struct PeerIdentity
{
    QString nodeId; ///< from the key of the TLS certificate; empty where there is none (the local socket)
    QString address; ///< "10.117.1.12:7117" or "local", for people and logs
    bool isLocalAdmin = false; ///< the machine's own superuser, through the local socket
    QString via{}; ///< node id of the coordinator that vouches for all of this; empty when it was proven here
};

/// One ordered, reliable stream of bytes to one peer. Lives on the thread of its event loop.
/// What is below (TLS over TCP, a local socket, a test's memory) can be exchanged without anyone above
/// noticing.
class Transport : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Valid once ready() was emitted.
    [[nodiscard]] virtual PeerIdentity peer() const = 0;

    /// Takes the bytes for sending, in order; never blocks. The sender watches unsentBytes() and drained().
    virtual void send(QByteArrayView bytes) = 0;

    /// All bytes taken and not yet handed to the operating system, encrypted ones included.
    [[nodiscard]] virtual qint64 unsentBytes() const = 0;

    /// Stops and resumes reading: the other side is then held back by the network.
    virtual void setReadingPaused(bool paused) = 0;

    /// Ends the stream after what was sent is on its way, at the latest after a few seconds; closed() with
    /// this reason follows, never from within. Nothing more is sent or received.
    virtual void close(const muster::Error &reason) = 0;
    /// The same, for an end that this side wishes.
    void close();

    /// Ends the stream now, and may lose what was sent; closed() follows before this returns, with this
    /// reason if the end had none yet.
    virtual void abort(const muster::Error &reason) = 0;

Q_SIGNALS:
    /// The peer is who peer() says, bytes can flow. Once, before any received().
    void ready();
    /// The view is valid during the signal only.
    void received(QByteArrayView bytes);
    /// unsentBytes() has become 0.
    void drained();
    /// Once, as the last signal; also when ready() never came. Code is Cancelled for an end that this side or
    /// the peer wished, Unavailable, Timeout or NotPaired for others.
    void closed(const muster::Error &reason);
};

} // namespace muster
