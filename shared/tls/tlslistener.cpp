// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlslistener.h"

#include "shared/tls/tcpsocket.h"
#include "shared/wire/acceptpace.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster {

namespace {

constexpr auto RetryWhenFull = 100ms; // somebody may have become slow; else a place that becomes free resumes

bool isOutOfResources(int number)
{
    return number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM;
}

} // namespace

TlsListener::TlsListener(const TlsContext &context, const Limits &limits, Taker taker, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_limits(limits)
    , m_taker(std::move(taker))
    , m_room(limits.handshakes)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TlsListener::resume);
}

TlsListener::~TlsListener()
{
    stop();
}

Result<void> TlsListener::listen(const QString &address, quint16 port)
{
    const auto host = IpAddress::parse(address);
    if (!host)
        return fail(ErrorCode::Invalid, u"\"%1\" is not an IP address to listen on"_s.arg(address),
                    u"address"_s);
    auto socket = listenOn(*host, port);
    if (!socket)
        return fail(socket.error());
    auto door = std::make_unique<Door>(*this, std::move(*socket));
    if (!door->watch.setInterest(true, false)) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        return fail({ErrorCode::Unavailable, u"cannot watch the socket: "_s + why, address, {}, {}});
    }
    m_doors.push_back(std::move(door));
    return {};
}

void TlsListener::stop()
{
    m_retry.stop();
    m_doors.clear();
    for (const auto &[id, stranger] : m_strangers) {
        stranger->disconnect(this);
        m_room.leave(id);
    }
    m_strangers.clear();
}

quint16 TlsListener::port() const
{
    return isListening() ? localAddress(m_doors.front()->socket.get()).port() : 0;
}

TlsListener::Door::Door(TlsListener &owner, FileDescriptor listening)
    : listener(owner)
    , socket(std::move(listening))
    , watch(socket.get(), this)
{
}

void TlsListener::Door::fdReady(bool, bool)
{
    for (int i = 0; i < AcceptsPerWakeUp && listener.acceptOne(*this); ++i) { }
}

/// False when nobody waits, or there is no place for who waits.
bool TlsListener::acceptOne(const Door &door)
{
    if (m_room.isFull() && !makeRoom(std::nullopt)) {
        pause(RetryWhenFull);
        return false;
    }
    SocketAddress from;
    socklen_t size = SocketAddress::capacity();
    FileDescriptor socket(::accept4(door.socket.get(), from.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.isOpen()) {
        const int number = errno;
        if (isOutOfResources(number)) {
            m_refusals.add(Refusal::NoResources, QString::fromLocal8Bit(std::strerror(number)), {});
            pause(RetryWithoutResources);
        }
        return number == ECONNABORTED || number == EINTR;
    }
    const IpAddress source = HandshakeRoom::sourceOf(from.host());
    if (*m_open >= m_limits.connections) {
        m_refusals.add(Refusal::Full, u"%1 connections are open, the most allowed"_s.arg(*m_open),
                       from.toString());
    } else if (m_room.isShareFull(source) && !makeRoom(source)) {
        m_refusals.add(Refusal::SourceFull, u"too many unfinished handshakes from there"_s, from.toString());
    } else {
        admit(std::move(socket), from, source);
    }
    return true;
}

bool TlsListener::makeRoom(const std::optional<IpAddress> &source)
{
    // Who was refused already only stays to learn why.
    const auto isRefused = [this](Id id) { return m_strangers.at(id)->isEnding(); };
    if (const auto refused = m_room.longestOf(source, isRefused)) {
        m_strangers.at(*refused)->abort({});
        return true;
    }
    const auto isSilent = [this](Id id) { return !m_strangers.at(id)->hasHeardPeer(); };
    const auto victim = m_room.whoMakesPlace(source, HandshakeRoom::Clock::now(), isSilent);
    if (!victim)
        return false;
    drop(*victim, Refusal::Displaced,
         Error{ErrorCode::Timeout, u"silent or slow while others waited"_s, {}, {}, {}});
    return true;
}

void TlsListener::admit(FileDescriptor socket, const SocketAddress &from, const IpAddress &source)
{
    tuneConnection(socket.get());
    const Id id = ++m_lastId;
    auto transport = std::make_unique<TlsTransport>(m_context, std::move(socket), from.toString());
    ++*m_open;
    connect(transport.get(), &QObject::destroyed, transport.get(), [open = m_open] { --*open; });
    connect(transport.get(), &Transport::ready, this, [this, id] { handOver(id); });
    connect(transport.get(), &Transport::closed, this, [this, id](const Error &reason) {
        drop(id, reason.code == ErrorCode::Timeout ? Refusal::TimedOut : Refusal::Failed, reason);
    });
    transport->start(m_limits.handshakeDeadline);
    m_room.enter(id, source, HandshakeRoom::Clock::now());
    m_strangers.emplace(id, std::move(transport));
}

void TlsListener::handOver(Id id)
{
    auto node = m_strangers.extract(id);
    m_room.leave(id);
    resume();
    node.mapped()->disconnect(this);
    m_taker(std::move(node.mapped())); // may delete the transport
}

void TlsListener::drop(Id id, Refusal refusal, const Error &reason)
{
    auto node = m_strangers.extract(id);
    m_room.leave(id);
    node.mapped()->disconnect(this);
    m_refusals.add(refusal, reason.text, node.mapped()->peer().address);
    resume();
}

void TlsListener::pause(std::chrono::milliseconds retryAfter)
{
    for (const auto &door : m_doors)
        door->watch.pause();
    m_retry.start(retryAfter);
}

void TlsListener::resume()
{
    // Without resources the pause is kept: a place in the room does not bring a descriptor.
    if (m_retry.isActive() && m_retry.intervalAsDuration() == RetryWithoutResources)
        return;
    m_retry.stop();
    for (const auto &door : m_doors) {
        if (!door->watch.setInterest(true, false))
            m_retry.start(RetryWithoutResources);
    }
}

} // namespace muster
