// SPDX-License-Identifier: Apache-2.0
#include "console/batch/since.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::optional<std::chrono::seconds> durationFrom(const QString &text)
{
    if (text.size() < 2)
        return std::nullopt;
    bool isNumber = false;
    const qint64 count = text.chopped(1).toLongLong(&isNumber);
    constexpr qint64 LongestDays = 10'000;
    if (!isNumber || count < 0 || count > LongestDays * 86'400)
        return std::nullopt;
    switch (text.back().unicode()) {
    case u's':
        return std::chrono::seconds(count);
    case u'm':
        return std::chrono::minutes(count);
    case u'h':
        return std::chrono::hours(count);
    case u'd':
        return std::chrono::days(std::min(count, LongestDays));
    default:
        return std::nullopt;
    }
}

} // namespace

Result<Since> sinceFrom(const QString &text, Timestamp now)
{
    bool isNumber = false;
    if (const qint64 sequence = text.toLongLong(&isNumber); isNumber && sequence >= 1)
        return Since(sequence);
    if (const auto ago = durationFrom(text))
        return Since(now - *ago);
    if (const auto time = timestampFromIso(text.toLatin1()))
        return Since(*time);
    for (const auto &format : {u"yyyy-MM-dd"_s, u"yyyy-MM-dd HH:mm"_s, u"yyyy-MM-dd HH:mm:ss"_s}) {
        if (const QDateTime time = QDateTime::fromString(text, format); time.isValid())
            return Since(Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch())));
    }
    return fail(Error{ErrorCode::Invalid,
                      u"\"%1\" is neither a number nor a time"_s.arg(text),
                      {},
                      u"--since"_s,
                      u"write 4711, 15m, 2h, 3d, 2026-11-21T14:02:17Z or \"2026-11-21 14:02\""_s});
}

} // namespace muster::console
