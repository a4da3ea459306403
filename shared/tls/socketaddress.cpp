// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/socketaddress.h"

#include "shared/tls/endpoint.h"

#include <netinet/in.h>

namespace muster {

SocketAddress::SocketAddress() = default;

SocketAddress::SocketAddress(const IpAddress &address, quint16 port)
    : m_storage(address.withPort(port))
{
}

quint16 SocketAddress::port() const
{
    // The port is at the same place in both forms.
    return ntohs(reinterpret_cast<const sockaddr_in &>(m_storage).sin_port);
}

IpAddress SocketAddress::host() const
{
    return IpAddress::of(m_storage);
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
