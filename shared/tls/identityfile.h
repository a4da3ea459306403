// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/identity.h"

#include <QString>

namespace muster {

/// The identity kept in a file (PEM, mode 0600). Whoever can read the file can be this node, so a file that
/// others could have read or written is refused rather than used, and a broken one is never replaced: that
/// would silently make it another node. Blocks on the disk; called once at start.

/// Errors: NotFound; Forbidden when group or others have any access, when somebody else owns it, or when it
/// is no regular file (naming the mode and what to do); Invalid when it is broken; Io. Each names the path.
[[nodiscard]] Result<Identity> loadIdentity(const QString &path);

/// Durable when it returns: written aside, synced, linked in place, the folder synced. Never overwrites a
/// file: Conflict. Errors: Io, naming the path.
[[nodiscard]] Result<void> storeNewIdentity(const Identity &identity, const QString &path);

/// What is in the file; a new identity, stored there, where no file is.
[[nodiscard]] Result<Identity> loadOrCreateIdentity(const QString &path);

} // namespace muster
