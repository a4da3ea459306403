// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QString>

namespace muster {

/// Where a node listens: a host name or IP address, and a TCP port.
struct Endpoint
{
    static constexpr quint16 DefaultPort = 7117;

    QString host; ///< without brackets
    quint16 port = DefaultPort;

    /// "host", "host:port", "192.0.2.1:port", "[2001:db8::1]:port", "2001:db8::1". White space around it is
    /// ignored. Errors: Invalid, naming the fault.
    [[nodiscard]] static Result<Endpoint> parse(QStringView text);

    /// "host:port", with brackets round an IPv6 address.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace muster
