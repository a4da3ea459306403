// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <concepts>
#include <limits>
#include <optional>
#include <tuple>

namespace muster {

/// What must hold for a field's value. Numbers: the value itself; text: its length in UTF-8 bytes; lists:
/// their count.
struct Limits
{
    qint64 min = std::numeric_limits<qint64>::min();
    qint64 max = std::numeric_limits<qint64>::max();
};

/// Text and lists without a limit of their own are held to these.
constexpr qint64 DefaultMaxText = 4096;
constexpr qint64 DefaultMaxItems = 10'000;

/// The one description of one member of a domain type: JSON codec, OpenRPC schema, forms and table columns
/// are derived from it.
template <typename Owner, typename Value>
struct Field
{
    const char *name; ///< on the wire, camelCase
    Value Owner::*member;
    const char *doc; ///< one sentence: meaning, unit
    Limits limits{};
    bool required = true;

    /// A number's range, a text's length in bytes, or a list's count: min to max, both allowed.
    constexpr Field between(qint64 min, qint64 max) const
    {
        Field changed = *this;
        changed.limits = {min, max};
        return changed;
    }

    /// May be absent when read; the member then keeps its default.
    constexpr Field optional() const
    {
        Field changed = *this;
        changed.required = false;
        return changed;
    }
};

template <typename Owner, typename Value>
constexpr Field<Owner, Value> field(const char *name, Value Owner::*member, const char *doc)
{
    return {name, member, doc};
}

/// A domain type: it has `static constexpr auto fields()` that returns a tuple of Field.
template <typename T>
concept Described = requires { T::fields(); };

/// Calls `visit` with each Field of T, in order.
template <Described T, typename Visitor>
constexpr void forEachField(Visitor &&visit)
{
    std::apply([&](const auto &...each) { (visit(each), ...); }, T::fields());
}

/// JSON that is handed on as it is: an event's payload, whose type depends on its kind.
struct RawJson
{
    QByteArray text = QByteArrayLiteral("null");

    friend bool operator==(const RawJson &, const RawJson &) = default;
};

/// A type without members, for methods without parameters or without an answer.
struct Nothing
{
    static constexpr auto fields() { return std::tuple(); }
    friend bool operator==(const Nothing &, const Nothing &) = default;
};

} // namespace muster
