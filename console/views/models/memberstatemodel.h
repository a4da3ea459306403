// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/shownstate.h"
#include "console/views/models/rowmodel.h"

namespace muster::console {

/// What each member of a system has of each facet, a member a row: a system may have many members, and there
/// are few facets.
class MemberStateModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Number, Member, Power, Host, Boot, Management, OperatingSystem, Hypervisor, Known };

    explicit MemberStateModel(QObject *parent = nullptr);

    void show(const Fleet &fleet, const FleetSystem &system, const std::optional<ShownState> &shown,
              Timestamp now);
    void clear();

    /// What a column is about; nothing for the others.
    [[nodiscard]] static std::optional<Facet> facetOf(int column);
};

} // namespace muster::console
