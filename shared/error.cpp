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
    bool known = false;
    const int value = QMetaEnum::fromType<ErrorCode>().keyToValue(name.toLatin1().constData(), &known);
    return known ? ErrorCode(value) : ErrorCode::Internal;
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
