// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tcpconnect.h"

#include "shared/tls/tcpsocket.h"

#include <QCoroSignal>

#include <QObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// Tells once when a socket that is connecting has come to an outcome.
class ConnectWatch : public QObject, private FdWatcher
{
    Q_OBJECT
public:
    explicit ConnectWatch(int socket)
        : m_watch(socket, this)
        , m_isWatching(m_watch.setInterest(false, true))
    {
    }

    /// False when the system cannot watch one more socket.
    [[nodiscard]] bool isWatching() const { return m_isWatching; }

Q_SIGNALS:
    void settled();

private:
    void fdReady(bool, bool) override
    {
        m_watch.pause();
        Q_EMIT settled();
    }

    FdWatch m_watch;
    bool m_isWatching;
};

QCoro::Task<Result<ConnectedSocket>> connectTo(SocketAddress address, std::chrono::milliseconds patience)
{
    auto socket = beginConnect(address);
    if (!socket)
        co_return fail(socket.error());
    ConnectWatch watch(socket->get());
    if (!watch.isWatching())
        co_return fail(
            {ErrorCode::Unavailable, u"cannot watch one more socket"_s, address.toString(), {}, {}});
    if (!co_await qCoro(&watch, &ConnectWatch::settled, patience))
        co_return std::unexpected(
            Error{ErrorCode::Timeout, u"no answer to the attempt to connect"_s, address.toString(), {}, {}});
    if (const auto outcome = connectOutcome(socket->get(), address); !outcome)
        co_return fail(outcome.error());
    co_return ConnectedSocket{std::move(*socket), address};
}

} // namespace

QCoro::Task<Result<ConnectedSocket>> connectToFirst(QList<SocketAddress> addresses, Deadline deadline)
{
    Result<ConnectedSocket> outcome = fail(ErrorCode::Unavailable, u"there is no address to connect to"_s);
    for (qsizetype left = addresses.size(); left > 0 && !outcome; --left)
        outcome = co_await connectTo(addresses[addresses.size() - left], deadline.left() / left);
    co_return outcome;
}

} // namespace muster

#include "tcpconnect.moc"
