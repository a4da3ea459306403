// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/ipaddress.h"

#include <QString>

#include <sys/socket.h>

namespace muster {

/// An IP address with its port, in the form of the system calls.
class SocketAddress
{
public:
    SocketAddress(); ///< room for any address
    SocketAddress(const IpAddress &address, quint16 port);

    [[nodiscard]] int family() const { return m_storage.ss_family; }
    [[nodiscard]] quint16 port() const;
    /// An IPv4 address that came in over an IPv6 socket is IPv4.
    [[nodiscard]] IpAddress host() const;
    [[nodiscard]] QString toString() const; ///< "192.0.2.1:7117" or "[2001:db8::1]:7117"

    [[nodiscard]] const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    [[nodiscard]] sockaddr *data() { return reinterpret_cast<sockaddr *>(&m_storage); }
    [[nodiscard]] socklen_t size() const; ///< of this family's form
    [[nodiscard]] static socklen_t capacity() { return sizeof(sockaddr_storage); }

private:
    sockaddr_storage m_storage = {};
};

} // namespace muster
