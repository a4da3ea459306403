// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedrestore.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

SimulatedRestore::SimulatedRestore(RestorePolicy policy)
{
    m_policy.policy = policy;
    m_policy.source = u"simulated"_s;
}

QCoro::Task<Result<void>> SimulatedRestore::setPolicy(RestorePolicy policy, bool isOnce)
{
    Result<void> answer;
    if (m_refusal) {
        answer = fail(*m_refusal);
        co_return answer;
    }
    (isOnce ? m_policy.oneTime : m_policy.policy) = policy;
    Q_EMIT changed();
    co_return answer;
}

QCoro::Task<bool> SimulatedRestore::isGoingDown()
{
    co_return m_isGoingDown;
}

void SimulatedRestore::setStartCause(const QString &cause)
{
    m_startCause = cause;
    Q_EMIT changed();
}

} // namespace muster::agent
