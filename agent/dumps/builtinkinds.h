// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/dump.h"

namespace muster::agent {

/// The kinds that every node knows: those of the Dump Manager Design's Table 1, and SONiC's tech-support.
[[nodiscard]] QList<DumpKind> builtInKinds();

} // namespace muster::agent
