// SPDX-License-Identifier: Apache-2.0
#include "shared/json/jsonvalue.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;
using simdjson::dom::element;
using simdjson::dom::element_type;

namespace muster {

static_assert(sizeof(element) <= 2 * sizeof(void *) && std::is_trivially_copyable_v<element>);

struct JsonAccess
{
    static element get(const JsonValue &value)
    {
        element result;
        std::memcpy(static_cast<void *>(&result), value.m_element.data(), sizeof result);
        return result;
    }

    static JsonValue wrap(const element &from)
    {
        JsonValue value;
        std::memcpy(value.m_element.data(), static_cast<const void *>(&from), sizeof from);
        return value;
    }
};

namespace {

QByteArrayView view(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

std::string_view view(QByteArrayView text)
{
    return {text.data(), size_t(text.size())};
}

} // namespace

JsonValue::Kind JsonValue::kind() const
{
    switch (JsonAccess::get(*this).type()) {
    case element_type::ARRAY:
        return Kind::Array;
    case element_type::OBJECT:
        return Kind::Object;
    case element_type::INT64:
    case element_type::UINT64:
        return Kind::Integer;
    case element_type::DOUBLE:
        return Kind::Double;
    case element_type::STRING:
        return Kind::String;
    case element_type::BOOL:
        return Kind::Bool;
    default:
        return Kind::Null;
    }
}

std::optional<bool> JsonValue::toBool() const
{
    bool value = false;
    return JsonAccess::get(*this).get(value) ? std::nullopt : std::optional(value);
}

std::optional<qint64> JsonValue::toInteger() const
{
    int64_t value = 0;
    return JsonAccess::get(*this).get(value) ? std::nullopt : std::optional(qint64(value));
}

std::optional<double> JsonValue::toDouble() const
{
    double value = 0;
    return JsonAccess::get(*this).get(value) ? std::nullopt : std::optional(value);
}

std::optional<QByteArrayView> JsonValue::toUtf8() const
{
    std::string_view text;
    return JsonAccess::get(*this).get(text) ? std::nullopt : std::optional(view(text));
}

std::optional<QString> JsonValue::toString() const
{
    const auto text = toUtf8();
    return text ? std::optional(QString::fromUtf8(*text)) : std::nullopt;
}

std::optional<JsonValue> JsonValue::find(QByteArrayView name) const
{
    simdjson::dom::object object;
    element found;
    if (JsonAccess::get(*this).get(object) || object.at_key(view(name)).get(found))
        return std::nullopt;
    return JsonAccess::wrap(found);
}

qsizetype JsonValue::size() const
{
    const element self = JsonAccess::get(*this);
    if (simdjson::dom::array array; !self.get(array))
        return qsizetype(array.size());
    if (simdjson::dom::object object; !self.get(object))
        return qsizetype(object.size());
    return 0;
}

void JsonValue::forEachElement(const std::function<bool(const JsonValue &)> &visit) const
{
    simdjson::dom::array array;
    if (JsonAccess::get(*this).get(array))
        return;
    for (const element child : array) {
        if (!visit(JsonAccess::wrap(child)))
            return;
    }
}

void JsonValue::forEachMember(const std::function<bool(QByteArrayView, const JsonValue &)> &visit) const
{
    simdjson::dom::object object;
    if (JsonAccess::get(*this).get(object))
        return;
    for (const auto member : object) {
        if (!visit(view(member.key), JsonAccess::wrap(member.value)))
            return;
    }
}

QByteArray JsonValue::toJson() const
{
    const std::string text = simdjson::minify(JsonAccess::get(*this));
    return QByteArray::fromStdString(text);
}

struct JsonParser::Private
{
    simdjson::dom::parser parser;
    // simdjson reads past the end of the text, so the text is copied to where it may.
    std::unique_ptr<char[]> buffer;
    qsizetype bufferSize = 0;

    void hold(QByteArrayView text)
    {
        const qsizetype needed = text.size() + qsizetype(simdjson::SIMDJSON_PADDING);
        if (needed > bufferSize || (bufferSize > KeptBytes && needed <= KeptBytes)) {
            buffer = std::make_unique_for_overwrite<char[]>(size_t(needed));
            if (bufferSize > KeptBytes)
                parser = simdjson::dom::parser();
            bufferSize = needed;
        }
        std::copy_n(text.data(), text.size(), buffer.get());
        std::fill_n(buffer.get() + text.size(), simdjson::SIMDJSON_PADDING, '\0');
    }
};

JsonParser::JsonParser()
    : d(std::make_unique<Private>())
{
}

JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser &&) noexcept = default;
JsonParser &JsonParser::operator=(JsonParser &&) noexcept = default;

Result<JsonValue> JsonParser::parse(QByteArrayView text, qsizetype maxBytes)
{
    if (text.size() > maxBytes)
        return fail(ErrorCode::TooLarge,
                    u"%1 bytes of JSON, at most %2 are allowed"_s.arg(text.size()).arg(maxBytes));
    d->hold(text);
    // The depth must be set before each parse that grows the buffers: growing resets it.
    simdjson::error_code error = simdjson::SUCCESS;
    if (d->parser.capacity() < size_t(text.size()) || d->parser.max_depth() != size_t(MaxDepth))
        error = d->parser.allocate(size_t(std::max<qsizetype>(text.size(), 256)), size_t(MaxDepth));
    element root;
    if (!error)
        error = d->parser.parse(d->buffer.get(), size_t(text.size()), false).get(root);
    if (error == simdjson::DEPTH_ERROR)
        return fail(ErrorCode::Invalid, u"JSON nested deeper than %1 levels"_s.arg(MaxDepth));
    if (error)
        return fail(ErrorCode::Invalid, u"not JSON: "_s + QString::fromUtf8(simdjson::error_message(error)));
    return JsonAccess::wrap(root);
}

} // namespace muster
