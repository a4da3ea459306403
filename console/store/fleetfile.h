// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/store/fleetdocument.h"

#include <functional>

namespace muster::console {

// The fleet file, fleet.json. The GUI and batch verbs may run at once, so nobody owns it: each change is
// made, under a lock, to the file as it is at that moment, and programs that run read it again when it
// changes. Both functions block on the disk; call them on the storage thread.

/// Largest fleet file that is read.
constexpr qsizetype MaxFleetBytes = 64 * 1024 * 1024;

/// @return an empty document when there is no file yet.
/// Errors, naming the path: Invalid, when it is not a fleet file or of a newer format; Io.
[[nodiscard]] Result<FleetDocument> readFleetFile(const QString &path);

/// Changes the file durably and whole, or not at all: a file that cannot be read is never overwritten.
/// @return what is in it now. Errors as above; what `edit` says; Busy, when another program holds the lock.
[[nodiscard]] Result<FleetDocument> changeFleetFile(const QString &path,
                                                    const std::function<Result<void>(FleetDocument &)> &edit);

} // namespace muster::console
