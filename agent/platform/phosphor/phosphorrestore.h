// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/phosphor/stateobject.h"
#include "agent/platform/restoreplatform.h"

namespace muster::agent {

/// The restore policy of OpenBMC's first host, which phosphor-discover-system-state applies when the BMC is
/// ready. On a machine without OpenBMC's settings service there is none: its firmware decides.
class PhosphorRestore : public RestorePlatform
{
    Q_OBJECT
public:
    /// @param bus outlives this
    explicit PhosphorRestore(BusConnection &bus, const StateObject::Settings &settings = {});

    [[nodiscard]] std::optional<OwnRestorePolicy> policy() const override;
    [[nodiscard]] QString whyNoPolicy() const override;
    [[nodiscard]] QCoro::Task<Result<void>> setPolicy(RestorePolicy policy, bool isOnce) override;
    [[nodiscard]] QString startCause() const override;
    [[nodiscard]] QCoro::Task<bool> isGoingDown() override;

private:
    StateObject m_policy;
    StateObject m_oneTime;
    StateObject m_bmc;
    BusService m_systemd;
};

} // namespace muster::agent
