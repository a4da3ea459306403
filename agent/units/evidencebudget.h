// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <chrono>
#include <deque>

namespace muster::agent {

/// How much evidence may be collected in an hour: a storm of failures makes a bounded number of dumps, and
/// none of them is made at the cost of the others.
class EvidenceBudget
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::hours Window{1};

    EvidenceBudget(int perUnit, int perNode)
        : m_perUnit(perUnit)
        , m_perNode(perNode)
    {
    }

    /// Whether a failure of this unit at this time gets evidence; it then counts. Times never go back.
    [[nodiscard]] bool take(const QString &unit, Clock::time_point at);

private:
    int m_perUnit;
    int m_perNode;
    std::deque<Clock::time_point> m_node; ///< at most m_perNode
    QHash<QString, std::deque<Clock::time_point>> m_units; ///< only those of m_node
};

} // namespace muster::agent
