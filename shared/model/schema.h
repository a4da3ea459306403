// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/codec.h"

#include <QJsonArray>
#include <QJsonObject>

namespace muster {

namespace schema {
QJsonObject integer(const Limits &limits);
QJsonObject real();
QJsonObject boolean();
QJsonObject text(const Limits &limits);
QJsonObject time();
QJsonObject anything();
QJsonObject word(const QMetaEnum &words);
QJsonObject list(const QJsonObject &items, const Limits &limits);
} // namespace schema

/// The JSON Schema (2020-12) of a type, from its field descriptions. For OpenRPC and forms.
template <typename T>
[[nodiscard]] QJsonObject schemaOf(const Limits &limits = {})
{
    if constexpr (std::is_same_v<T, bool>) {
        return schema::boolean();
    } else if constexpr (std::is_enum_v<T>) {
        return schema::word(QMetaEnum::fromType<T>());
    } else if constexpr (std::is_integral_v<T>) {
        return schema::integer(codec::narrowed<T>(limits));
    } else if constexpr (std::is_floating_point_v<T>) {
        return schema::real();
    } else if constexpr (std::is_same_v<T, QString>) {
        return schema::text(limits);
    } else if constexpr (std::is_same_v<T, Timestamp>) {
        return schema::time();
    } else if constexpr (std::is_same_v<T, RawJson>) {
        return schema::anything();
    } else if constexpr (codec::IsOptional<T>::value) {
        return schemaOf<typename T::value_type>(limits);
    } else if constexpr (codec::IsList<T>::value) {
        return schema::list(schemaOf<typename T::value_type>(), limits);
    } else {
        QJsonObject properties;
        QJsonArray required;
        forEachField<T>([&](const auto &each) {
            using Value = std::remove_cvref_t<decltype(std::declval<T>().*each.member)>;
            QJsonObject property = schemaOf<Value>(each.limits);
            property.insert(QLatin1StringView("description"), QString::fromUtf8(each.doc));
            properties.insert(QLatin1StringView(each.name), property);
            if (each.required && !codec::IsOptional<Value>::value)
                required.append(QLatin1StringView(each.name));
        });
        QJsonObject object{{QLatin1StringView("type"), QLatin1StringView("object")},
                           {QLatin1StringView("properties"), properties}};
        if (!required.isEmpty())
            object.insert(QLatin1StringView("required"), required);
        return object;
    }
}

} // namespace muster
