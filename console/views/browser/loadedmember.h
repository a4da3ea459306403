// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"
#include "console/archive/journalrows.h"
#include "console/archive/textlines.h"

namespace muster::console {

/// A member with all that its views need.
struct LoadedMember
{
    MemberContent content;
    std::shared_ptr<const TextLines> lines; ///< of what can be read as text
    std::shared_ptr<const TextLines>
        formatted; ///< of JSON, with a member a line; null where it is none or too large
    JournalTable journal;
};

/// Blocks; runs on a worker thread. Errors: as DumpArchive::content().
[[nodiscard]] Result<LoadedMember> loadMember(const DumpArchive &dump, qsizetype entry,
                                              const WorkWatch &watch);

} // namespace muster::console
