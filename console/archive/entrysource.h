// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archiveentry.h"
#include "console/archive/bytes.h"
#include "console/archive/workwatch.h"

namespace muster::console {

/// Where the bytes of an archive's entries come from: one for each kind of archive. Threads may share it.
class EntrySource
{
public:
    virtual ~EntrySource() = default;

    /// The bytes of a file. Blocks, and where they must be unpacked first it may take long.
    /// Errors: Io, QuotaExceeded, Cancelled; Invalid, Unsupported, TooLarge where the entry is to blame.
    [[nodiscard]] virtual Result<SharedBytes> bytes(const ArchiveEntry &entry,
                                                    const WorkWatch &watch) const = 0;

protected:
    EntrySource() = default;
    Q_DISABLE_COPY_MOVE(EntrySource)
};

/// What was found at a path, and how to read from it.
struct OpenedArchive
{
    QString format; ///< for people: "tar, zstd"
    ArchiveIndex index;
    std::shared_ptr<const EntrySource> source;
};

} // namespace muster::console
