// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/marks.h"

#include "console/offload/offloadqueue.h"
#include "shared/model/dump.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for dumps.
class DumpPhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::DumpPhrases)
public:
    [[nodiscard]] static QString state(DumpState state);
    [[nodiscard]] static Mark markOf(const DumpEntry &dump);
    [[nodiscard]] static QString offloadState(OffloadState state);
    [[nodiscard]] static Mark markOf(OffloadState state);
    [[nodiscard]] static QString scope(const DumpEntry &dump);
    [[nodiscard]] static QString size(qint64 bytes); ///< "12.3 MiB"
    [[nodiscard]] static QString askedBy(const DumpEntry &dump);
    [[nodiscard]] static QString offloaded(const DumpEntry &dump); ///< in one line; empty when nobody has it
    [[nodiscard]] static QString copies(const DumpEntry &dump); ///< all of them, a line each
};

} // namespace muster::console
