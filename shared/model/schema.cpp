// SPDX-License-Identifier: Apache-2.0
#include "shared/model/schema.h"

using namespace Qt::StringLiterals;

namespace muster::schema {

namespace {

void insertLimits(QJsonObject &into, const Limits &limits, QLatin1StringView min, QLatin1StringView max)
{
    if (limits.min != std::numeric_limits<qint64>::min())
        into.insert(min, limits.min);
    if (limits.max != std::numeric_limits<qint64>::max())
        into.insert(max, limits.max);
}

} // namespace

QJsonObject integer(const Limits &limits)
{
    QJsonObject schema{{u"type"_s, u"integer"_s}};
    insertLimits(schema, limits, "minimum"_L1, "maximum"_L1);
    return schema;
}

QJsonObject real()
{
    return {{u"type"_s, u"number"_s}};
}

QJsonObject boolean()
{
    return {{u"type"_s, u"boolean"_s}};
}

QJsonObject text(const Limits &limits)
{
    QJsonObject schema{{u"type"_s, u"string"_s}};
    insertLimits(schema, limits, "minLength"_L1, "maxLength"_L1);
    return schema;
}

QJsonObject time()
{
    return {{u"type"_s, u"string"_s}, {u"format"_s, u"date-time"_s}};
}

QJsonObject anything()
{
    return {};
}

QJsonObject word(const QMetaEnum &words)
{
    QJsonArray keys;
    for (int i = 0; i < words.keyCount(); ++i)
        keys.append(QLatin1StringView(words.key(i)));
    return {{u"type"_s, u"string"_s}, {u"enum"_s, keys}};
}

QJsonObject list(const QJsonObject &items, const Limits &limits)
{
    QJsonObject schema{{u"type"_s, u"array"_s}, {u"items"_s, items}};
    insertLimits(schema, limits, "minItems"_L1, "maxItems"_L1);
    return schema;
}

} // namespace muster::schema
