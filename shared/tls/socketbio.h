// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/opensslptr.h"

namespace muster {

/// OpenSSL's way to a socket that is borrowed and non-blocking. Unlike OpenSSL's own it cannot raise SIGPIPE,
/// so the library leaves the program's signals alone. Null when there is no memory.
[[nodiscard]] BioPtr makeSocketBio(int fd);

/// The same for a blocking socket, whose calls wait as long as its SO_RCVTIMEO and SO_SNDTIMEO say.
[[nodiscard]] BioPtr makeWaitingSocketBio(int fd);

} // namespace muster
