// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/json/jsonvalue.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <variant>

namespace muster {

/// One JSON-RPC 2.0 message as read from a line. Values are views into the parser's buffer.
struct RequestMessage
{
    QByteArray id; ///< as JSON text, to be sent back unchanged; empty for a notification
    QByteArrayView method;
    std::optional<JsonValue> params;
    std::optional<std::chrono::milliseconds>
        deadline; ///< how long the caller waits (our addition to JSON-RPC)
};

struct ResponseMessage
{
    qint64 id = 0; ///< ours are whole numbers
    std::optional<JsonValue> result;
    Error error; ///< when there is no result
};

using Message = std::variant<RequestMessage, ResponseMessage>;

/// Longest message, in bytes without its '\n', that a paired peer takes.
constexpr qsizetype MaxMessageBytes = 1024 * 1024;

/// Longest id and method name accepted, in bytes.
constexpr qsizetype MaxIdBytes = 64;
constexpr qsizetype MaxMethodBytes = 128;

/// Pure: reads one message from a parsed line. Error Invalid names what is wrong.
[[nodiscard]] Result<Message> readMessage(const JsonValue &line);

/// The id of a request, also of one that cannot be read otherwise; empty where there is none that could be
/// sent back.
[[nodiscard]] QByteArray requestId(const JsonValue &line);

/// Each appends one whole line, its '\n' included.
void appendRequest(QByteArray &out, qint64 id, QByteArrayView method, QByteArrayView params,
                   std::chrono::milliseconds deadline);
void appendNotification(QByteArray &out, QByteArrayView method, QByteArrayView params);
void appendResult(QByteArray &out, QByteArrayView id, QByteArrayView result);
void appendError(QByteArray &out, QByteArrayView id, const Error &error);

} // namespace muster
