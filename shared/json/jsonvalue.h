// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace muster {

/// One value inside a document that a JsonParser holds. A cheap view: valid until that parser parses again or
/// dies. Keeps simdjson out of every other header, for it is heavy.
class JsonValue
{
public:
    enum class Kind { Null, Bool, Integer, Double, String, Array, Object };

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isObject() const { return kind() == Kind::Object; }

    /// Each is empty when the value is of another kind (or does not fit: a number beyond qint64).
    [[nodiscard]] std::optional<bool> toBool() const;
    [[nodiscard]] std::optional<qint64> toInteger() const;
    [[nodiscard]] std::optional<double> toDouble() const; ///< integers too
    [[nodiscard]] std::optional<QByteArrayView> toUtf8() const; ///< a view into the parser's buffer
    [[nodiscard]] std::optional<QString> toString() const;

    /// The member of an object, the first of that name; empty when absent or when this is no object.
    [[nodiscard]] std::optional<JsonValue> find(QByteArrayView name) const;
    /// Number of elements of an array or members of an object; 0 for the rest.
    [[nodiscard]] qsizetype size() const;
    /// Visits elements in order until the visitor returns false.
    void forEachElement(const std::function<bool(const JsonValue &)> &visit) const;
    void forEachMember(const std::function<bool(QByteArrayView, const JsonValue &)> &visit) const;

    /// The value as compact JSON text.
    [[nodiscard]] QByteArray toJson() const;

private:
    friend class JsonParser;
    friend struct JsonAccess;
    JsonValue() = default;
    alignas(void *) std::array<std::byte, 2 * sizeof(void *)> m_element{};
};

/// Parses JSON text (RFC 8259, valid UTF-8) with limits that are checked before memory is taken.
/// Not thread safe; keeps its buffers for the next document.
class JsonParser
{
public:
    static constexpr int MaxDepth = 32;
    /// Buffers for more text than this are given back with the next document that is no longer: each
    /// connection has a parser, and parsing takes up to 15 times the text.
    static constexpr qsizetype KeptBytes = 1024;

    JsonParser();
    ~JsonParser();
    JsonParser(JsonParser &&) noexcept;
    JsonParser &operator=(JsonParser &&) noexcept;

    /// Errors: TooLarge beyond `maxBytes`; Invalid for what is no JSON, naming the cause.
    [[nodiscard]] Result<JsonValue> parse(QByteArrayView text, qsizetype maxBytes);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace muster
