// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/tls/nodeid.h"
#include "shared/wire/rpcpeer.h"

#include <QCoroTask>

#include <memory>
#include <stop_token>

namespace muster::console {

/// A node that has let this console in, and that this console may pin.
struct PairedWith
{
    QString nodeId; ///< from its certificate
    QString name;
    Role role = Role::Viewer; ///< as given, which may be another than asked for
    int version = 0; ///< protocol version it speaks
};

/// Our side of a pairing.
struct PairingSelf
{
    NodeId id;
    QString name; ///< what this console calls itself
};

/// Pairs with the node at the other end of a connection: by the token of the wish if there is one, else by a
/// code that persons at both ends compare. Nothing is pinned here. @param node made by makePeer()
/// Errors: Forbidden when the node or the person here said no, or the token is wrong, used or late; Timeout
/// when nobody accepted; Invalid token; Busy when the node takes no more attempts; Cancelled; Unavailable.
[[nodiscard]] QCoro::Task<Result<PairedWith>> pairWith(std::shared_ptr<RpcPeer> node, PairingSelf self,
                                                       PairingWish wish, PairingDialogue dialogue,
                                                       std::stop_token stop);

} // namespace muster::console
