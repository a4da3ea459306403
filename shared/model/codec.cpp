// SPDX-License-Identifier: Apache-2.0
#include "shared/model/codec.h"

using namespace Qt::StringLiterals;

namespace muster {

QString DecodePath::toString() const
{
    QString text = parent ? parent->toString() : QString();
    if (index >= 0)
        return text + u'[' + QString::number(index) + u']';
    if (!name)
        return text;
    if (!text.isEmpty())
        text += u'.';
    return text + QLatin1StringView(name);
}

namespace codec {

namespace {

Error invalid(const DecodePath &path, const QString &text)
{
    return {ErrorCode::Invalid, text, {}, path.toString(), {}};
}

QString between(const Limits &limits)
{
    if (limits.max == std::numeric_limits<qint64>::max())
        return u"at least %1"_s.arg(limits.min);
    if (limits.min == std::numeric_limits<qint64>::min())
        return u"at most %1"_s.arg(limits.max);
    return u"%1 to %2"_s.arg(limits.min).arg(limits.max);
}

bool within(qint64 value, const Limits &limits)
{
    return value >= limits.min && value <= limits.max;
}

Limits bounded(Limits limits, qint64 defaultMax)
{
    limits.min = std::max(limits.min, qint64(0));
    if (limits.max == std::numeric_limits<qint64>::max())
        limits.max = defaultMax;
    return limits;
}

} // namespace

std::unexpected<Error> wrongKind(const DecodePath &path, const char *wanted)
{
    return fail(invalid(path, u"must be "_s + QLatin1StringView(wanted)));
}

std::unexpected<Error> missing(const DecodePath &path)
{
    return fail(invalid(path, u"is missing"_s));
}

std::unexpected<Error> outOfRange(const DecodePath &path, qint64 value, const Limits &limits,
                                  const char *what)
{
    return fail(invalid(
        path,
        u"%1 %2 is not allowed, only %3"_s.arg(QLatin1StringView(what)).arg(value).arg(between(limits))));
}

std::unexpected<Error> unknownWord(const DecodePath &path, QByteArrayView word, const QMetaEnum &words)
{
    QStringList allowed;
    for (int i = 0; i < words.keyCount(); ++i)
        allowed.append(QLatin1StringView(words.key(i)));
    return fail(invalid(path, u"\"%1\" is not one of %2"_s.arg(
                                  QString::fromUtf8(word.first(std::min<qsizetype>(word.size(), 64))),
                                  allowed.join(u", "_s))));
}

std::optional<Error> checkText(const DecodePath &path, qint64 bytes, Limits limits)
{
    limits = bounded(limits, DefaultMaxText);
    return within(bytes, limits)
               ? std::nullopt
               : std::optional(outOfRange(path, bytes, limits, "a length in bytes of").error());
}

std::optional<Error> checkCount(const DecodePath &path, qint64 count, Limits limits)
{
    limits = bounded(limits, DefaultMaxItems);
    return within(count, limits) ? std::nullopt
                                 : std::optional(outOfRange(path, count, limits, "a count of").error());
}

Result<bool> decodeBool(const JsonValue &value, const DecodePath &path)
{
    if (const auto flag = value.toBool())
        return *flag;
    return wrongKind(path, "true or false");
}

Result<qint64> decodeInteger(const JsonValue &value, const DecodePath &path, const Limits &limits)
{
    const auto number = value.toInteger();
    if (!number)
        return wrongKind(path, "a whole number");
    if (!within(*number, limits))
        return outOfRange(path, *number, limits, "the value");
    return *number;
}

Result<double> decodeReal(const JsonValue &value, const DecodePath &path, const Limits &limits)
{
    const auto number = value.toDouble();
    if (!number)
        return wrongKind(path, "a number");
    if (*number < double(limits.min) || *number > double(limits.max))
        return fail(
            invalid(path, u"the value %1 is not allowed, only %2"_s.arg(*number).arg(between(limits))));
    return *number;
}

Result<QString> decodeText(const JsonValue &value, const DecodePath &path, const Limits &limits)
{
    const auto text = value.toUtf8();
    if (!text)
        return wrongKind(path, "text");
    if (auto error = checkText(path, text->size(), limits))
        return fail(*error);
    return QString::fromUtf8(*text);
}

Result<Timestamp> decodeTime(const JsonValue &value, const DecodePath &path)
{
    const auto text = value.toUtf8();
    const auto time = text ? timestampFromIso(*text) : std::nullopt;
    if (!time)
        return wrongKind(path, "a time such as 2026-11-21T14:02:17.381Z");
    return *time;
}

Result<int> decodeWord(const JsonValue &value, const DecodePath &path, const QMetaEnum &words)
{
    const auto word = value.toUtf8();
    if (!word)
        return wrongKind(path, "a word");
    bool known = false;
    const int number = words.keyToValue(word->toByteArray().constData(), &known);
    // keyToValue() takes "Scope::Key" too, and looks no further than a NUL; the wire has plain keys only.
    if (!known || word->contains(':') || word->contains('\0'))
        return unknownWord(path, *word, words);
    return number;
}

} // namespace codec

} // namespace muster
