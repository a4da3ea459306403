// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/views/widgets/factlist.h"

#include "shared/model/dump.h"

#include <QCoreApplication>

namespace muster::console {

/// What is known of nodes and failures, as names and values.
class KnownFacts
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::KnownFacts)
public:
    [[nodiscard]] static QList<FactList::Fact> of(const FleetNode &node);
    [[nodiscard]] static QList<FactList::Fact> of(const FleetNode &node, const UnitFailure &failure);
    [[nodiscard]] static QList<FactList::Fact> of(const FleetNode &node, const UnitStatus &unit);
    [[nodiscard]] static QList<FactList::Fact> of(const FleetNode &node, const DumpEntry &dump);
    /// "Quiesced since 14:04:31, 2 min ago"; empty when it is not.
    [[nodiscard]] static QString quiesced(const FleetNode &node);

private:
    [[nodiscard]] static QString standing(const FleetNode &node, const UnitFailure &failure);
    [[nodiscard]] static QString note(const FleetNode &node, const Acknowledgement &note);
    [[nodiscard]] static QString times(const UnitFailure &failure);
};

} // namespace muster::console
