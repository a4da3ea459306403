// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

namespace muster::console {

/// What an archive may take of this machine before it is held to be a bomb. What is above is left out, and
/// said.
struct ArchiveLimits
{
    qint64 unpackedBytes = 64LL << 30; ///< of the whole archive
    qint64 plainBytes = 256LL << 20; ///< up to so many, how well it is packed does not matter
    int ratio = 400; ///< unpacked to packed bytes, above `plainBytes`
    int entries = 1'000'000;
    int nameBytes = 4096; ///< a path, or where a link leads
    int depth = 64; ///< folders in one path
    qint64 spareBytes = 256LL << 20; ///< stay free on the disk that it is unpacked to
};

} // namespace muster::console
