// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/terminaltext.h"

#include <QList>
#include <QStringList>

namespace muster::console {

/// A table for people: aligned columns, the last one as wide as its text.
class Table
{
public:
    struct Cell
    {
        Cell(const QString &cellText, Tone cellTone = Tone::Plain)
            : text(safeText(cellText))
            , tone(cellTone)
        {
        }

        QString text;
        Tone tone;
    };

    explicit Table(const QStringList &titles)
        : m_titles(titles)
    {
    }

    /// One cell a title.
    void addRow(const QList<Cell> &cells) { m_rows.append(cells); }
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }

    /// The lines, titles first. @param width of the terminal: longer lines lose from their widest columns,
    /// with an ellipsis; 0 for no limit
    [[nodiscard]] QStringList lines(int width, bool coloured) const;

private:
    [[nodiscard]] QList<qsizetype> columnWidths(int width) const;

    QStringList m_titles;
    QList<QList<Cell>> m_rows;
};

} // namespace muster::console
