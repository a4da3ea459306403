// SPDX-License-Identifier: Apache-2.0
#include "shared/model/timestamp.h"

#include <QTimeZone>

#include <charconv>

namespace muster {

using namespace std::chrono;

namespace {

constexpr qsizetype LengthToSeconds = 20; // 2026-11-21T14:02:17Z
constexpr qsizetype LengthToMilliseconds = 24;

void putDigits(char *at, unsigned value, int digits)
{
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        at[i] = char('0' + value % 10);
}

std::optional<unsigned> digitsAt(QByteArrayView text, qsizetype from, qsizetype count)
{
    unsigned value = 0;
    const char *end = text.data() + from + count;
    const auto [last, error] = std::from_chars(text.data() + from, end, value);
    if (error != std::errc() || last != end)
        return std::nullopt;
    return value;
}

bool hasSeparators(QByteArrayView text)
{
    if (text.size() != LengthToSeconds && text.size() != LengthToMilliseconds)
        return false;
    return text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':'
           && text.back() == 'Z' && (text.size() == LengthToSeconds || text[19] == '.');
}

} // namespace

Timestamp now()
{
    return floor<milliseconds>(system_clock::now());
}

Timestamp fromMicrosecondsSinceEpoch(quint64 usec)
{
    return Timestamp(milliseconds(qint64(usec / 1000)));
}

QByteArray toIso(Timestamp time)
{
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    QByteArray text("0000-00-00T00:00:00.000Z");
    char *at = text.data();
    putDigits(at, unsigned(int(date.year())), 4);
    putDigits(at + 5, unsigned(date.month()), 2);
    putDigits(at + 8, unsigned(date.day()), 2);
    putDigits(at + 11, unsigned(clock.hours().count()), 2);
    putDigits(at + 14, unsigned(clock.minutes().count()), 2);
    putDigits(at + 17, unsigned(clock.seconds().count()), 2);
    putDigits(at + 20, unsigned(clock.subseconds().count()), 3);
    return text;
}

std::optional<Timestamp> timestampFromIso(QByteArrayView text)
{
    if (!hasSeparators(text))
        return std::nullopt;
    const auto year = digitsAt(text, 0, 4), month = digitsAt(text, 5, 2), day = digitsAt(text, 8, 2);
    const auto hour = digitsAt(text, 11, 2), minute = digitsAt(text, 14, 2), second = digitsAt(text, 17, 2);
    const auto milli = text.size() == LengthToMilliseconds ? digitsAt(text, 20, 3) : std::optional(0u);
    if (!year || !month || !day || !hour || !minute || !second || !milli)
        return std::nullopt;
    const year_month_day date{std::chrono::year(int(*year)), std::chrono::month(*month),
                              std::chrono::day(*day)};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return Timestamp(sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second)
                     + milliseconds(*milli));
}

QDateTime toDateTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::UTC);
}

} // namespace muster
