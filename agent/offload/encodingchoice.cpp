// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/encodingchoice.h"

#include "shared/api/dumps.h"

#include <algorithm>
#include <utility>

namespace muster::agent {

void EncodingChoice::sent(const Block &block)
{
    m_sum.bytes += block.bytes;
    m_sum.onWire += block.onWire;
    m_sum.waiting += block.waiting;
    m_sum.prepared += block.prepared;
    m_sum.took += block.took;
    m_sum.held += block.held;
    if (m_isTrial && isLost()) {
        m_isSettling = false;
        m_left = 1;
    } else if (m_isSettling) {
        m_isSettling = m_sum.onWire < SettlingBytes && m_sum.took < SettlingTime;
        if (!m_isSettling)
            m_sum = {};
        return;
    }
    if (--m_left > 0 || (m_isTrial && m_sum.took < TrialTime && !isLost()))
        return;
    // What the socket took in and the link did not is not sent yet.
    const double arrived =
        std::max(0.0, 1 - double(m_sum.waiting) / double(std::max<qint64>(1, m_sum.onWire)));
    m_rate[int(m_way)] = arrived * double(m_sum.bytes) / std::max(m_sum.took.count(), 1e-9);
    decide();
    m_sum = {};
}

/// Compressing alone takes longer than the other way does in all: no need to try further.
bool EncodingChoice::isLost() const
{
    return m_way == Way::Compressed && m_sum.bytes >= Trial * DumpBlock
           && double(m_sum.bytes) < m_rate[int(Way::Raw)] * m_sum.prepared.count();
}

bool EncodingChoice::isLinkBound() const
{
    if (m_sum.held > ReceiverBoundTime * m_sum.took)
        return false;
    return m_sum.took - m_sum.prepared > LinkBoundTime * m_sum.took
           || double(m_sum.waiting) > LinkBoundWaiting * double(m_sum.onWire);
}

void EncodingChoice::decide()
{
    const Way other = m_way == Way::Raw ? Way::Compressed : Way::Raw;
    const bool isSmaller = m_sum.onWire < m_sum.bytes;
    if (m_way == Way::Compressed && isSmaller && isLinkBound()) {
        // Not compressed it would take longer for certain: the link carries what it can.
        m_left = std::exchange(m_look, std::min(2 * m_look, FirstStretch));
        m_isTrial = false;
        return;
    }
    const bool isOtherKnown = m_rate[int(other)] > 0;
    if (m_isTrial && isOtherKnown) {
        const bool otherWins = m_rate[int(other)] > m_rate[int(m_way)];
        m_stretch = otherWins ? std::min(2 * m_stretch, LongestStretch) : FirstStretch;
        m_way = otherWins ? other : m_way;
        m_look = FirstLook;
        m_left = m_stretch;
        m_isTrial = false;
        return;
    }
    m_way = other;
    m_isSettling = true;
    m_left = Trial;
    m_isTrial = true;
}

} // namespace muster::agent
