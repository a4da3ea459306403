// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/streamtransport.h"

#include <QPointer>
#include <QTimerEvent>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster {

namespace {
// After a refusal the peer gets this long to read why; closing at once could destroy the reason on its way.
constexpr auto RefusalLinger = 1s;
// A read of at least this much is likely followed by more; after less, one system call is saved by not
// asking.
constexpr qsizetype LikelyMoreBytes = 4096;

Error peerClosed(const QString &address)
{
    return Error{ErrorCode::Cancelled, u"the peer closed the connection"_s, address, {}, {}};
}

Error neverOpened(const QString &address)
{
    return Error{
        ErrorCode::Unavailable, u"the peer ended the connection before it was open"_s, address, {}, {}};
}
} // namespace

StreamTransport::StreamTransport(FileDescriptor socket, const QString &address, QObject *parent)
    : Transport(parent)
    , m_socket(std::move(socket))
    , m_peer{{}, address, false}
{
}

StreamTransport::~StreamTransport() = default;

void StreamTransport::start(std::chrono::milliseconds deadline)
{
    Q_ASSERT(m_state == State::Idle && m_socket.isOpen());
    m_state = State::Opening;
    m_openDeadline = deadline;
    m_deadline.start(deadline, this);
    m_watch.emplace(m_socket.get(), static_cast<FdWatcher *>(this));
    m_wantsWrite = true; // the first step is due as soon as the event loop runs
    updateInterest();
}

void StreamTransport::send(QByteArrayView bytes)
{
    if (m_state > State::Open || bytes.isEmpty())
        return;
    // At once where nothing waits: a turn of the event loop would be a good part of a round trip.
    while (m_state == State::Open && m_queue.isEmpty() && !bytes.isEmpty()) {
        const Step step = write(bytes);
        if (step.outcome == Step::Outcome::Failed) {
            endSoon(failure());
            return;
        }
        if (step.outcome != Step::Outcome::Done)
            break;
        bytes = bytes.sliced(step.bytes);
    }
    if (bytes.isEmpty())
        return;
    m_queue.append(bytes);
    updateInterest();
}

void StreamTransport::setReadingPaused(bool paused)
{
    if (m_isPaused == paused)
        return;
    m_isPaused = paused;
    updateInterest();
    if (!paused)
        resumeReading();
}

void StreamTransport::close(const Error &reason)
{
    if (m_state >= State::Flushing)
        return;
    if (m_state != State::Open) {
        endSoon(reason);
        return;
    }
    m_closeReason = reason;
    m_state = State::Flushing;
    m_deadline.start(CloseDeadline, this);
    m_wantsWrite = true; // the end is sent from the event loop
    updateInterest();
}

void StreamTransport::abort(const Error &reason)
{
    finish(isEnding() ? m_closeReason : reason);
}

void StreamTransport::fdReady(bool readable, bool writable)
{
    const QPointer<StreamTransport> self(this);
    switch (m_state) {
    case State::Opening:
        advanceOpening();
        return;
    case State::Open:
        m_wantsWrite = false;
        if (writable && !m_queue.isEmpty())
            flush();
        if (self && m_state == State::Open && !m_isPaused)
            readInput();
        if (self)
            updateInterest();
        return;
    case State::Flushing:
        advanceClosing();
        return;
    case State::Lingering:
        if (readable)
            discardInput();
        return;
    case State::Idle:
    case State::Ending:
    case State::Closed:
        return;
    }
}

void StreamTransport::advanceOpening()
{
    const Step step = open();
    switch (step.outcome) {
    case Step::Outcome::WantsRead:
    case Step::Outcome::WantsWrite:
        m_wantsWrite = step.outcome == Step::Outcome::WantsWrite;
        updateInterest();
        return;
    case Step::Outcome::PeerEnded:
    case Step::Outcome::Failed:
        m_deadline.start(RefusalLinger, this);
        linger(step.outcome == Step::Outcome::Failed ? failure() : neverOpened(address()));
        return;
    case Step::Outcome::Done:
        break;
    }
    m_deadline.stop();
    m_state = State::Open;
    m_wantsWrite = false;
    updateInterest();
    const QPointer<StreamTransport> self(this);
    Q_EMIT ready();
    if (self && m_state == State::Open && !m_queue.isEmpty())
        flush();
    if (self && m_state == State::Open && hasBufferedInput())
        resumeReading();
}

FileDescriptor StreamTransport::releaseSocket()
{
    m_state = State::Closed;
    m_deadline.stop();
    m_watch.reset();
    m_queue.clear();
    return std::move(m_socket);
}

void StreamTransport::readInput()
{
    FdPoller &poller = m_watch->poller();
    std::unique_ptr<char[]> buffer = poller.takeReadBuffer();
    const QPointer<StreamTransport> self(this);
    qsizetype budget = ReadBytesPerWakeUp;
    Step step{Step::Outcome::Done};
    while (step.outcome == Step::Outcome::Done && budget > 0) {
        step = fill(buffer.get(), FdPoller::ReadBufferBytes);
        budget -= step.bytes;
        if (step.bytes > 0)
            Q_EMIT received(QByteArrayView(buffer.get(), step.bytes));
        if (!self || m_state != State::Open || m_isPaused)
            break;
        if (step.bytes < FdPoller::ReadBufferBytes && step.outcome == Step::Outcome::Done)
            break; // the socket wakes us if there is more
    }
    poller.returnReadBuffer(std::move(buffer));
    if (!self || m_state != State::Open)
        return;
    if (step.outcome == Step::Outcome::PeerEnded) {
        (void)endWriting(); // a courtesy to the peer; it may be gone
        finish(peerClosed(address()));
    } else if (step.outcome == Step::Outcome::Failed) {
        finish(failure());
    } else {
        m_wantsWrite = step.outcome == Step::Outcome::WantsWrite;
        resumeReading();
    }
}

/// Reads until the buffer is full or probably nothing more is there: a message in many records is told of
/// once. The bytes count whatever the outcome, which is that of the last attempt.
StreamTransport::Step StreamTransport::fill(char *buffer, qsizetype capacity)
{
    qsizetype filled = 0;
    Step step{Step::Outcome::Done};
    while (filled < capacity) {
        step = read(buffer + filled, capacity - filled);
        if (step.outcome != Step::Outcome::Done)
            break;
        filled += step.bytes;
        if (step.bytes < LikelyMoreBytes && !hasBufferedInput())
            break;
    }
    step.bytes = filled;
    return step;
}

/// The socket does not wake us for input that was already taken from it.
void StreamTransport::resumeReading()
{
    if (m_isResumePosted || m_isPaused || m_state != State::Open || !hasBufferedInput())
        return;
    m_isResumePosted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isResumePosted = false;
            if (m_state != State::Open || m_isPaused)
                return;
            const QPointer<StreamTransport> self(this);
            readInput();
            if (self)
                updateInterest();
        },
        Qt::QueuedConnection);
}

/// Ends with Done when all is handed over.
StreamTransport::Step StreamTransport::writeQueue()
{
    Step step{Step::Outcome::Done};
    while (!m_queue.isEmpty()) {
        step = write(m_queue.front());
        if (step.outcome != Step::Outcome::Done)
            break;
        m_queue.drop(step.bytes);
    }
    return step;
}

void StreamTransport::flush()
{
    const Step step = writeQueue();
    updateInterest();
    if (step.outcome == Step::Outcome::Failed)
        finish(failure());
    else if (m_queue.isEmpty())
        Q_EMIT drained();
}

void StreamTransport::advanceClosing()
{
    Step step = writeQueue();
    if (step.outcome == Step::Outcome::Done)
        step = endWriting();
    if (step.outcome == Step::Outcome::Done)
        linger(m_closeReason); // within the deadline of close()
    else if (step.outcome == Step::Outcome::Failed || step.outcome == Step::Outcome::PeerEnded)
        finish(m_closeReason);
    // Else the socket has no room yet; the deadline is running.
}

/// Input that nobody reads would make the kernel reset the connection, and with it destroy what we sent last.
/// So our direction is ended, and the peer's input thrown away until it ends too.
void StreamTransport::linger(const Error &reason)
{
    m_closeReason = reason;
    m_state = State::Lingering;
    m_queue.clear();
    ::shutdown(m_socket.get(), SHUT_WR);
    updateInterest();
}

void StreamTransport::discardInput()
{
    FdPoller &poller = m_watch->poller();
    std::unique_ptr<char[]> buffer = poller.takeReadBuffer();
    ssize_t got = 1;
    for (qsizetype budget = ReadBytesPerWakeUp; got > 0 && budget > 0; budget -= got) {
        got = ::recv(m_socket.get(), buffer.get(), size_t(FdPoller::ReadBufferBytes), MSG_DONTWAIT);
        m_discarded += std::max<ssize_t>(got, 0);
    }
    const bool hasEnded = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    poller.returnReadBuffer(std::move(buffer));
    if (hasEnded || m_discarded > MaxDiscardedBytes)
        finish(m_closeReason);
}

/// closed() must not come from within send() or close(): their callers are in the middle of something.
void StreamTransport::endSoon(const Error &reason)
{
    m_closeReason = reason;
    m_state = State::Ending;
    m_deadline.stop();
    m_watch.reset();
    m_queue.clear();
    QMetaObject::invokeMethod(this, [this] { finish(m_closeReason); }, Qt::QueuedConnection);
}

/// The reason is a copy: whoever hears closed() may delete this, and then look at the reason.
void StreamTransport::finish(Error reason)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_deadline.stop();
    m_watch.reset();
    m_socket.close();
    m_queue.clear();
    Q_EMIT closed(reason);
}

void StreamTransport::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_deadline.timerId())
        return Transport::timerEvent(event);
    finish(m_state == State::Opening ? openTimeout() : m_closeReason);
}

void StreamTransport::updateInterest()
{
    switch (m_state) {
    case State::Opening:
    case State::Flushing:
        watchFor(!m_wantsWrite && m_state == State::Opening, m_wantsWrite || m_state == State::Flushing);
        return;
    case State::Open:
        // A read that has to write first (a key update) is not tried again while there is no room: it would
        // spin.
        watchFor(!m_isPaused && !m_wantsWrite, m_wantsWrite || !m_queue.isEmpty());
        return;
    case State::Lingering:
        watchFor(true, false);
        return;
    case State::Idle:
    case State::Ending:
    case State::Closed:
        return;
    }
}

/// A connection that cannot be watched would be dead without anybody knowing.
void StreamTransport::watchFor(bool read, bool write)
{
    if (m_watch->setInterest(read, write))
        return;
    const QString why = QString::fromLocal8Bit(std::strerror(errno));
    endSoon(
        isEnding()
            ? m_closeReason
            : Error{
                  ErrorCode::Unavailable, u"the connection cannot be watched: "_s + why, address(), {}, {}});
}

} // namespace muster
