// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <optional>

#include <sys/socket.h>

namespace muster {

/// An IPv4 or IPv6 address. QHostAddress would be all that the agent needs of Qt Network, whose libraries
/// (HTTP, proxies, Kerberos, a second TLS) are most of what its start and its memory would then be spent on.
class IpAddress
{
public:
    using Bytes = std::array<quint8, 16>;

    /// "192.0.2.1", "2001:db8::1", "fe80::1%eth0"; no short forms of IPv4. Empty for anything else.
    [[nodiscard]] static std::optional<IpAddress> parse(QStringView text);
    /// Of a system call's address; an IPv4 address that came in over an IPv6 socket is IPv4.
    [[nodiscard]] static IpAddress of(const sockaddr_storage &address);
    [[nodiscard]] static IpAddress localhost(); ///< 127.0.0.1

    [[nodiscard]] bool isIpv4() const { return m_isIpv4; }
    [[nodiscard]] bool isAnyIpv6() const { return !m_isIpv4 && m_bytes == Bytes{}; } ///< "::"
    /// The IPv6 network of 64 bits that the address is in; an IPv4 address is its own.
    [[nodiscard]] IpAddress network() const;

    [[nodiscard]] sockaddr_storage withPort(quint16 port) const;
    [[nodiscard]] QString toString() const;

    friend bool operator==(const IpAddress &, const IpAddress &) = default;

private:
    Bytes m_bytes{}; ///< IPv4: the first four
    bool m_isIpv4 = false;
    QString m_scope; ///< interface of a link-local address
};

} // namespace muster
