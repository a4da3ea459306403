// SPDX-License-Identifier: Apache-2.0
#include "shared/error.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster {

std::unexpected<Error> fail(ErrorCode code, const QString &text, const QString &field)
{
    return std::unexpected(Error{code, text, {}, field, {}});
}

std::unexpected<Error> fail(const Error &error)
{
    return std::unexpected(error);
}

QString errorName(ErrorCode code)
{
    return QString::fromLatin1(QMetaEnum::fromType<ErrorCode>().valueToKey(int(code)));
}

ErrorCode errorCodeFromName(QStringView name)
{
    const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        if (name == QLatin1StringView(codes.key(i)))
            return ErrorCode(codes.value(i));
    }
    return ErrorCode::Internal;
}

int jsonRpcCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unsupported:
        return -32601;
    case ErrorCode::Invalid:
        return -32602;
    case ErrorCode::Internal:
        return -32603;
    default:
        return -32000 - int(code);
    }
}

ErrorCode errorCodeFromJsonRpc(qint64 number)
{
    constexpr qint64 ParseError = -32700; // those that we have no code of our own for
    constexpr qint64 InvalidRequest = -32600;
    if (number == ParseError || number == InvalidRequest)
        return ErrorCode::Invalid;
    const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        if (jsonRpcCode(ErrorCode(codes.value(i))) == number)
            return ErrorCode(codes.value(i));
    }
    return ErrorCode::Internal;
}

QString describe(const Error &error)
{
    QString line = error.source.isEmpty() ? error.text : error.source + ": "_L1 + error.text;
    if (!error.field.isEmpty())
        line += " ("_L1 + error.field + u')';
    if (!error.remedy.isEmpty())
        line += "; "_L1 + error.remedy;
    return line;
}

} // namespace muster
