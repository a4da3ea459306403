// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QCoroTask>
#include <QPointer>

namespace muster::agent {

class SystemdBus;

/// Has systemd restart the unit, also one that had used up its starts: they are counted anew. It is done when
/// systemd has taken the order; what comes of it is told by the unit's state. Errors: NotFound, Forbidden,
/// Unavailable, Timeout.
[[nodiscard]] QCoro::Task<Result<void>> orderRestart(QPointer<SystemdBus> bus, QString unit);

/// Has systemd stop all units and reboot. Not by its method Reboot(), which stops none, nor by logind, which
/// a small machine does not have. Errors as above.
[[nodiscard]] QCoro::Task<Result<void>> orderReboot(QPointer<SystemdBus> bus);

} // namespace muster::agent
