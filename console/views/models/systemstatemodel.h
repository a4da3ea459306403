// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/shownstate.h"
#include "console/views/models/rowmodel.h"

namespace muster::console {

/// The facets of a whole system, one a row.
class SystemStateModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Dimension, Value, Agreed, Wellness, Known, Counts, Unwell };

    explicit SystemStateModel(QObject *parent = nullptr);

    void show(const std::optional<ShownState> &shown, Timestamp now);
};

} // namespace muster::console
