// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

namespace muster::agent {

/// Bytes of one member of a dump that is whole, DumpReadChunk at most. Only what the manifest names is read,
/// and nothing through a symbolic link. Blocks on the disk. Errors: NotFound, Invalid, Io.
[[nodiscard]] Result<DumpChunk> readMember(const QString &folder, const DumpReadParams &params);

} // namespace muster::agent
