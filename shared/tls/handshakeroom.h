// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/ipaddress.h"

#include <QList>

#include <chrono>
#include <functional>
#include <optional>

namespace muster {

/// Who stands in the door: connections whose handshake is not finished. Pure: no sockets, no clock.
///
/// Room is bounded, in all and per source. When it is full, who says nothing makes place for who comes next,
/// so that a flood of silent connections, even from the same address, keeps nobody out. When all in it are
/// speaking (a storm of reconnecting consoles), nobody makes place but who has been slow for longer than
/// `patience`: newcomers then wait in the kernel's queue.
class HandshakeRoom
{
public:
    using Clock = std::chrono::steady_clock;
    using Id = quint64;

    struct Limits
    {
        int all = 64;
        int perSource = 32;
        std::chrono::milliseconds patience{2000};
    };

    explicit HandshakeRoom(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// What counts as one source: an IPv4 address, or an IPv6 network of 64 bits, for one machine has all of
    /// it.
    [[nodiscard]] static IpAddress sourceOf(const IpAddress &address);

    void enter(Id id, const IpAddress &source, Clock::time_point now);
    void leave(Id id); ///< finished or gone; unknown ids are ignored

    [[nodiscard]] qsizetype size() const { return m_present.size(); }
    [[nodiscard]] bool isFull() const { return m_present.size() >= m_limits.all; }
    [[nodiscard]] bool isShareFull(const IpAddress &source) const;

    /// The longest waiting for whom this holds; of one source only, if given.
    [[nodiscard]] std::optional<Id> longestOf(const std::optional<IpAddress> &source,
                                              const std::function<bool(Id)> &holds) const;
    /// Who has to make place: the longest waiting that is silent or slow; of one source only, if given.
    [[nodiscard]] std::optional<Id> whoMakesPlace(const std::optional<IpAddress> &source,
                                                  Clock::time_point now,
                                                  const std::function<bool(Id)> &isSilent) const;

private:
    struct Present
    {
        Id id;
        IpAddress source;
        Clock::time_point since;
    };

    Limits m_limits;
    QList<Present> m_present; ///< the longest waiting first
};

} // namespace muster
