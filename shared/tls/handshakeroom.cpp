// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/handshakeroom.h"

#include <algorithm>

namespace muster {

QHostAddress HandshakeRoom::sourceOf(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    Q_IPV6ADDR network = address.toIPv6Address();
    std::fill(network.c + 8, network.c + 16, quint8(0));
    return QHostAddress(network);
}

void HandshakeRoom::enter(Id id, const QHostAddress &source, Clock::time_point now)
{
    m_present.append({id, source, now});
}

void HandshakeRoom::leave(Id id)
{
    m_present.removeIf([id](const Present &present) { return present.id == id; });
}

bool HandshakeRoom::isShareFull(const QHostAddress &source) const
{
    return std::ranges::count(m_present, source, &Present::source) >= m_limits.perSource;
}

std::optional<HandshakeRoom::Id> HandshakeRoom::whoMakesPlace(const std::optional<QHostAddress> &source,
                                                              Clock::time_point now,
                                                              const std::function<bool(Id)> &isSilent) const
{
    const auto found = std::ranges::find_if(m_present, [&](const Present &present) {
        return (!source || present.source == *source)
               && (now - present.since > m_limits.patience || isSilent(present.id));
    });
    return found == m_present.end() ? std::nullopt : std::optional(found->id);
}

} // namespace muster
