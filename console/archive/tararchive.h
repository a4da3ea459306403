// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/entrysource.h"
#include "console/archive/packing.h"

namespace muster::console {

/// Reads a tar archive, packed or not; and what is packed but no tar as an archive with that one file. A
/// packed one is unpacked to a file without a name first. Blocks. Errors: Invalid for what is neither; Io,
/// QuotaExceeded, Cancelled.
[[nodiscard]] Result<OpenedArchive> openTar(const SharedBytes &file, const QString &path,
                                            const ArchiveLimits &limits, const WorkWatch &watch);

} // namespace muster::console
