// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/wire/filedescriptor.h"

#include <QString>

namespace muster {

/// A listening, non-blocking Unix socket that only its owner and the superuser can connect to (mode 0600 from
/// the start). A file left there by a program that died is replaced; anything else is not. Errors, with the
/// path as source: Busy when somebody listens there, Conflict when another kind of file is there, Invalid for
/// too long a path, Forbidden, Io.
[[nodiscard]] Result<FileDescriptor> listenLocal(const QString &path);

/// A connected, non-blocking Unix socket.
/// Errors, with the path as source: Unavailable when nobody listens, Forbidden, Invalid for too long a path,
/// Io.
[[nodiscard]] Result<FileDescriptor> connectLocal(const QString &path);

/// Whether the process that connected, or listens, runs as the superuser or as the user of this program.
[[nodiscard]] bool isAdminAtOtherEnd(int socket);

} // namespace muster
