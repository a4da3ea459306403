// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlsdialer.h"

#include "shared/deadline.h"
#include "shared/tls/tcpconnect.h"

#include <QCoroSignal>

#include <QHostInfo>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// One look-up of a host name, off this thread.
class HostLookup : public QObject
{
    Q_OBJECT
public:
    explicit HostLookup(const QString &host)
        : m_id(QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) { Q_EMIT found(info); }))
    {
    }
    ~HostLookup() override { QHostInfo::abortHostLookup(m_id); }

Q_SIGNALS:
    void found(const QHostInfo &info);

private:
    int m_id;
};

/// The first of a transport's ready() and closed().
class Opening : public QObject
{
    Q_OBJECT
public:
    explicit Opening(TlsTransport &transport)
    {
        connect(&transport, &Transport::ready, this, [this] { Q_EMIT settled({}); });
        connect(&transport, &Transport::closed, this,
                [this](const Error &reason) { Q_EMIT settled(reason); });
    }

Q_SIGNALS:
    void settled(const std::optional<Error> &refusal);
};

std::unexpected<Error> dialError(Error error, const Endpoint &endpoint)
{
    error.source = endpoint.toString();
    return std::unexpected(error);
}

using Addresses = Result<QList<SocketAddress>>;

Addresses withPort(const QList<QHostAddress> &hosts, quint16 port)
{
    QList<SocketAddress> addresses;
    for (const QHostAddress &host : hosts) {
        if (const auto address = IpAddress::parse(host.toString()))
            addresses.append(SocketAddress(*address, port));
    }
    return addresses;
}

QCoro::Task<Addresses> resolve(Endpoint endpoint, Deadline deadline)
{
    if (const auto literal = IpAddress::parse(endpoint.host))
        co_return QList<SocketAddress>{SocketAddress(*literal, endpoint.port)};
    HostLookup lookup(endpoint.host);
    const auto info = co_await qCoro(&lookup, &HostLookup::found, deadline.left());
    if (!info)
        co_return Addresses(fail(ErrorCode::Timeout, u"the name service did not answer in time"_s));
    if (info->addresses().isEmpty())
        co_return Addresses(fail(ErrorCode::NotFound,
                                 u"there is no host \"%1\": %2"_s.arg(endpoint.host, info->errorString())));
    co_return withPort(info->addresses(), endpoint.port);
}

/// Sessions are only offered to who had to be the same node.
QByteArray sessionKey(const Endpoint &endpoint, const std::optional<NodeId> &pin)
{
    return endpoint.toString().toUtf8() + ' ' + (pin ? pin->digest() : QByteArray());
}

} // namespace

QCoro::Task<Result<std::unique_ptr<TlsTransport>>>
dial(TlsContext context, Endpoint endpoint, std::optional<NodeId> pin, std::chrono::milliseconds timeout)
{
    const Deadline deadline(timeout);
    const auto addresses = co_await resolve(endpoint, deadline);
    if (!addresses)
        co_return dialError(addresses.error(), endpoint);
    auto connected = co_await connectToFirst(*addresses, deadline);
    if (!connected)
        co_return dialError(connected.error(), endpoint);

    auto transport = std::make_unique<TlsTransport>(
        context, std::move(connected->socket), connected->address.toString(), pin, sessionKey(endpoint, pin));
    Opening opening(*transport);
    transport->setReadingPaused(true);
    transport->start(deadline.left());
    const auto settled = co_await qCoro(&opening, &Opening::settled);
    if (settled)
        co_return dialError(*settled, endpoint);
    co_return Result<std::unique_ptr<TlsTransport>>(std::move(transport));
}

} // namespace muster

#include "tlsdialer.moc"
