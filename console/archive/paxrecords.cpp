// SPDX-License-Identifier: Apache-2.0
#include "console/archive/paxrecords.h"

namespace muster::console {

std::optional<PaxRecords> readPaxRecords(QByteArrayView text)
{
    PaxRecords records;
    while (!text.isEmpty() && text[0] != '\0') {
        const qsizetype space = text.indexOf(' ');
        if (space <= 0 || space > 19)
            return std::nullopt;
        bool isNumber = false;
        const qsizetype length = text.first(space).toByteArray().toLongLong(&isNumber);
        if (!isNumber || length <= space + 1 || length > text.size() || text[length - 1] != '\n')
            return std::nullopt;
        const QByteArrayView record = text.sliced(space + 1, length - space - 2);
        const qsizetype equals = record.indexOf('=');
        if (equals < 0)
            return std::nullopt;
        records.append({record.first(equals).toByteArray(), record.sliced(equals + 1).toByteArray()});
        text = text.sliced(length);
    }
    return records;
}

} // namespace muster::console
