// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/bytes.h"
#include "console/archive/packing.h"
#include "console/archive/workwatch.h"

#include <optional>

namespace muster::console {

/// What came out of packed bytes.
struct Unpacked
{
    SharedBytes bytes; ///< all that could be unpacked
    std::optional<Error> damage; ///< why that is not everything: cut off, broken, beyond a limit
};

/// Unpacks to a file without a name. Several packed streams one after the other are one, as zstd, gzip, xz
/// and bzip2 themselves hold it. Blocks; runs on a worker thread.
/// @param name of the packed bytes, for errors
/// Errors: Io, QuotaExceeded (no room on the disk), Cancelled. What is wrong with the bytes is `damage`.
[[nodiscard]] Result<Unpacked> unpack(const Bytes &packed, Packing packing, const QString &name,
                                      const ArchiveLimits &limits, const WorkWatch &watch);

} // namespace muster::console
