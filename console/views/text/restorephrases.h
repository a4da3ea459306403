// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/widgets/factlist.h"
#include "shared/model/system.h"

#include <QCoreApplication>

namespace muster::console {

/// The console's words for what becomes of a system's power after an outage.
class RestorePhrases
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::RestorePhrases)
public:
    [[nodiscard]] static QString ofWhole(RestorePolicy policy);
    [[nodiscard]] static QString ofPart(PartialOutage policy);
    [[nodiscard]] static QList<FactList::Fact> facts(const SystemSettings &settings);
};

} // namespace muster::console
