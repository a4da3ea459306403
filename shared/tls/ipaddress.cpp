// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/ipaddress.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace muster {

namespace {

/// What the kernel takes as a name, without the brackets that enclose an address with a port.
bool isInterfaceName(QStringView name)
{
    const auto mayOccur = [](QChar c) { return !c.isSpace() && !QStringView(u"/:[]").contains(c); };
    return !name.isEmpty() && name.toUtf8().size() < IF_NAMESIZE && std::ranges::all_of(name, mayOccur);
}

} // namespace

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    IpAddress address;
    const QByteArray whole = text.toUtf8();
    if (whole.contains('\0'))
        return std::nullopt; // the system's functions would not see what follows
    if (inet_pton(AF_INET, whole.constData(), address.m_bytes.data()) == 1) {
        address.m_isIpv4 = true;
        return address;
    }
    const qsizetype percent = text.indexOf(u'%');
    if (percent >= 0)
        address.m_scope = text.sliced(percent + 1).toString();
    if (percent >= 0 && !isInterfaceName(address.m_scope))
        return std::nullopt;
    const QByteArray number = percent < 0 ? whole : text.first(percent).toUtf8();
    if (inet_pton(AF_INET6, number.constData(), address.m_bytes.data()) != 1)
        return std::nullopt;
    return address;
}

IpAddress IpAddress::of(const sockaddr_storage &from)
{
    IpAddress address;
    if (from.ss_family == AF_INET) {
        const auto &v4 = reinterpret_cast<const sockaddr_in &>(from);
        std::memcpy(address.m_bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        address.m_isIpv4 = true;
        return address;
    }
    const auto &v6 = reinterpret_cast<const sockaddr_in6 &>(from);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
        std::memcpy(address.m_bytes.data(), v6.sin6_addr.s6_addr + 12, 4);
        address.m_isIpv4 = true;
        return address;
    }
    std::memcpy(address.m_bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    std::array<char, IF_NAMESIZE> name{};
    if (v6.sin6_scope_id != 0 && if_indextoname(v6.sin6_scope_id, name.data()))
        address.m_scope = QString::fromLocal8Bit(name.data());
    return address;
}

IpAddress IpAddress::localhost()
{
    IpAddress address;
    address.m_bytes = {127, 0, 0, 1};
    address.m_isIpv4 = true;
    return address;
}

IpAddress IpAddress::network() const
{
    IpAddress network = *this;
    if (!m_isIpv4)
        std::fill(network.m_bytes.begin() + 8, network.m_bytes.end(), quint8(0));
    return network;
}

sockaddr_storage IpAddress::withPort(quint16 port) const
{
    sockaddr_storage storage = {};
    if (m_isIpv4) {
        auto &v4 = reinterpret_cast<sockaddr_in &>(storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&v4.sin_addr, m_bytes.data(), sizeof v4.sin_addr);
        return storage;
    }
    auto &v6 = reinterpret_cast<sockaddr_in6 &>(storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(&v6.sin6_addr, m_bytes.data(), sizeof v6.sin6_addr);
    v6.sin6_scope_id = m_scope.isEmpty() ? 0 : if_nametoindex(m_scope.toLocal8Bit().constData());
    return storage;
}

QString IpAddress::toString() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(m_isIpv4 ? AF_INET : AF_INET6, m_bytes.data(), text.data(), text.size());
    const QString number = QString::fromLatin1(text.data());
    return m_scope.isEmpty() ? number : number + u'%' + m_scope;
}

} // namespace muster
