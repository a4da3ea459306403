// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/fdpoller.h"
#include "shared/wire/filedescriptor.h"
#include "shared/wire/sendqueue.h"
#include "shared/wire/transport.h"

#include <QBasicTimer>

#include <chrono>
#include <optional>

namespace muster {

/// A Transport over a connected, non-blocking stream socket: queues, deadlines, fairness and the orderly end.
/// What turns bytes into what is on the socket (TLS, or nothing) is the derived class's.
/// May be aborted and deleted in slots of its own signals.
class StreamTransport : public Transport, private FdWatcher
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds OpenDeadline{10}; ///< from start() to ready()
    static constexpr std::chrono::seconds CloseDeadline{3}; ///< from close() to closed()
    static constexpr qsizetype ReadBytesPerWakeUp = 256 * 1024; ///< then other peers have their turn
    static constexpr qsizetype MaxDiscardedBytes =
        4 * 1024 * 1024; ///< of a peer that goes on sending after the end; then it is cut off

    ~StreamTransport() override;

    /// Begins; every signal comes from the event loop later, none from within. Call once.
    void start(std::chrono::milliseconds deadline = OpenDeadline);

    [[nodiscard]] PeerIdentity peer() const override { return m_peer; }
    void send(QByteArrayView bytes) override;
    [[nodiscard]] qint64 unsentBytes() const override { return m_queue.bytes(); }
    void setReadingPaused(bool paused) override;
    using Transport::close;
    void close(const muster::Error &reason) override;
    void abort(const muster::Error &reason) override;

    /// Whether ready() was emitted and closed() not yet.
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    /// Whether the end has begun and closed() was not emitted yet.
    [[nodiscard]] bool isEnding() const { return m_state > State::Open && m_state != State::Closed; }

protected:
    /// What one attempt, which never waits, achieved.
    struct Step
    {
        enum class Outcome { Done, WantsRead, WantsWrite, PeerEnded, Failed };
        Outcome outcome;
        qsizetype bytes = 0; ///< moved when Done
    };

    /// @param address of the peer as people write it; goes into peer() and errors.
    StreamTransport(FileDescriptor socket, const QString &address, QObject *parent);

    virtual Step open() = 0; ///< Done: the peer is proven, identify() was called
    virtual Step read(char *buffer, qsizetype capacity) = 0;
    virtual Step write(QByteArrayView bytes) = 0; ///< bytes is not empty; may move a part
    virtual Step endWriting() = 0; ///< tells the peer that nothing follows
    [[nodiscard]] virtual bool hasBufferedInput() const
    {
        return false;
    } ///< taken from the socket, not yet read()
    [[nodiscard]] virtual Error failure() const = 0; ///< why the last attempt came out as Failed
    [[nodiscard]] virtual Error openTimeout() const = 0;

    void identify(const PeerIdentity &peer) { m_peer = peer; }
    [[nodiscard]] int socket() const { return m_socket.get(); }
    /// Ends without a signal: the socket is somebody else's from now on.
    [[nodiscard]] FileDescriptor releaseSocket();
    [[nodiscard]] const QString &address() const { return m_peer.address; }
    [[nodiscard]] std::chrono::milliseconds openDeadline() const { return m_openDeadline; }

    void timerEvent(QTimerEvent *event) override;

private:
    enum class State { Idle, Opening, Open, Flushing, Lingering, Ending, Closed };

    void fdReady(bool readable, bool writable) override;
    void advanceOpening();
    void readInput();
    [[nodiscard]] Step fill(char *buffer, qsizetype capacity);
    void resumeReading();
    void flush();
    [[nodiscard]] Step writeQueue();
    void advanceClosing();
    void linger(const Error &reason);
    void discardInput();
    void endSoon(const Error &reason);
    void finish(Error reason);
    void updateInterest();
    void watchFor(bool read, bool write);

    FileDescriptor m_socket;
    std::optional<FdWatch> m_watch;
    PeerIdentity m_peer;
    SendQueue m_queue;
    QBasicTimer m_deadline;
    std::chrono::milliseconds m_openDeadline{};
    Error m_closeReason; ///< once the end has begun
    qsizetype m_discarded = 0;
    State m_state = State::Idle;
    bool m_isPaused = false;
    bool m_wantsWrite = false; ///< the last attempt to open, read or end waits for room in the socket
    bool m_isResumePosted = false;
};

} // namespace muster
