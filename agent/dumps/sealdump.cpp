// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/sealdump.h"

namespace muster::agent {

/// A dump without them gets them when they are first asked for.
Result<DumpManifest> sealDump(const QString & /*folder*/, const DumpManifest &manifest)
{
    return manifest;
}

} // namespace muster::agent
