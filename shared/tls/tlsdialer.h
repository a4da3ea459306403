// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/endpoint.h"
#include "shared/tls/tlscontext.h"
#include "shared/tls/tlstransport.h"

#include <QCoroTask>

#include <chrono>
#include <memory>
#include <optional>

namespace muster {

/// Looks the host up, connects, and makes the TLS handshake. All within the deadline; whoever drops the task
/// ends nothing, the attempt just goes on unseen until then.
///
/// The transport is ready (its ready() was emitted) and reading is paused, so that nothing is missed: connect
/// to its signals, then setReadingPaused(false).
///
/// @param pin the node that must answer; any node when empty (to pair with it).
/// Errors, with the endpoint as source: NotPaired when another key answers, naming expected and presented
/// node ids; NotFound for an unknown host; Timeout; Unavailable; see tlsError() for what TLS may say.
[[nodiscard]] QCoro::Task<Result<std::unique_ptr<TlsTransport>>>
dial(TlsContext context, Endpoint endpoint, std::optional<NodeId> pin,
     std::chrono::milliseconds deadline = StreamTransport::OpenDeadline);

} // namespace muster
