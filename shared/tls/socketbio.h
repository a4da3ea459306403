// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/opensslptr.h"

namespace muster {

/// OpenSSL's way to a socket that is borrowed and non-blocking. Unlike OpenSSL's own it cannot raise SIGPIPE,
/// so the library leaves the program's signals alone. Null when there is no memory.
[[nodiscard]] BioPtr makeSocketBio(int fd);

} // namespace muster
