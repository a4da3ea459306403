// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/words.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

std::optional<Role> roleOfWord(const std::string &word)
{
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
        if (roleWord(role) == QString::fromStdString(word))
            return role;
    }
    return std::nullopt;
}

std::string checkRoleWord(const std::string &word)
{
    return roleOfWord(word) ? std::string() : "\"" + word + "\" is no role: viewer, operator or admin";
}

QString roleWord(Role role)
{
    return QString::fromLatin1(QMetaEnum::fromType<Role>().valueToKey(int(role))).toLower();
}

std::optional<std::chrono::seconds> parseDuration(const QString &text)
{
    using namespace std::chrono;
    const auto unitOf = [](QChar letter) -> std::optional<seconds> {
        switch (letter.unicode()) {
        case u's':
            return 1s;
        case u'm':
            return 1min;
        case u'h':
            return 1h;
        case u'd':
            return days(1);
        default:
            return std::nullopt;
        }
    };
    if (text.isEmpty())
        return std::nullopt;
    const bool isBare = text.back().isDigit();
    const auto unit = isBare ? std::optional(seconds(1)) : unitOf(text.back());
    bool isNumber = false;
    const uint count = (isBare ? QStringView(text) : QStringView(text).chopped(1)).toUInt(&isNumber);
    if (!unit || !isNumber || count == 0)
        return std::nullopt;
    return *unit * qint64(count);
}

QString aligned(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row[i].leftJustified(widths[i] + 2);
        text += line.trimmed() + u'\n';
    }
    return text;
}

} // namespace muster::agent
