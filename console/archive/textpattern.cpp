// SPDX-License-Identifier: Apache-2.0
#include "console/archive/textpattern.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxPatternLength = 4096;

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool containsLowered(QByteArrayView line, QByteArrayView needle)
{
    return std::search(line.begin(), line.end(), needle.begin(), needle.end(),
                       [](char one, char other) { return lowered(one) == other; })
           != line.end();
}

} // namespace

Result<TextPattern> TextPattern::make(const QString &text, Options options)
{
    if (text.isEmpty())
        return fail(ErrorCode::Invalid, u"there is nothing to search for"_s);
    if (text.size() > MaxPatternLength)
        return fail(ErrorCode::TooLarge,
                    u"what is searched for has more than %1 characters"_s.arg(MaxPatternLength));
    TextPattern pattern;
    pattern.m_options = options;
    pattern.m_text = text;
    if (options.isRegularExpression) {
        pattern.m_expression =
            QRegularExpression(text, options.isCaseSensitive ? QRegularExpression::NoPatternOption
                                                             : QRegularExpression::CaseInsensitiveOption);
        if (!pattern.m_expression.isValid())
            return fail({ErrorCode::Invalid,
                         u"the regular expression is wrong: %1 at character %2"_s
                             .arg(pattern.m_expression.errorString())
                             .arg(pattern.m_expression.patternErrorOffset() + 1),
                         {},
                         text,
                         u"mend it, or search for it as plain text"_s});
        pattern.m_expression.optimize();
    } else if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; })) {
        if (options.isCaseSensitive)
            pattern.m_exact = text.toLatin1();
        else
            pattern.m_lowered = text.toLower().toLatin1();
    }
    return pattern;
}

bool TextPattern::mayBeIn(QByteArrayView line) const
{
    if (!m_exact.isEmpty())
        return line.contains(m_exact);
    return m_lowered.isEmpty() || containsLowered(line, m_lowered);
}

std::optional<TextPattern::Match> TextPattern::find(const QString &text, qsizetype from) const
{
    if (m_options.isRegularExpression) {
        const QRegularExpressionMatch match = m_expression.match(text, from);
        if (!match.hasMatch())
            return std::nullopt;
        return Match{match.capturedStart(), match.capturedLength()};
    }
    const qsizetype at =
        text.indexOf(m_text, from, m_options.isCaseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
    if (at < 0)
        return std::nullopt;
    return Match{at, m_text.size()};
}

} // namespace muster::console
