// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

namespace muster::agent {

/// What a machine with systemd can collect: journal, units, kernel, cores, corefiles, network, packages,
/// processes, storage; and techsupport where SONiC's program is.
[[nodiscard]] Collectors machineCollectors();

/// All words that a kind of dump may name, whether this node can collect them or not.
[[nodiscard]] QStringList collectorWords();

} // namespace muster::agent
