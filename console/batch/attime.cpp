// SPDX-License-Identifier: Apache-2.0
#include "console/batch/attime.h"

#include "console/batch/terminaltext.h"

#include <QDateTime>
#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> badTime(const QString &text, const QString &remedy)
{
    return fail(Error{ErrorCode::Invalid, text, {}, u"--at"_s, remedy});
}

Timestamp momentOf(const QDateTime &time)
{
    return Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

/// "+1h30m"; nothing for what is none.
std::optional<std::chrono::seconds> leadFrom(const QString &text)
{
    static const QRegularExpression form(
        u"^\\+(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch() || text.size() < 2)
        return std::nullopt;
    const auto number = [&](int part) { return match.captured(part).toLongLong(); };
    return std::chrono::days(number(1)) + std::chrono::hours(number(2)) + std::chrono::minutes(number(3))
           + std::chrono::seconds(number(4));
}

/// Errors: Invalid where the zone has no such local time, or two.
Result<Timestamp> localMoment(QDate date, QTime time, const QTimeZone &zone)
{
    const QDateTime sure(date, time, zone, QDateTime::TransitionResolution::Reject);
    if (sure.isValid())
        return momentOf(sure);
    const QDateTime before(date, time, zone, QDateTime::TransitionResolution::PreferBefore);
    const QDateTime after(date, time, zone, QDateTime::TransitionResolution::PreferAfter);
    const QString shown = u"%1 %2"_s.arg(date.toString(Qt::ISODate), time.toString(u"HH:mm:ss"_s));
    const auto withOffset = [&zone](const QDateTime &one) {
        return one.toOffsetFromUtc(zone.offsetFromUtc(one)).toString(Qt::ISODate);
    };
    const bool isTwice = before.time() == time && after.time() == time;
    return badTime(isTwice ? u"the local time %1 comes twice: the clocks are set back"_s.arg(shown)
                           : u"there is no local time %1: the clocks are set ahead"_s.arg(shown),
                   u"say %1 or %2"_s.arg(withOffset(before), withOffset(after)));
}

std::optional<QTime> timeOfDayFrom(const QString &text)
{
    for (const auto &format : {u"H:mm"_s, u"H:mm:ss"_s}) {
        if (const QTime time = QTime::fromString(text, format); time.isValid())
            return time;
    }
    return std::nullopt;
}

/// With a date; nothing for what is none.
std::optional<Result<Timestamp>> datedMoment(const QString &text, const QTimeZone &zone)
{
    static const QRegularExpression form(
        u"^(\\d{4}-\\d{2}-\\d{2})[T ](\\d{1,2}:\\d{2}(?::\\d{2})?)(Z|[+-]\\d{2}:?\\d{2})?$"_s);
    const auto match = form.match(text);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const auto time = timeOfDayFrom(match.captured(2));
    if (!match.hasMatch() || !date.isValid() || !time)
        return std::nullopt;
    const QString offset = match.captured(3);
    if (offset.isEmpty())
        return localMoment(date, *time, zone);
    int seconds = 0;
    if (offset != u"Z"_s) {
        const int hours = offset.mid(1, 2).toInt();
        const int minutes = offset.right(2).toInt();
        if (hours > 14 || minutes > 59)
            return std::nullopt;
        seconds = (hours * 60 + minutes) * 60 * (offset.startsWith(u'-') ? -1 : 1);
    }
    return momentOf(QDateTime(date, *time, QTimeZone::fromSecondsAheadOfUtc(seconds)));
}

/// When the clocks of the zone show that time next.
Result<Timestamp> nextMoment(QTime time, Timestamp now, const QTimeZone &zone)
{
    const QDateTime local = toDateTime(now).toTimeZone(zone);
    QDate date = local.date();
    // The later one where it comes twice today: as long as it is to come, which one is meant must be said.
    if (momentOf(QDateTime(date, time, zone, QDateTime::TransitionResolution::PreferAfter)) <= now)
        date = date.addDays(1);
    return localMoment(date, time, zone);
}

} // namespace

Result<Timestamp> comingTimeFrom(const QString &text, Timestamp now, const QTimeZone &zone)
{
    if (const auto lead = leadFrom(text)) {
        if (*lead <= std::chrono::seconds(0))
            return badTime(u"\"%1\" is not to come"_s.arg(text), u"name a later time"_s);
        return now + *lead;
    }
    if (const auto time = timeOfDayFrom(text))
        return nextMoment(*time, now, zone);
    const auto dated = datedMoment(text, zone);
    if (!dated) {
        return badTime(u"\"%1\" is no time"_s.arg(text),
                       u"write +90m, +2h, 22:30, \"2026-11-27 22:30\" or 2026-11-27T22:30:00+01:00"_s);
    }
    if (*dated && **dated <= now)
        return badTime(u"%1 has passed"_s.arg(text), u"name a later time"_s);
    return *dated;
}

QString untilText(Timestamp then, Timestamp now)
{
    if (then <= now)
        return sinceText(then, now);
    const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(then - now).count();
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds < 2 * Minute)
        return u"in %1 s"_s.arg(seconds);
    if (seconds < Hour)
        return u"in %1 min"_s.arg(seconds / Minute);
    if (seconds < 2 * Day)
        return u"in %1 h %2 min"_s.arg(QString::number(seconds / Hour),
                                       QString::number(seconds % Hour / Minute));
    return u"in %1 d %2 h"_s.arg(QString::number(seconds / Day), QString::number(seconds % Day / Hour));
}

} // namespace muster::console
