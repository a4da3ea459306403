// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/marks.h"

#include "shared/model/boot.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for boots of a host.
class BootPhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::BootPhrases)
public:
    [[nodiscard]] static QString outcome(BootOutcome outcome);
    [[nodiscard]] static Mark markOf(BootOutcome outcome);
    [[nodiscard]] static QString length(qint64 milliseconds); ///< "850 ms", "12.4 s", "3 min 5 s"
    [[nodiscard]] static QString clock(Timestamp at); ///< of the clock here
    [[nodiscard]] static QString stalls(const BootStall &stall);
};

} // namespace muster::console
