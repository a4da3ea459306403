// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedstate.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using StateSteps = QList<std::pair<Facet, QString>>;

StateSteps stepsToOn()
{
    return {{Facet::Chassis, u"TransitioningToOn"_s},
            {Facet::Chassis, u"On"_s},
            {Facet::Host, u"TransitioningToRunning"_s},
            {Facet::BootProgress, u"PrimaryProcInit"_s},
            {Facet::BootProgress, u"MemoryInit"_s},
            {Facet::Host, u"Running"_s},
            {Facet::BootProgress, u"SystemInitComplete"_s},
            {Facet::Hypervisor, u"Standby"_s},
            {Facet::BootProgress, u"OSStart"_s},
            {Facet::BootProgress, u"OSRunning"_s},
            {Facet::Hypervisor, u"Running"_s},
            {Facet::OperatingSystem, u"BootComplete"_s}};
}

StateSteps stepsToOff()
{
    return {{Facet::OperatingSystem, u"Inactive"_s},
            {Facet::Hypervisor, u"Off"_s},
            {Facet::Host, u"TransitioningToOff"_s},
            {Facet::BootProgress, u"Unspecified"_s},
            {Facet::Host, u"Off"_s},
            {Facet::Chassis, u"TransitioningToOff"_s},
            {Facet::Chassis, u"Off"_s}};
}

StateSteps stepsToCut()
{
    return {{Facet::Chassis, u"TransitioningToOff"_s},
            {Facet::Host, u"Off"_s},
            {Facet::Hypervisor, u"Off"_s},
            {Facet::BootProgress, u"Unspecified"_s},
            {Facet::OperatingSystem, u"Inactive"_s},
            {Facet::Chassis, u"Off"_s}};
}

} // namespace

SimulatedState::SimulatedState(std::chrono::milliseconds step)
{
    m_timer.setInterval(step);
    connect(&m_timer, &QTimer::timeout, this, &SimulatedState::next);
    for (const auto &[facet, value] : StateSteps{{Facet::Bmc, u"Ready"_s},
                                                 {Facet::Chassis, u"Off"_s},
                                                 {Facet::Host, u"Off"_s},
                                                 {Facet::BootProgress, u"Unspecified"_s},
                                                 {Facet::OperatingSystem, u"Inactive"_s},
                                                 {Facet::Hypervisor, u"Off"_s}})
        set(facet, value);
}

QList<FacetValue> SimulatedState::facets() const
{
    QList<FacetValue> facets = m_facets.values();
    for (FacetValue &facet : facets) {
        if (facet.value != UnknownValue)
            facet.observedAt = now();
    }
    return facets;
}

QList<ControlAction> SimulatedState::actions() const
{
    return {ControlAction::PowerOn, ControlAction::PowerOff,   ControlAction::SoftOff,
            ControlAction::Reboot,  ControlAction::PowerCycle, ControlAction::BmcReboot};
}

SimulatedState::Steps SimulatedState::stepsOf(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
        return stepsToOn();
    case ControlAction::PowerOff:
        return stepsToCut();
    case ControlAction::SoftOff:
        return stepsToOff();
    case ControlAction::Reboot:
        return stepsToOff() + stepsToOn();
    case ControlAction::PowerCycle:
        return stepsToCut() + stepsToOn();
    case ControlAction::BmcReboot:
        break;
    }
    return {{Facet::Bmc, u"NotReady"_s}, {Facet::Bmc, u"Ready"_s}};
}

QCoro::Task<Result<void>> SimulatedState::control(ControlAction action)
{
    Result<void> answer;
    if (m_refusal) {
        answer = fail(*m_refusal);
        co_return answer;
    }
    const Facet asked = action == ControlAction::BmcReboot ? Facet::Bmc : Facet::Host;
    m_facets[asked].requested =
        QString::fromLatin1(QMetaEnum::fromType<ControlAction>().valueToKey(int(action)));
    Q_EMIT changed(asked);
    if (!m_isIgnoring) {
        m_steps = stepsOf(action);
        m_timer.start();
    }
    co_return answer;
}

QCoro::Task<Result<void>> SimulatedState::noteStartCause(StartCause cause)
{
    Result<void> answer;
    if (m_causeRefusal) {
        answer = fail(*m_causeRefusal);
        co_return answer;
    }
    m_facts.restartCause = QString::fromLatin1(QMetaEnum::fromType<StartCause>().valueToKey(int(cause)));
    Q_EMIT changed(Facet::Host);
    co_return answer;
}

void SimulatedState::next()
{
    // What is so already takes no time.
    while (!m_steps.isEmpty() && m_facets.value(m_steps.first().first).value == m_steps.first().second)
        m_steps.removeFirst();
    if (m_steps.isEmpty()) {
        m_timer.stop();
        return;
    }
    const auto [facet, value] = m_steps.takeFirst();
    set(facet, value);
}

void SimulatedState::set(Facet facet, const QString &value)
{
    FacetValue &known = m_facets[facet];
    known.facet = facet;
    known.value = known.raw = value;
    known.source = u"simulated"_s;
    known.why.clear();
    known.changedAt = known.observedAt = now();
    Q_EMIT changed(facet);
}

void SimulatedState::lose(Facet facet, const QString &why)
{
    FacetValue &known = m_facets[facet];
    known.facet = facet;
    known.value = UnknownValue;
    known.raw.clear();
    known.why = why;
    Q_EMIT changed(facet);
}

} // namespace muster::agent
