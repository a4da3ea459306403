// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"

#include <QCoroTask>

namespace muster::console {

struct AcknowledgeWish
{
    QStringList units; ///< full names
    bool isAll = false; ///< all that nobody has acknowledged, instead of units
    QString reason;
};

/// Errors: Invalid, when neither units nor all are wished, or both, or the reason is too long.
[[nodiscard]] Result<void> check(const AcknowledgeWish &wish);

/// Takes note of failures on nodes that were reached or tried, and tells what came of each.
[[nodiscard]] QCoro::Task<ExitCode> acknowledgeUnits(Batch &batch, Target target, AcknowledgeWish wish);

} // namespace muster::console
