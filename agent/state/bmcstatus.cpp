// SPDX-License-Identifier: Apache-2.0
#include "agent/state/bmcstatus.h"

#include "agent/events/eventlog.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

EventLog::Report reportOf(BmcState state)
{
    switch (state) {
    case BmcState::Quiesced:
        return {Topic::Node,
                events::BmcStateChanged,
                Health::Critical,
                {},
                u"The node is Quiesced: a critical unit has failed"_s};
    case BmcState::Ready:
        return {Topic::Node, events::BmcStateChanged, Health::OK, {}, u"The node is Ready"_s};
    case BmcState::Unknown:
        break;
    }
    return {Topic::Node,
            events::BmcStateChanged,
            Health::Unknown,
            {},
            u"Whether the node is Ready is not known, for its units are not watched"_s};
}

} // namespace

void BmcStatus::set(BmcState state, Timestamp since)
{
    if (state == m_change.bmcState && m_change.since != Timestamp{})
        return;
    m_change = {state, since};
    m_events.append(reportOf(state), m_change);
}

void BmcStatus::fill(NodeState &state) const
{
    state.bmcState = m_change.bmcState;
    if (m_change.since != Timestamp{})
        state.bmcStateSince = m_change.since;
}

} // namespace muster::agent
