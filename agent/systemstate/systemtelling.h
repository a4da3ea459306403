// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <QHash>
#include <QMap>

#include <optional>

namespace muster::agent {

class EventLog;
class Problems;

/// Tells what the system has: an event when it is another than was told before, and as problems what nobody
/// else tells.
class SystemTelling
{
public:
    /// Both are borrowed and outlive this.
    SystemTelling(EventLog &events, Problems &problems);

    /// @param whole nothing when no member has the facet any more
    /// @return whether it is another than was told last
    bool tell(Facet facet, const std::optional<SystemFacet> &whole);
    /// Members that have been silent for too long: node ids by number. Their own problems are kept where
    /// nobody can ask.
    void tellUnavailable(const QMap<int, QString> &members);
    /// This node speaks for no system any more.
    void forget();

private:
    EventLog &m_events;
    Problems &m_problems;
    QHash<Facet, SystemFacet> m_told;
};

} // namespace muster::agent
