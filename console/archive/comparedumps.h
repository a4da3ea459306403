// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"
#include "console/archive/linediff.h"

namespace muster::console::comparewords {
Q_NAMESPACE

/// How a member stands in two dumps.
enum class MemberDifference {
    Same,
    Changed,
    OnlyLeft,
    OnlyRight,
    Unread, ///< one of the two could not be read
};
Q_ENUM_NS(MemberDifference)

} // namespace muster::console::comparewords

namespace muster::console {

using comparewords::MemberDifference;

struct ComparedMember
{
    QString path; ///< below the dumps' own folders
    MemberDifference difference = MemberDifference::Same;
    qsizetype left = -1; ///< number of the entry; -1: it is not there
    qsizetype right = -1;
    QString why; ///< it could not be read
};

/// Compares the files of two dumps by their path and bytes, and links by where they lead. By path. Blocks.
/// Errors: Cancelled.
[[nodiscard]] Result<QList<ComparedMember>> compareDumps(const DumpArchive &left, const DumpArchive &right,
                                                         const WorkWatch &watch);

/// How a member's text differs.
struct TextDifference
{
    QList<DiffLine> lines; ///< changes, and the lines around them
    bool isCutShort = false; ///< the texts are longer than what was compared
};

/// Errors: Invalid when one is no text; Io, Cancelled and what DumpArchive::content() says.
[[nodiscard]] Result<TextDifference> compareTexts(const DumpArchive &left, qsizetype leftEntry,
                                                  const DumpArchive &right, qsizetype rightEntry,
                                                  const WorkWatch &watch);

} // namespace muster::console
