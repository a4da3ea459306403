// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/words.h"
#include "shared/tls/nodeid.h"

#include <QString>

namespace muster::agent {

/// Who wants to be trusted, as far as its connection has proven it.
struct Caller
{
    NodeId id;
    QString address; ///< "192.0.2.1:40112", for people and logs

    /// The address without its port: what counts as one source.
    [[nodiscard]] QString host() const;
};

/// A peer chooses its own name, and it is shown in terminals and logs: printable characters only.
/// Errors: Invalid.
[[nodiscard]] Result<void> checkPeerName(const QString &name);

/// Roles that can be given to a peer: Viewer, Operator, Admin. Errors: Invalid.
[[nodiscard]] Result<void> checkGrantable(Role role);

} // namespace muster::agent
