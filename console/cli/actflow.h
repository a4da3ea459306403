// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/acts/actorder.h"
#include "console/batch/actrow.h"
#include "console/batch/batch.h"

namespace muster::console {

/// How a person wants it done.
struct ActManner
{
    bool isWaited = false; ///< until all have an end; else until all have answered
    bool isAgreed = false; ///< not asked, whatever speaks against it
};

/// Says what would happen, asks where something speaks against it, has it done, and waits, with progress.
/// @return how the verb ends; the row has what came of it
[[nodiscard]] QCoro::Task<ExitCode> act(Batch &batch, ActOrder order, ActManner manner, ActRow &row);

} // namespace muster::console
