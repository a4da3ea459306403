// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

namespace muster::agent {

/// What proves a dump whose members are all in `folder`: digest and size of its tar stream are put into the
/// manifest. Blocks on the disk. Errors: Io.
[[nodiscard]] Result<DumpManifest> sealDump(const QString &folder, const DumpManifest &manifest);

} // namespace muster::agent
