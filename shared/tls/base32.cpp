// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/base32.h"

#include <QString>

namespace muster::base32 {

namespace {

constexpr QByteArrayView Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Times the generator of GF(32) modulo x^5 + x^2 + 1, whose powers run through all 31 non-zero elements.
quint32 timesGenerator(quint32 element)
{
    const quint32 doubled = element << 1U;
    return doubled & 0x20U ? doubled ^ 0x25U : doubled;
}

char16_t likelyMeant(char16_t typed)
{
    switch (typed) {
    case u'0':
        return u'O';
    case u'1':
        return u'I';
    case u'8':
        return u'B';
    default:
        return typed >= u'a' && typed <= u'z' ? char16_t(typed - u'a' + u'A') : typed;
    }
}

} // namespace

QByteArray encode(QByteArrayView bytes)
{
    QByteArray characters;
    characters.reserve((bytes.size() * 8 + 4) / 5);
    quint32 pending = 0;
    int bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8U) | quint8(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            characters += Alphabet[qsizetype((pending >> quint32(bits - 5)) & 31U)];
        pending &= 0xffU;
    }
    if (bits > 0)
        characters += Alphabet[qsizetype((pending << quint32(5 - bits)) & 31U)];
    return characters;
}

std::optional<QByteArray> decode(QByteArrayView characters)
{
    QByteArray bytes;
    quint32 pending = 0;
    int bits = 0;
    for (const char character : characters) {
        const qsizetype value = Alphabet.indexOf(character);
        if (value < 0)
            return std::nullopt;
        pending = ((pending << 5U) | quint32(value)) & 0xfffU;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes += char((pending >> quint32(bits)) & 0xffU);
        }
    }
    const quint32 spare = pending & ((1U << quint32(bits)) - 1U);
    return spare == 0 && bits < 5 ? std::optional(bytes) : std::nullopt;
}

std::optional<QByteArray> tidied(QStringView typed)
{
    QByteArray characters;
    for (const QChar character : typed) {
        if (character.isSpace() || character == u'-')
            continue;
        const char16_t meant = likelyMeant(character.unicode());
        if (meant > u'Z' || !Alphabet.contains(char(meant)))
            return std::nullopt;
        characters += char(meant);
    }
    return characters;
}

char checkCharacter(QByteArrayView characters)
{
    // Horner's scheme: the first character ends with the highest power, the check character stands for power
    // 0.
    quint32 sum = 0;
    for (const char character : characters)
        sum = timesGenerator(sum ^ quint32(Alphabet.indexOf(character)));
    return Alphabet[qsizetype(sum)];
}

QString grouped(QByteArrayView characters, qsizetype groupLength)
{
    QString text;
    for (qsizetype at = 0; at < characters.size(); at += groupLength) {
        if (at > 0)
            text += u'-';
        text += QLatin1StringView(characters.sliced(at, std::min(groupLength, characters.size() - at)));
    }
    return text;
}

} // namespace muster::base32
