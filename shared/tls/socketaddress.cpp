// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/socketaddress.h"

#include "shared/tls/endpoint.h"

#include <QNetworkInterface>

#include <netinet/in.h>

#include <cstring>

namespace muster {

SocketAddress::SocketAddress() = default;

SocketAddress::SocketAddress(const QHostAddress &address, quint16 port)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto &v4 = reinterpret_cast<sockaddr_in &>(m_storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        return;
    }
    auto &v6 = reinterpret_cast<sockaddr_in6 &>(m_storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6.sin6_addr, &bytes, sizeof v6.sin6_addr);
    if (!address.scopeId().isEmpty())
        v6.sin6_scope_id = uint(QNetworkInterface::interfaceIndexFromName(address.scopeId()));
}

quint16 SocketAddress::port() const
{
    // The port is at the same place in both forms.
    return ntohs(reinterpret_cast<const sockaddr_in &>(m_storage).sin_port);
}

QHostAddress SocketAddress::host() const
{
    const QHostAddress address(data());
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

QString SocketAddress::toString() const
{
    return Endpoint{host().toString(), port()}.toString();
}

socklen_t SocketAddress::size() const
{
    return family() == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
}

} // namespace muster
