// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/rowmodel.h"

namespace muster::console {

/// Nodes that were found and are not paired. What they say of themselves is not proven.
class FoundTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Name, Address, Via, Id };

    explicit FoundTableModel(const Fleet &fleet, QObject *parent = nullptr);

private:
    void refresh();

    const Fleet &m_fleet;
    QStringList m_addresses;
};

} // namespace muster::console
