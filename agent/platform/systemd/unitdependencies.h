// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <QPointer>

namespace muster::agent {

class SystemdBus;

/// So many units are asked about at the same time: systemd has other things to do, too.
constexpr qsizetype DependenciesAtOnce = 8;

/// Units that are asked about at most: a list may name many that are not loaded.
constexpr qsizetype MaxNeeds = 4 * qsizetype(UnitPlatform::MaxDependencies);

/// What the unit needs, as UnitPlatform::dependencies() says. Units that systemd has not loaded are passed
/// over, for they have no state, and so are those that are only wanted and do not exist. Errors: Unavailable,
/// NotFound, Timeout.
[[nodiscard]] QCoro::Task<Result<QList<UnitDependency>>> readDependencies(QPointer<SystemdBus> bus,
                                                                          QString unit);

} // namespace muster::agent
