// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"
#include "console/dumps/dumpids.h"

namespace muster::console {

/// A dump on its node, with what its node says is in it.
struct RemoteDump
{
    DumpId id;
    QString name; ///< NODE/ID
    DumpManifest manifest;
};

/// Whether a word means a dump on a node, and not a file here: nothing here is called so, and it does not
/// look like a path or an archive.
[[nodiscard]] bool isRemoteDump(const QString &word);

/// Errors: those of resolveDumps() and of dumps.show; Conflict for one that is not whole; Forbidden without
/// the console's key.
[[nodiscard]] QCoro::Task<Result<RemoteDump>> openRemoteDump(Batch &batch, QString word);

} // namespace muster::console
