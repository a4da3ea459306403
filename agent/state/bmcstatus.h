// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/node.h"

namespace muster::agent {

class EventLog;

/// What the node's own management is able to do, as others are told: Ready, or Quiesced (degraded) since
/// when. Each change is an event.
class BmcStatus
{
public:
    /// @param events outlives this
    explicit BmcStatus(EventLog &events)
        : m_events(events)
    {
    }

    /// The same again is no change; `since` of the present state is then kept.
    void set(BmcState state, Timestamp since);
    [[nodiscard]] BmcState state() const { return m_change.bmcState; }

    /// Adds it to what is told of the node.
    void fill(NodeState &state) const;

private:
    EventLog &m_events;
    BmcStateChange m_change;
};

} // namespace muster::agent
