// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorstate.h"

#include "shared/log.h"

#include "agent/platform/phosphor/phosphornames.h"
#include "agent/platform/phosphor/statefacets.h"
#include "agent/platform/phosphor/staterefusal.h"

#include <QDBusError>
#include <QDBusVariant>

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
    , m_mapper(bus, phosphor::ObjectMapper, u"the object mapper"_s)
{
    connect(&m_bmc, &StateObject::changed, this, [this] { tell({Facet::Bmc}); });
    connect(&m_chassis, &StateObject::changed, this, [this] { tell({Facet::Chassis}); });
    connect(&m_host, &StateObject::changed, this, [this] { tell(hostFacets()); });
    connect(&m_hypervisor, &StateObject::changed, this, [this] { tell({Facet::Hypervisor}); });
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

void PhosphorState::tell(const QList<Facet> &facets)
{
    for (const Facet facet : facets)
        Q_EMIT changed(facet);
    const QList<ControlAction> now = actions();
    if (std::exchange(m_told, now) != now)
        Q_EMIT actionsChanged();
}

} // namespace muster::agent
