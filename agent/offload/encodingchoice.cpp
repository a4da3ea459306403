// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/encodingchoice.h"

#include <algorithm>

namespace muster::agent {

void EncodingChoice::sent(const Block &block)
{
    m_sum.bytes += block.bytes;
    m_sum.onWire += block.onWire;
    m_sum.waiting += block.waiting;
    m_sum.prepared += block.prepared;
    m_sum.took += block.took;
    if (--m_left > 0)
        return;
    // What the socket took in and the link did not is not sent yet.
    const double arrived =
        std::max(0.0, 1 - double(m_sum.waiting) / double(std::max<qint64>(1, m_sum.onWire)));
    m_rate[int(m_way)] = arrived * double(m_sum.bytes) / std::max(m_sum.took.count(), 1e-9);
    decide();
    m_sum = {};
}

bool EncodingChoice::isLinkBound() const
{
    return m_sum.took - m_sum.prepared > LinkBoundTime * m_sum.took
           || double(m_sum.waiting) > LinkBoundWaiting * double(m_sum.onWire);
}

void EncodingChoice::decide()
{
    const Way other = m_way == Way::Raw ? Way::Compressed : Way::Raw;
    const bool isSmaller = m_sum.onWire < m_sum.bytes;
    if (m_way == Way::Compressed && isSmaller && isLinkBound()) {
        // Not compressed it would take longer for certain: the link carries what it can.
        m_left = m_stretch;
        m_isTrial = false;
        return;
    }
    const bool isOtherKnown = m_rate[int(other)] > 0;
    if (m_isTrial && isOtherKnown) {
        const bool otherWins = m_rate[int(other)] > m_rate[int(m_way)];
        m_stretch = otherWins ? std::min(2 * m_stretch, LongestStretch) : FirstStretch;
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
