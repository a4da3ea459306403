// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/json/jsonvalue.h"
#include "shared/json/jsonwriter.h"
#include "shared/model/field.h"
#include "shared/model/timestamp.h"

#include <QList>
#include <QMetaEnum>

#include <type_traits>
#include <utility>

namespace muster {

/// Where in a message a decoder stands: its parts are joined only when there is an error to name.
struct DecodePath
{
    const DecodePath *parent = nullptr;
    const char *name = nullptr;
    qsizetype index = -1;

    [[nodiscard]] QString toString() const; ///< "units[3].name"
};

namespace codec {

template <typename T>
struct IsOptional : std::false_type
{
};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type
{
};
template <typename T>
struct IsList : std::false_type
{
};
template <typename T>
struct IsList<QList<T>> : std::true_type
{
};

std::unexpected<Error> wrongKind(const DecodePath &path, const char *wanted);
std::unexpected<Error> missing(const DecodePath &path);
std::unexpected<Error> outOfRange(const DecodePath &path, qint64 value, const Limits &limits,
                                  const char *what);
std::unexpected<Error> unknownWord(const DecodePath &path, QByteArrayView word, const QMetaEnum &words);
/// Empty when the value keeps its limits.
std::optional<Error> checkText(const DecodePath &path, qint64 bytes, Limits limits);
std::optional<Error> checkCount(const DecodePath &path, qint64 count, Limits limits);

Result<bool> decodeBool(const JsonValue &value, const DecodePath &path);
Result<qint64> decodeInteger(const JsonValue &value, const DecodePath &path, const Limits &limits);
Result<double> decodeReal(const JsonValue &value, const DecodePath &path, const Limits &limits);
Result<QString> decodeText(const JsonValue &value, const DecodePath &path, const Limits &limits);
Result<Timestamp> decodeTime(const JsonValue &value, const DecodePath &path);
Result<int> decodeWord(const JsonValue &value, const DecodePath &path, const QMetaEnum &words);

template <std::integral T>
constexpr Limits narrowed(Limits limits)
{
    if constexpr (sizeof(T) < sizeof(qint64)) {
        limits.min = std::max(limits.min, qint64(std::numeric_limits<T>::min()));
        limits.max = std::min(limits.max, qint64(std::numeric_limits<T>::max()));
    } else if constexpr (std::is_unsigned_v<T>) {
        limits.min = std::max(limits.min, qint64(0));
    }
    return limits;
}

} // namespace codec

/// Writes a value as JSON by its fields. An empty std::optional member is left out.
template <typename T>
void encode(JsonWriter &out, const T &value)
{
    if constexpr (std::is_same_v<T, bool>) {
        out.boolean(value);
    } else if constexpr (std::is_enum_v<T>) {
        out.utf8(QMetaEnum::fromType<T>().valueToKey(int(value)));
    } else if constexpr (std::is_integral_v<T>) {
        out.integer(qint64(value));
    } else if constexpr (std::is_floating_point_v<T>) {
        out.real(value);
    } else if constexpr (std::is_same_v<T, QString>) {
        out.string(value);
    } else if constexpr (std::is_same_v<T, Timestamp>) {
        out.utf8(toIso(value));
    } else if constexpr (std::is_same_v<T, RawJson>) {
        out.raw(value.text);
    } else if constexpr (codec::IsOptional<T>::value) {
        if (value)
            encode(out, *value);
        else
            out.null();
    } else if constexpr (codec::IsList<T>::value) {
        out.beginArray();
        for (const auto &item : value)
            encode(out, item);
        out.endArray();
    } else {
        static_assert(Described<T>, "a type on the wire needs static constexpr auto fields()");
        out.beginObject();
        forEachField<T>([&](const auto &each) {
            const auto &member = value.*each.member;
            if constexpr (codec::IsOptional<std::remove_cvref_t<decltype(member)>>::value) {
                if (!member)
                    return;
            }
            out.key(each.name);
            encode(out, member);
        });
        out.endObject();
    }
}

template <typename T>
[[nodiscard]] QByteArray toJson(const T &value)
{
    QByteArray text;
    JsonWriter writer(text);
    encode(writer, value);
    return text;
}

/// Reads a value by its fields. Unknown members are ignored; a missing, wrong or out-of-range one is an
/// Invalid error that names it.
template <typename T>
[[nodiscard]] Result<T> decode(const JsonValue &json, const Limits &limits = {}, const DecodePath &path = {})
{
    if constexpr (std::is_same_v<T, bool>) {
        return codec::decodeBool(json, path);
    } else if constexpr (std::is_enum_v<T>) {
        return codec::decodeWord(json, path, QMetaEnum::fromType<T>()).transform([](int v) { return T(v); });
    } else if constexpr (std::is_integral_v<T>) {
        return codec::decodeInteger(json, path, codec::narrowed<T>(limits)).transform([](qint64 v) {
            return T(v);
        });
    } else if constexpr (std::is_floating_point_v<T>) {
        return codec::decodeReal(json, path, limits).transform([](double v) { return T(v); });
    } else if constexpr (std::is_same_v<T, QString>) {
        return codec::decodeText(json, path, limits);
    } else if constexpr (std::is_same_v<T, Timestamp>) {
        return codec::decodeTime(json, path);
    } else if constexpr (std::is_same_v<T, RawJson>) {
        return RawJson{json.toJson()};
    } else if constexpr (codec::IsOptional<T>::value) {
        if (json.isNull())
            return T();
        return decode<typename T::value_type>(json, limits, path).transform([](auto &&v) {
            return T(std::move(v));
        });
    } else if constexpr (codec::IsList<T>::value) {
        if (json.kind() != JsonValue::Kind::Array)
            return codec::wrongKind(path, "a list");
        if (auto error = codec::checkCount(path, json.size(), limits))
            return fail(*error);
        T list;
        list.reserve(json.size());
        std::optional<Error> error;
        json.forEachElement([&](const JsonValue &element) {
            auto item = decode<typename T::value_type>(element, {}, {&path, nullptr, list.size()});
            if (item)
                list.append(std::move(*item));
            else
                error = std::move(item.error());
            return !error;
        });
        if (error)
            return fail(*error);
        return list;
    } else {
        static_assert(Described<T>, "a type on the wire needs static constexpr auto fields()");
        if (!json.isObject())
            return codec::wrongKind(path, "an object");
        T object;
        std::optional<Error> error;
        forEachField<T>([&](const auto &each) {
            if (error)
                return;
            using Value = std::remove_cvref_t<decltype(object.*each.member)>;
            const DecodePath here{&path, each.name};
            const auto member = json.find(each.name);
            if (!member) {
                if (each.required && !codec::IsOptional<Value>::value)
                    error = codec::missing(here).error();
                return;
            }
            auto value = decode<Value>(*member, each.limits, here);
            if (value)
                object.*each.member = std::move(*value);
            else
                error = std::move(value.error());
        });
        if (error)
            return fail(*error);
        return object;
    }
}

/// Parses and reads in one go, for files and stored rows. `maxBytes` bounds the text.
template <typename T>
[[nodiscard]] Result<T> fromJson(QByteArrayView text, qsizetype maxBytes = 1024 * 1024)
{
    JsonParser parser;
    return parser.parse(text, maxBytes).and_then([](const JsonValue &value) { return decode<T>(value); });
}

} // namespace muster
