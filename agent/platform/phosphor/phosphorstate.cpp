// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorstate.h"

#include "shared/log.h"

#include "agent/platform/phosphor/phosphornames.h"
#include "agent/platform/phosphor/statefacets.h"
#include "agent/platform/phosphor/staterefusal.h"

#include <QDBusError>
#include <QDBusVariant>
#include <QMetaEnum>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto AllActions =
    std::to_array({ControlAction::PowerOn, ControlAction::PowerOff, ControlAction::SoftOff,
                   ControlAction::Reboot, ControlAction::PowerCycle, ControlAction::BmcReboot});

const QList<Facet> &hostFacets()
{
    static const QList<Facet> facets{Facet::Host, Facet::BootProgress, Facet::OperatingSystem};
    return facets;
}

} // namespace

/// Which property is written with which word.
struct PhosphorState::Order
{
    StateObject PhosphorState::*object;
    QLatin1StringView interface;
    QLatin1StringView property;
    QString transition;
};

PhosphorState::Order PhosphorState::orderOf(ControlAction action)
{
    const auto word = [](QLatin1StringView interface, QLatin1StringView tail) {
        return interface + ".Transition."_L1 + tail;
    };
    const auto host = [&](QLatin1StringView tail) -> Order {
        return {&PhosphorState::m_host, phosphor::HostState, "RequestedHostTransition"_L1,
                word(phosphor::HostState, tail)};
    };
    const auto chassis = [&](QLatin1StringView tail) -> Order {
        return {&PhosphorState::m_chassis, phosphor::ChassisState, "RequestedPowerTransition"_L1,
                word(phosphor::ChassisState, tail)};
    };
    switch (action) {
    case ControlAction::PowerOn:
        return host("On"_L1);
    case ControlAction::PowerOff:
        return chassis("Off"_L1);
    case ControlAction::SoftOff:
        return host("Off"_L1);
    case ControlAction::Reboot:
        return host("Reboot"_L1);
    case ControlAction::PowerCycle:
        return chassis("PowerCycle"_L1);
    case ControlAction::BmcReboot:
        break;
    }
    return {&PhosphorState::m_bmc, phosphor::BmcState, "RequestedBMCTransition"_L1,
            word(phosphor::BmcState, "Reboot"_L1)};
}

PhosphorState::PhosphorState(BusConnection &bus, const StateObject::Settings &settings)
    : m_bmc(bus,
            {{u"xyz.openbmc_project.State.BMC"_s},
             phosphor::BmcPath,
             {QString(phosphor::BmcState)},
             u"the BMC's state service"_s},
            settings)
    , m_chassis(bus,
                {{u"xyz.openbmc_project.State.Chassis0"_s, u"xyz.openbmc_project.State.Chassis"_s},
                 phosphor::ChassisPath,
                 {QString(phosphor::ChassisState)},
                 u"the chassis' state service"_s},
                settings)
    , m_host(bus,
             {{u"xyz.openbmc_project.State.Host0"_s, QString(phosphor::HostService)},
              phosphor::HostPath,
              {QString(phosphor::HostState), QString(phosphor::BootProgress), QString(phosphor::OsStatus)},
              u"the host's state service"_s},
             settings)
    , m_hypervisor(bus,
                   {{u"xyz.openbmc_project.State.Hypervisor"_s},
                    phosphor::HypervisorPath,
                    {QString(phosphor::HostState)},
                    u"the hypervisor's state service"_s},
                   settings)
    , m_power(bus,
              {{QString(phosphor::PowerControl)},
               phosphor::PowerControlPath,
               {QString(phosphor::PowerControl)},
               u"the power control"_s},
              settings)
    , m_mapper(bus, phosphor::ObjectMapper, u"the object mapper"_s)
{
    connect(&m_bmc, &StateObject::changed, this, [this] { tell({Facet::Bmc}); });
    connect(&m_chassis, &StateObject::changed, this, [this] { tell({Facet::Chassis}); });
    connect(&m_host, &StateObject::changed, this, [this] { tell(hostFacets()); });
    connect(&m_hypervisor, &StateObject::changed, this, [this] { tell({Facet::Hypervisor}); });
    connect(&m_power, &StateObject::changed, this, [this] { tell({Facet::Chassis}); });
    connect(&m_mapper, &BusService::available, this, [this] {
        if (!std::exchange(m_hasMapper, true))
            tell({Facet::Bmc, Facet::Chassis, Facet::Host, Facet::BootProgress, Facet::OperatingSystem});
    });
}

bool PhosphorState::isOpenBmc() const
{
    return m_hasMapper || m_bmc.wasSeen() || m_chassis.wasSeen() || m_host.wasSeen();
}

QList<FacetValue> PhosphorState::facets() const
{
    if (!isOpenBmc())
        return {};
    QList<FacetValue> facets{phosphor::facetOf(Facet::Bmc, m_bmc),
                             phosphor::facetOf(Facet::Chassis, m_chassis)};
    for (const Facet facet : hostFacets()) {
        // The host's service need not tell of these two; what tells of no such thing is not unknown.
        const bool mayLack = facet != Facet::Host;
        if (!mayLack || !m_host.part(phosphor::rowOf(facet).interface).isMissing)
            facets.append(phosphor::facetOf(facet, m_host));
    }
    if (m_hypervisor.wasSeen()) // few machines have one
        facets.append(phosphor::facetOf(Facet::Hypervisor, m_hypervisor));
    return facets;
}

QList<ControlAction> PhosphorState::actions() const
{
    QList<ControlAction> actions;
    const QStringList allowed =
        m_host.part(phosphor::HostState).properties.value(u"AllowedHostTransitions"_s).toStringList();
    for (const ControlAction action : AllActions) {
        const Order order = orderOf(action);
        const StateObject &object = this->*order.object;
        if (!object.service() || !object.part(order.interface).why.isEmpty())
            continue;
        // None at all in the list means that all are.
        if (&object == &m_host && !allowed.isEmpty() && !allowed.contains(order.transition))
            continue;
        actions.append(action);
    }
    return actions;
}

QCoro::Task<Result<void>> PhosphorState::control(ControlAction action)
{
    const Order order = orderOf(action);
    const StateObject &object = this->*order.object;
    Result<void> answer = fail({ErrorCode::Unavailable,
                                u"%1 is not on the system bus"_s.arg(object.address().services.first()),
                                {},
                                {},
                                u"see why its unit does not run on the node"_s});
    const BusService *const service = object.service();
    if (!service)
        co_return answer;
    const QDBusMessage set = co_await service->ask(object.address().path, phosphor::Properties, u"Set"_s,
                                                   {QString(order.interface), QString(order.property),
                                                    QVariant::fromValue(QDBusVariant(order.transition))});
    answer = {};
    if (set.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOfTransition(QDBusError(set), order.transition));
    qCInfo(logPlatform).noquote() << "event=transitionRequested transition=" << order.transition
                                  << (answer ? u"taken"_s : describe(answer.error()));
    co_return answer;
}

/// The property is written after the transition was taken: a host that is not started has no cause.
QCoro::Task<Result<void>> PhosphorState::noteStartCause(StartCause cause)
{
    Result<void> answer;
    const BusService *const service = m_host.service();
    const bool hasCause =
        m_host.part(phosphor::HostState).properties.contains(QString(phosphor::RestartCause));
    if (!service || !hasCause)
        co_return answer; // other daemons own these names, too, and need not have it
    const QString word = phosphor::HostState + ".RestartCause."_L1
                         + QString::fromLatin1(QMetaEnum::fromType<StartCause>().valueToKey(int(cause)));
    const QDBusMessage set =
        co_await service->ask(m_host.address().path, phosphor::Properties, u"Set"_s,
                              {QString(phosphor::HostState), QString(phosphor::RestartCause),
                               QVariant::fromValue(QDBusVariant(word))});
    if (set.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOf(QDBusError(set), u"the host does not take the cause %1"_s.arg(word)));
    co_return answer;
}

StateFacts PhosphorState::facts() const
{
    constexpr qsizetype MaxWord = 64;
    StateFacts facts;
    const StateObject::Part &host = m_host.part(phosphor::HostState);
    const QString cause = host.properties.value(QString(phosphor::RestartCause)).toString();
    if (m_host.wasSeen() && !host.isMissing) {
        facts.whyNoRestartCause = host.why;
        if (host.why.isEmpty())
            facts.restartCause =
                cause.section(u'.', -1).first(std::min(cause.section(u'.', -1).size(), MaxWord));
    }
    const StateObject::Part &power = m_power.part(phosphor::PowerControl);
    if (!m_power.wasSeen() || power.isMissing)
        return facts; // few boards have it
    facts.whyNoPowerGood = power.why;
    if (!power.why.isEmpty())
        return facts;
    bool isNumber = false;
    const int good = power.properties.value(u"pgood"_s).toInt(&isNumber);
    if (isNumber && (good == 0 || good == 1))
        facts.isPowerGood = good == 1;
    else
        facts.whyNoPowerGood = u"%1 does not tell pgood as 0 or 1"_s.arg(phosphor::PowerControl);
    return facts;
}

void PhosphorState::tell(const QList<Facet> &facets)
{
    for (const Facet facet : facets)
        Q_EMIT changed(facet);
    const QList<ControlAction> now = actions();
    if (std::exchange(m_told, now) != now)
        Q_EMIT actionsChanged();
}

} // namespace muster::agent
