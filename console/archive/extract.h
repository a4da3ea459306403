// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"

namespace muster::console {

/// What may be done to a folder that members are extracted to.
struct ExtractOrder
{
    QList<qsizetype> entries; ///< of the archive; a folder takes what is below it along. Empty: all
    QString folder; ///< made when it is missing
    bool mayOverwrite = false;
};

/// An entry that was not extracted, and why.
struct LeftOut
{
    QString path;
    QString why;
};

struct ExtractReport
{
    qint64 files = 0;
    qint64 bytes = 0;
    QList<LeftOut> leftOut; ///< each is told; links and devices are never made
    bool isStopped = false; ///< what was extracted until then stays, each file whole
};

/// Extracts so that nothing lands outside of the folder, whatever the archive says: `..`, absolute paths,
/// links and devices are left out, folders are entered without following links, and a file gets its name when
/// it is whole. Blocks; runs on a worker thread. Errors: Io when the folder cannot be used; QuotaExceeded
/// when the disk has no room for it.
[[nodiscard]] Result<ExtractReport> extract(const DumpArchive &dump, const ExtractOrder &order,
                                            const ArchiveLimits &limits, const WorkWatch &watch);

} // namespace muster::console
