// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"

#include <optional>

namespace muster::console {

/// Before dumps are made of a kind for which hosts are stopped: says which, and asks the person at the
/// terminal. @return how the verb ends without having done anything; nothing when it may go on
/// @param nodeIds that will be asked for a dump of this type
[[nodiscard]] QCoro::Task<std::optional<ExitCode>> agreeToHostStop(Batch &batch, QStringList nodeIds,
                                                                   QString type);

} // namespace muster::console
