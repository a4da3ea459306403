// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include "console/dumps/dumpbook.h"
#include "console/fleet/fleet.h"

namespace muster::console {

/// A dump of the fleet.
struct DumpId
{
    QString nodeId;
    QString dumpId;

    friend bool operator==(const DumpId &, const DumpId &) = default;
};

/// Which dump of the listed nodes a word on a command line means: its id, the beginning of it, or NODE/ID
/// where several nodes have one. Pure. Errors: NotFound, Conflict with the candidates.
[[nodiscard]] Result<DumpId> resolveDump(const Fleet &fleet, const DumpBook &book, const QString &text);

} // namespace muster::console
