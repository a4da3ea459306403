// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/linecolours.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<LinePart> whole(const QString &line, Colour colour)
{
    return {{0, line.size(), colour}};
}

} // namespace

QList<LinePart> logParts(const QString &line)
{
    static const QRegularExpression critical(
        u"\\b(error|err|fail|failed|failure|fatal|panic|critical|crit|emerg|alert|segfault|oops|core dumped)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression care(
        u"\\b(warn|warning|timeout|timed out|denied|refused|retry|retrying)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (critical.matchView(line).hasMatch())
        return whole(line, Colour::CriticalText);
    if (care.matchView(line).hasMatch())
        return whole(line, Colour::CareText);
    return whole(line, Colour::Text);
}

QList<LinePart> jsonParts(const QString &line)
{
    // Group 1: a text, 2: what makes it a member's name, 3: a number, 4: a word.
    static const QRegularExpression parts(
        uR"(("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b)"_s);
    QList<LinePart> all;
    qsizetype done = 0;
    auto found = parts.globalMatchView(line);
    while (found.hasNext()) {
        const auto part = found.next();
        const int group = part.lastCapturedIndex();
        const int what = group == 2 ? 1 : group;
        const Colour colour = group == 1 ? Colour::WellText : group == 2 ? Colour::Link : Colour::CareText;
        if (part.capturedStart(what) > done)
            all.append({done, part.capturedStart(what) - done, Colour::Text});
        all.append({part.capturedStart(what), part.capturedLength(what), colour});
        done = part.capturedEnd(what);
    }
    if (done < line.size())
        all.append({done, line.size() - done, Colour::Text});
    return all;
}

QList<LinePart> differenceParts(const QString &line)
{
    if (line.startsWith(u'-'))
        return whole(line, Colour::CriticalText);
    if (line.startsWith(u'+'))
        return whole(line, Colour::WellText);
    return whole(line, line.startsWith(u'@') ? Colour::Link : Colour::Text);
}

} // namespace muster::console
