// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/socketaddress.h"
#include "shared/wire/filedescriptor.h"

namespace muster {

/// Sets what every connection of ours has: no delay for small messages, and a kernel that notices a dead peer
/// (probes after 30 s of silence, unacknowledged data for 60 s), so that no timer of ours has to.
void tuneConnection(int socket);

/// A listening, non-blocking socket; port 0 takes any free one. The any-address "::" takes IPv4 too.
/// Errors: Conflict when the port is in use, Forbidden, Unavailable; naming the address.
[[nodiscard]] Result<FileDescriptor> listenOn(const IpAddress &address, quint16 port);

/// A socket on its way to be connected: writable once it is, or failed; connectOutcome() tells which.
/// Errors: Unavailable.
[[nodiscard]] Result<FileDescriptor> beginConnect(const SocketAddress &to);

/// How a connect came out. Errors: Unavailable, naming the address.
[[nodiscard]] Result<void> connectOutcome(int socket, const SocketAddress &to);

[[nodiscard]] SocketAddress localAddress(int socket);

} // namespace muster
