// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"

#include <QStringList>

#include <optional>

namespace muster::console {

/// Which of the kept events are wanted.
struct EventQuery
{
    QStringList nodeIds; ///< empty for all
    QStringList kinds = {}; ///< empty for all
    std::optional<Timestamp> since;
    std::optional<Timestamp> until; ///< before that
    std::optional<qint64> from; ///< first number; numbers compare only within one node
    int limit = 1000; ///< the newest so many
};

} // namespace muster::console
