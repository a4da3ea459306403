// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/unit.h"

#include <QVariantMap>

namespace muster::agent {

/// Those of a unit's properties that help to understand a failure, as text, in a fixed order. None that holds
/// the unit's environment or command lines, for secrets may be there.
[[nodiscard]] QList<UnitProperty> selectedProperties(const QVariantMap &all);

} // namespace muster::agent
