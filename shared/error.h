// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

#include <expected>

namespace muster {
Q_NAMESPACE

/// What kind of failure an Error is. The names are stable: they travel as `data.name` of a JSON-RPC error,
/// scripts rely on them, and each maps to one numeric code (jsonRpcCode()) and to one exit status of the
/// batch console.
enum class ErrorCode {
    Invalid, ///< input that breaks a stated rule; `field` names it
    NotFound, ///< the named object does not exist
    Unsupported, ///< unknown method, version or feature
    Forbidden, ///< the peer's role does not allow it
    NotPaired, ///< the peer is not known, or its key is not the pinned one
    Busy, ///< somebody else is using it; try again
    Conflict, ///< contradicts the present state
    QuotaExceeded, ///< a limit on number, size or rate
    TooLarge, ///< larger than the message or object may be
    Timeout, ///< no answer before the deadline
    Unavailable, ///< the other side, or a part it needs, does not answer
    Cancelled, ///< somebody asked for it to stop
    Io, ///< a file, disk or device failed
    Internal, ///< a defect of the program
};
Q_ENUM_NS(ErrorCode)

/// One failure, told so that a person can act on it.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString text; ///< what happened, one plain English sentence without a final stop
    QString source; ///< where: node, file or operation; may be empty
    QString field; ///< the field, key or object at fault; may be empty
    QString remedy; ///< what to do about it; may be empty

    friend bool operator==(const Error &, const Error &) = default;
};

template <typename T>
using Result = std::expected<T, Error>;

/// Shorthand for `return fail(...)` in functions that return a Result.
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, const QString &text, const QString &field = {});
[[nodiscard]] std::unexpected<Error> fail(const Error &error);

/// The stable name of a code ("NotFound").
[[nodiscard]] QString errorName(ErrorCode code);
/// The code of a stable name; Internal for a name this version does not know.
[[nodiscard]] ErrorCode errorCodeFromName(QStringView name);
/// The JSON-RPC number of a code, from -32700 to -32000 as JSON-RPC 2.0 section 5.1 reserves them.
[[nodiscard]] int jsonRpcCode(ErrorCode code);
/// The code of a JSON-RPC number, also of another implementation's that gives no name; Internal where it says
/// nothing to us.
[[nodiscard]] ErrorCode errorCodeFromJsonRpc(qint64 number);

/// "source: text (field); remedy", leaving out what is empty. For logs and terminals.
[[nodiscard]] QString describe(const Error &error);

} // namespace muster

Q_DECLARE_METATYPE(muster::Error)
