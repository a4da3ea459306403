// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/entrysource.h"

namespace muster::console {

/// A folder as if it were an archive. Links are listed and not followed. Blocks.
/// Errors: Io, Cancelled.
[[nodiscard]] Result<OpenedArchive> openFolder(const QString &path, const ArchiveLimits &limits,
                                               const WorkWatch &watch);

} // namespace muster::console
