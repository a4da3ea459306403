// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/rpcpeer.h"

#include <memory>

namespace muster {

/// A peer over a transport that a Dialer has opened, for conversations of a few calls. It is deleted from the
/// event loop, so a coroutine may end, and let go of it, inside one of its answers.
[[nodiscard]] inline std::shared_ptr<RpcPeer> makePeer(std::unique_ptr<Transport> transport,
                                                       const PeerLimits &limits)
{
    Transport *stream = transport.get();
    std::shared_ptr<RpcPeer> peer(new RpcPeer(std::move(transport), limits),
                                  [](RpcPeer *unused) { unused->deleteLater(); });
    stream->setReadingPaused(false);
    return peer;
}

} // namespace muster
