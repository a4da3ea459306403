// SPDX-License-Identifier: Apache-2.0
#include "console/batch/terminaltext.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

bool turnsDirection(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f
           || c == 0x061c;
}

} // namespace

QString safeText(QStringView text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit == u'\n' || unit == u'\r' || unit == u'\t' || unit == 0x2028 || unit == 0x2029)
            safe += u' ';
        else if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || turnsDirection(unit))
            safe += QChar::ReplacementCharacter;
        else
            safe += c;
    }
    return safe;
}

QString toned(const QString &text, Tone tone, bool coloured)
{
    if (!coloured || tone == Tone::Plain || text.isEmpty())
        return text;
    const auto sequence = [&] {
        switch (tone) {
        case Tone::Strong:
            return "1"_L1;
        case Tone::Dim:
            return "2"_L1;
        case Tone::Well:
            return "32"_L1;
        case Tone::Care:
            return "33"_L1;
        default:
            return "31"_L1;
        }
    }();
    return "\x1b["_L1 + sequence + u'm' + text + "\x1b[0m"_L1;
}

QString ageText(std::optional<Timestamp> then, Timestamp now)
{
    if (!then)
        return u"never"_s;
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(now - *then).count();
    if (seconds < 2)
        return u"now"_s;
    if (seconds < 120)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 120 * 60)
        return u"%1 min"_s.arg(seconds / 60);
    if (seconds < 48 * 3600)
        return u"%1 h"_s.arg(seconds / 3600);
    return u"%1 d"_s.arg(seconds / 86400);
}

QString sinceText(Timestamp then, Timestamp now)
{
    const QString age = ageText(then, now);
    return age == u"now"_s ? u"just now"_s : age + u" ago"_s;
}

QString localTimeText(Timestamp time)
{
    return toDateTime(time).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

Tone toneOf(Health health)
{
    switch (health) {
    case Health::OK:
        return Tone::Well;
    case Health::Unknown:
        return Tone::Dim;
    case Health::Warning:
        return Tone::Care;
    case Health::Critical:
        return Tone::Critical;
    }
    return Tone::Plain;
}

QString healthText(Health health, bool isStale)
{
    const QString word = QString::fromLatin1(QMetaEnum::fromType<Health>().valueToKey(int(health)));
    return isStale ? word + u'?' : word;
}

} // namespace muster::console
