// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/bytes.h"
#include "console/archive/workwatch.h"
#include "shared/model/timestamp.h"

#include <QList>
#include <QString>

namespace muster::console {

/// One entry of a journal that is in a dump.
struct JournalRow
{
    qint64 line = 0; ///< from 0
    Timestamp at{};
    int priority = 6; ///< as of syslog: 0 emergency to 7 debug
    QString unit; ///< the unit, or where there is none who wrote it
    QString process; ///< "name[pid]"
    QString message;
};

struct JournalTable
{
    QList<JournalRow> rows;
    qint64 badLines = 0; ///< no JSON of the journal: left out
    bool isCutShort = false; ///< there are more than `most`
};

/// Reads what `journalctl -o json` writes, an entry a line. Blocks.
/// @param most entries. Errors: Io, Cancelled.
[[nodiscard]] Result<JournalTable> readJournal(const Bytes &bytes, qsizetype most, const WorkWatch &watch);

} // namespace muster::console
