// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"
#include "console/batch/batch.h"

namespace muster::console {

/// Work for a verb: Ctrl+C stops it, and a terminal sees how far it is. For as long as the batch.
/// @param what is done: "reading dump.tar.zst"
[[nodiscard]] WorkWatch watchFor(Batch &batch, const QString &what);

/// Opens a dump that is a file or folder here, not blocking this thread.
[[nodiscard]] QCoro::Task<Result<SharedDump>> openLocalDump(Batch &batch, QString path);

/// Says what is damaged in it. @return NotWell then
[[nodiscard]] ExitCode noteDamage(Batch &batch, const DumpArchive &dump);

/// "file", "symbolic link".
[[nodiscard]] QString entryKindText(EntryKind kind);

} // namespace muster::console
