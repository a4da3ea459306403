// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/phosphor/stateobject.h"
#include "agent/platform/stateplatform.h"

namespace muster::agent {

/// The state objects of OpenBMC: BMC, chassis, host, hypervisor. On a machine where none of their services
/// was ever on the bus, there are no facets here.
class PhosphorState : public StatePlatform
{
    Q_OBJECT
public:
    /// @param bus outlives this
    explicit PhosphorState(BusConnection &bus, const StateObject::Settings &settings = {});

    [[nodiscard]] QList<FacetValue> facets() const override;
    [[nodiscard]] QList<ControlAction> actions() const override;
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action) override;
    [[nodiscard]] QCoro::Task<Result<void>> noteStartCause(StartCause cause) override;
    [[nodiscard]] StateFacts facts() const override;

private:
    struct Order;
    [[nodiscard]] static Order orderOf(ControlAction action);
    [[nodiscard]] bool isOpenBmc() const;
    void tell(const QList<Facet> &facets);

    StateObject m_bmc;
    StateObject m_chassis;
    StateObject m_host;
    StateObject m_hypervisor;
    StateObject m_power; ///< what tells of the power supply itself, where the board has such a service
    BusService m_mapper; ///< always there on an OpenBMC, also when its state services are not
    bool m_hasMapper = false;
    QList<ControlAction> m_told;
};

} // namespace muster::agent
