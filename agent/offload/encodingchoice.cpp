// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/encodingchoice.h"

#include <algorithm>

namespace muster::agent {

void EncodingChoice::sent(Way way, qint64 bytes, Duration prepared, Duration took)
{
    if (way != m_way)
        return;
    m_bytes += bytes;
    m_prepared += prepared;
    m_took += took;
    if (--m_left > 0)
        return;
    m_rate[int(way)] = double(m_bytes) / std::max(m_took.count(), 1e-9);
    decide();
    m_bytes = 0;
    m_prepared = m_took = {};
}

void EncodingChoice::decide()
{
    const Way other = m_way == Way::Raw ? Way::Compressed : Way::Raw;
    const bool isLinkBound = m_took - m_prepared > LinkBound * m_took;
    if (m_way == Way::Compressed && isLinkBound) {
        // Not compressed it would take longer for certain: the link carries what it can.
        m_left = m_stretch;
        m_isTrial = false;
        return;
    }
    const bool isOtherKnown = m_rate[int(other)] > 0;
    if (m_isTrial && isOtherKnown) {
        const bool otherWins = m_rate[int(other)] > m_rate[int(m_way)];
        m_stretch = std::min(otherWins ? 2 * m_stretch : FirstStretch, LongestStretch);
        m_way = otherWins ? other : m_way;
        m_left = m_stretch;
        m_isTrial = false;
        return;
    }
    m_way = other;
    m_left = Trial;
    m_isTrial = true;
}

} // namespace muster::agent
