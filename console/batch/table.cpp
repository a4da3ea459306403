// SPDX-License-Identifier: Apache-2.0
#include "console/batch/table.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype Gap = 2;
constexpr qsizetype NarrowestColumn = 8; ///< narrower ones say nothing any more

QString cut(const QString &text, qsizetype width)
{
    return text.size() <= width ? text : text.first(std::max<qsizetype>(width - 1, 0)) + u'…';
}

QString joined(const QStringList &cells)
{
    QString line = cells.join(QString(Gap, u' '));
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

QList<qsizetype> Table::columnWidths(int width) const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_titles.size(); ++column) {
        qsizetype widest = m_titles.at(column).size();
        for (const auto &row : m_rows)
            widest = std::max(widest, row.at(column).text.size());
        widths.append(widest);
    }
    if (width <= 0)
        return widths;
    const qsizetype gaps = Gap * (widths.size() - 1);
    qsizetype excess = std::accumulate(widths.cbegin(), widths.cend(), gaps) - width;
    while (excess > 0) {
        const auto widest = std::ranges::max_element(widths);
        if (*widest <= NarrowestColumn)
            break;
        --*widest;
        --excess;
    }
    return widths;
}

QStringList Table::lines(int width, bool coloured) const
{
    const auto widths = columnWidths(width);
    QStringList lines;
    QStringList titles;
    for (qsizetype column = 0; column < m_titles.size(); ++column) {
        const QString title = cut(m_titles.at(column), widths.at(column));
        titles.append(toned(title, Tone::Dim, coloured)
                      + QString(column + 1 < m_titles.size() ? widths.at(column) - title.size() : 0, u' '));
    }
    lines.append(joined(titles));
    for (const auto &row : m_rows) {
        QStringList cells;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const QString text = cut(row.at(column).text, widths.at(column));
            cells.append(toned(text, row.at(column).tone, coloured)
                         + QString(column + 1 < row.size() ? widths.at(column) - text.size() : 0, u' '));
        }
        lines.append(joined(cells));
    }
    return lines;
}

} // namespace muster::console
