// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedrecovery.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

SimulatedRecovery::SimulatedRecovery(QObject *parent)
    : RecoveryPlatform(parent)
{
    for (const RecoveryPart part : {RecoveryPart::HostReboot, RecoveryPart::BmcReboot,
                                    RecoveryPart::HostTimeout, RecoveryPart::HostCrash})
        m_parts.append({part, RecoverySwitch::On, {}, u"simulated"_s});
}

QCoro::Task<QList<RecoveryState>> SimulatedRecovery::read()
{
    QList<RecoveryState> parts = m_parts;
    co_return parts;
}

QString SimulatedRecovery::notSwitchable(RecoveryPart part) const
{
    return part == RecoveryPart::BmcReboot ? u"restarts of a BMC are not switched from afar"_s : QString();
}

QCoro::Task<Result<void>> SimulatedRecovery::set(RecoveryPart part, RecoverySwitch wanted)
{
    Result<void> answer;
    if (!m_isIgnoring)
        put(part, wanted);
    co_return answer;
}

void SimulatedRecovery::put(RecoveryPart part, RecoverySwitch state, const QString &why)
{
    const auto found = std::ranges::find(m_parts, part, &RecoveryState::part);
    if (found == m_parts.end())
        return;
    found->state = state;
    found->why = why;
}

} // namespace muster::agent
