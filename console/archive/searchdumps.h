// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"
#include "console/archive/textpattern.h"

namespace muster::console {

struct SearchOrder
{
    QList<SharedDump> dumps;
    TextPattern pattern;
    bool isWithBinaries = false; ///< also in members that are no text
    qsizetype most = 10'000; ///< lines found; then it ends, and says so
};

/// A line that was found.
struct SearchHit
{
    qsizetype dump = 0; ///< number in the order
    qsizetype entry = 0; ///< number in the dump
    qint64 line = 0; ///< from 0
    QString text; ///< of the line, around the match where it is long
    TextPattern::Match match; ///< in `text`
};

struct SearchOutcome
{
    qsizetype hits = 0;
    qsizetype members = 0; ///< searched
    qsizetype skipped = 0; ///< no text
    QList<std::pair<QString, QString>> unread; ///< members that could not be read, and why
    bool isCutShort = false; ///< there may be more than `most`
    bool isStopped = false;
};

/// Searches the members of dumps, several at the same time on threads of its own. What is found is told in
/// batches while it goes on, from those threads, one call at a time; the order of members is not kept.
/// Blocks.
[[nodiscard]] SearchOutcome searchDumps(const SearchOrder &order, const WorkWatch &watch,
                                        const std::function<void(const QList<SearchHit> &)> &found);

} // namespace muster::console
