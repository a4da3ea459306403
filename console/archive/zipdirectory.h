// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/entrysource.h"

namespace muster::console {

/// Reads the directory at the end of a zip archive (also zip64). A file is unpacked when it is asked for.
/// Blocks. Errors: Invalid when the directory is missing or damaged; TooLarge; Io.
[[nodiscard]] Result<OpenedArchive> openZip(const SharedBytes &file, const QString &path,
                                            const ArchiveLimits &limits);

} // namespace muster::console
