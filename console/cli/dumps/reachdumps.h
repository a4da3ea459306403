// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"
#include "console/dumps/dumpbook.h"
#include "console/dumps/dumpids.h"

#include <memory>

namespace muster::console {

/// What the nodes said of their dumps, and how well all of them could be asked.
struct ReachedDumps
{
    std::shared_ptr<DumpBook> book;
    ExitCode code = ExitCode::Well;
};

/// Connects to the nodes and lists their dumps. Which did not answer, or are too old, is said to the person.
/// Without the key, `book` is null and the verb ends with `code`.
[[nodiscard]] QCoro::Task<ReachedDumps> reachDumps(Batch &batch, QStringList nodeIds);

/// The dumps that are named, in that order, each once. Errors: as resolveDump(); Unavailable for one that is
/// not there while not all nodes could be asked.
[[nodiscard]] Result<QList<DumpId>> resolveDumps(const Batch &batch, const ReachedDumps &reached,
                                                 const QStringList &words);

} // namespace muster::console
