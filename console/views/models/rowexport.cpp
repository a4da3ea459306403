// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/rowexport.h"

#include "console/views/models/cell.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString valueOf(const QModelIndex &cell)
{
    const QVariant time = cell.data(TimeRole);
    return time.isValid() ? time.toDateTime().toString(Qt::ISODateWithMs) : cell.data().toString();
}

QString onOneLine(QString value)
{
    for (const QChar character : {u'\t', u'\n', u'\r'})
        value.replace(character, u' ');
    return value;
}

QList<QStringList> lines(const QModelIndexList &rows, const QList<int> &columns)
{
    QList<QStringList> lines;
    QStringList titles;
    for (const int column : columns)
        titles.append(rows.first().model()->headerData(column, Qt::Horizontal).toString());
    lines.append(titles);
    for (const QModelIndex &row : rows) {
        QStringList values;
        for (const int column : columns)
            values.append(onOneLine(valueOf(row.siblingAtColumn(column))));
        lines.append(values);
    }
    return lines;
}

QString asTsv(const QList<QStringList> &lines)
{
    QString text;
    for (const QStringList &line : lines)
        text += line.join(u'\t') + u'\n';
    return text;
}

QString asText(const QList<QStringList> &lines)
{
    QList<qsizetype> widths(lines.first().size(), 0);
    for (const QStringList &line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths.at(i), line.at(i).size());
    }
    QString text;
    for (const QStringList &line : lines) {
        QString padded;
        for (qsizetype i = 0; i < line.size(); ++i)
            padded += line.at(i).leftJustified(widths.at(i) + 2);
        text += padded.trimmed() + u'\n';
    }
    return text;
}

QString asJson(const QModelIndexList &rows, const QList<int> &columns)
{
    QJsonArray array;
    for (const QModelIndex &row : rows) {
        QJsonObject object;
        for (const int column : columns) {
            const QString name = row.model()->headerData(column, Qt::Horizontal, ColumnNameRole).toString();
            object.insert(name, valueOf(row.siblingAtColumn(column)));
        }
        array.append(object);
    }
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Indented));
}

} // namespace

QString exportRows(const QModelIndexList &rows, const QList<int> &columns, CopyForm form)
{
    if (rows.isEmpty() || columns.isEmpty())
        return {};
    switch (form) {
    case CopyForm::Json:
        return asJson(rows, columns);
    case CopyForm::Tsv:
        return asTsv(lines(rows, columns));
    case CopyForm::Text:
        break;
    }
    return asText(lines(rows, columns));
}

} // namespace muster::console
