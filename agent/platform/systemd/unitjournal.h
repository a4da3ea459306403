// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unit.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace muster::agent {

struct JournalQuery
{
    QString unit;
    QString invocationId; ///< the run whose end is the end of what is read; empty for the latest
    int lines = 50;
    std::optional<Timestamp> failedAt; ///< when systemd told of its failure: the journal may not have it yet
};

constexpr qsizetype MaxJournalLineBytes = 4096;
constexpr std::chrono::milliseconds JournalDeadline{5000};
/// The journal is written by another process, usually some milliseconds after systemd has told the bus.
constexpr std::chrono::milliseconds JournalLag{1000};

/// The last lines about a unit, as `journalctl -u` chooses them, oldest first. Blocks on the disk, so it is
/// called on a thread of its own. Errors: Unavailable, Forbidden, Timeout, Cancelled.
[[nodiscard]] Result<QList<JournalLine>> readUnitJournal(const JournalQuery &query,
                                                         const std::stop_token &stop);

/// Text of the journal as we keep it: what is not UTF-8 is replaced, and no more than MaxJournalLineBytes of
/// UTF-8 are left, cut between characters.
[[nodiscard]] QString journalText(QByteArrayView raw);

} // namespace muster::agent
