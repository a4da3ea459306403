// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archiveentry.h"
#include "console/archive/archivelimits.h"
#include "console/archive/bytes.h"
#include "console/archive/workwatch.h"

namespace muster::console {

/// Reads the headers of a tar archive: ustar, pax, GNU's long names and sparse files, old tar. Members' bytes
/// are passed over. Reads what it can: where the archive is cut off or damaged, `damage` says so. Blocks.
/// @param name of the archive, for errors
/// Errors: Cancelled. Bytes that cannot be read are `damage`, too.
[[nodiscard]] Result<ArchiveIndex> readTar(const Bytes &tar, const QString &name, const ArchiveLimits &limits,
                                           const WorkWatch &watch);

} // namespace muster::console
