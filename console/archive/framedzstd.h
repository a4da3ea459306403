// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/bytes.h"

namespace muster::console {

/// What Muster's own dumps are: zstd frames one after the other, each telling its size. Any part is read by
/// unpacking only the frames that it is in, so nothing is spooled, and a broken frame costs only what is in
/// it. Reads the frames' headers, not their data. Blocks.
/// @return null for what is packed otherwise, is cut off, or is beyond the limits. Errors: Io.
[[nodiscard]] Result<SharedBytes> openFramedZstd(const SharedBytes &packed, const QString &name,
                                                 const ArchiveLimits &limits);

} // namespace muster::console
