// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/identity.h"
#include "shared/tls/nodeid.h"
#include "shared/tls/opensslptr.h"

#include <QByteArrayList>

#include <memory>
#include <optional>

namespace muster {

/// What the checks of one handshake are told, and what they found. Belongs to the connection.
struct PeerCheck
{
    std::optional<NodeId> expected; ///< the pinned node; any when empty
    QByteArray sessionKey; ///< under which a client keeps sessions for resumption; none when empty
    std::optional<Error> refusal; ///< why the peer's certificate was refused
};

/// Whether a certificate may be this peer's: kind of key, dates, and the expected node if there is one.
/// Asked during a full handshake and again after a resumed one, in which TLS itself asks nobody.
/// Errors: NotPaired, naming expected and presented node ids.
[[nodiscard]] Result<void> checkPeer(X509 *certificate, const std::optional<NodeId> &expected);

/// The settings that all connections of one role share: TLS 1.3 only, certificates on both sides, ALPN,
/// resumption by tickets. A cheap copy; used on one thread. Whom to trust is decided above, by the node id:
/// no CA store is loaded.
class TlsContext
{
public:
    enum class Role { Server, Client };

    static constexpr const char *ControlChannel = "muster/1";
    static constexpr const char *BulkChannel = "muster-bulk/1";

    /// @param channels ALPN names, the preferred first; a peer that offers or selects none of them is
    /// refused. Errors: Internal.
    [[nodiscard]] static Result<TlsContext> create(Role role, const Identity &own,
                                                   const QByteArrayList &channels = {ControlChannel});

    [[nodiscard]] Role role() const;
    [[nodiscard]] const NodeId &ownId() const;
    [[nodiscard]] bool hasChannel(QByteArrayView name) const;

    /// A connection that is ready for its handshake, over a borrowed socket. `check` must live as long as it
    /// is used. A client offers to resume the last session kept under check.sessionKey. Null when there is no
    /// memory.
    [[nodiscard]] SslPtr newConnection(int socket, PeerCheck &check) const;

private:
    struct State;
    explicit TlsContext(std::shared_ptr<State> state);
    std::shared_ptr<State> d;
};

} // namespace muster
