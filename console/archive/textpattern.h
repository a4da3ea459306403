// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace muster::console {

/// What is searched for in lines: a text or a regular expression. Threads may share it.
class TextPattern
{
public:
    struct Options
    {
        bool isRegularExpression = false;
        bool isCaseSensitive = false;
    };

    struct Match
    {
        qsizetype at = 0; ///< in the line as it is shown (readableText())
        qsizetype length = 0;
    };

    /// Errors: Invalid for an empty text, and for an expression that is none, with where.
    [[nodiscard]] static Result<TextPattern> make(const QString &text, Options options);

    /// Whether a line may hold it: cheap, and never wrong with "no".
    [[nodiscard]] bool mayBeIn(QByteArrayView line) const;
    /// The first match in a text, from that character on.
    [[nodiscard]] std::optional<Match> find(const QString &text, qsizetype from = 0) const;

private:
    QRegularExpression m_expression;
    QString m_text;
    QByteArray m_lowered; ///< of a plain text in ASCII, to look for in bytes
    QByteArray m_exact; ///< of a plain text that is case sensitive
    Options m_options;
};

} // namespace muster::console
