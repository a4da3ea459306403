// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidencebudget.h"

namespace muster::agent {

bool EvidenceBudget::take(const QString &unit, Clock::time_point at)
{
    const auto forget = [at](std::deque<Clock::time_point> &times) {
        while (!times.empty() && at - times.front() >= Window)
            times.pop_front();
    };
    forget(m_node);
    m_units.removeIf([&](const auto &entry) {
        forget(*entry);
        return entry->empty();
    });
    if (int(m_node.size()) >= m_perNode || int(m_units.value(unit).size()) >= m_perUnit)
        return false;
    m_node.push_back(at);
    m_units[unit].push_back(at);
    return true;
}

} // namespace muster::agent
