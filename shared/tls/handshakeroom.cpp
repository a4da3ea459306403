// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/handshakeroom.h"

#include <algorithm>

namespace muster {

IpAddress HandshakeRoom::sourceOf(const IpAddress &address)
{
    return address.network();
}

void HandshakeRoom::enter(Id id, const IpAddress &source, Clock::time_point now)
{
    m_present.append({id, source, now});
}

void HandshakeRoom::leave(Id id)
{
    m_present.removeIf([id](const Present &present) { return present.id == id; });
}

bool HandshakeRoom::isShareFull(const IpAddress &source) const
{
    return std::ranges::count(m_present, source, &Present::source) >= m_limits.perSource;
}

std::optional<HandshakeRoom::Id> HandshakeRoom::longestOf(const std::optional<IpAddress> &source,
                                                          const std::function<bool(Id)> &holds) const
{
    const auto found = std::ranges::find_if(m_present, [&](const Present &present) {
        return (!source || present.source == *source) && holds(present.id);
    });
    return found == m_present.end() ? std::nullopt : std::optional(found->id);
}

std::optional<HandshakeRoom::Id> HandshakeRoom::whoMakesPlace(const std::optional<IpAddress> &source,
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
