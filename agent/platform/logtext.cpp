// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/logtext.h"

namespace muster::agent {

namespace {

constexpr bool isDirectionMark(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069);
}

constexpr bool isUnsafe(char32_t c)
{
    const bool isLineSeparator = c == 0x2028 || c == 0x2029;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || isLineSeparator || isDirectionMark(c) || c == 0xFEFF;
}

constexpr qint64 utf8Length(char32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

QString safe(QStringView text, qint64 maxBytes, bool isOneLine, bool &isCut)
{
    QString kept;
    qint64 bytes = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        const bool isBreak = c == U'\n' || c == U'\t';
        if (isBreak && isOneLine)
            c = U' ';
        else if (QChar::isSurrogate(c) || (isUnsafe(c) && !isBreak))
            c = QChar::ReplacementCharacter;
        bytes += utf8Length(c);
        if (bytes > maxBytes) {
            isCut = true;
            break;
        }
        kept.append(QChar::fromUcs4(c));
    }
    return kept;
}

} // namespace

QString logText(QStringView text, qint64 maxBytes, bool &isCut)
{
    return safe(text, maxBytes, false, isCut);
}

QString logLine(QStringView text, qint64 maxBytes, bool &isCut)
{
    return safe(text, maxBytes, true, isCut);
}

} // namespace muster::agent
