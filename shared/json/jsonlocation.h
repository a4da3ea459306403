// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <optional>

namespace muster {

/// A place in a text, both counted from 1; columns count bytes.
struct JsonLocation
{
    int line = 1;
    int column = 1;

    friend bool operator==(const JsonLocation &, const JsonLocation &) = default;
};

/// Where the byte at `offset` stands; an offset past the end is the end.
[[nodiscard]] JsonLocation locationAt(QByteArrayView text, qsizetype offset);

/// Where the field of a path as DecodePath writes it ("listen.port", "units[3].name") stands: a member at its
/// key, an element at its value. When a part of the path is absent, the place of what should hold it.
/// Safe on any bytes; the answer is only meaningful for JSON.
[[nodiscard]] JsonLocation locateField(QByteArrayView text, QStringView path);

struct JsonSyntaxFault
{
    JsonLocation at;
    QString text; ///< "missing value separator"
};

/// The first place where a text stops being a JSON object or list; nothing when all of it is one.
[[nodiscard]] std::optional<JsonSyntaxFault> findSyntaxFault(const QByteArray &text);

} // namespace muster
