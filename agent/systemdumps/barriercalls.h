// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumprun.h"

#include "agent/composite/barrier.h"

#include <QPointer>

#include <memory>

namespace muster::agent {

class Composite;
class DumpEntrance;

/// How the coordinator has its members, itself included, prepare and enter one dump that stops their hosts.
/// @param params the same object for all calls; its run is known once the dump has its name
[[nodiscard]] BarrierCalls barrierCalls(QPointer<Composite> composite, QPointer<DumpEntrance> entrance,
                                        std::shared_ptr<const DumpRunParams> params);

} // namespace muster::agent
