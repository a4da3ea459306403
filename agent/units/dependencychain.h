// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

namespace muster::agent {

/// The way from a unit down to what most likely brought it down: the nearest unit below it that is failed,
/// or, when its job ran out of time, that has not yet come up. Empty when nothing below it tells why.
/// @param needed what it needs, nearest first, as UnitPlatform::dependencies() tells
/// @param jobResult systemd's word for how the job ended
[[nodiscard]] QList<DependencyLink> chainToCause(const QList<UnitDependency> &needed,
                                                 const QString &jobResult);

} // namespace muster::agent
