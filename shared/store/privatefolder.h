// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QString>

namespace muster {

/// Makes a folder, and those above it, that only its owner can enter (0700); one that is there is left as it
/// is. Errors: Io, naming the path; Forbidden when others may write in it, for then they could exchange what
/// is kept there.
[[nodiscard]] Result<void> ensurePrivateFolder(const QString &path);

} // namespace muster
