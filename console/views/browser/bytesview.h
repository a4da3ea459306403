// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QAbstractScrollArea>

namespace muster::console {

/// Rows of fixed-width text of which only those that are seen are made: any number of them. Rows can be
/// marked, and copied. The base of the views of text and of bytes.
class BytesView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit BytesView(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] qint64 rowCount() const { return m_rowCount; }
    [[nodiscard]] qint64 currentRow() const { return m_current; }
    /// Makes it current and shows it, with room around.
    void goTo(qint64 row);
    /// Puts the marked rows on the clipboard, up to a limit. @return how many
    qint64 copy() const;
    void selectAll();
    /// What is shown of a row, for people and screen readers.
    [[nodiscard]] virtual QString rowText(qint64 row) const = 0;

Q_SIGNALS:
    void currentChanged(qint64 row);

protected:
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int characterWidth() const;
    /// Other rows are there, so many.
    void resetRows(qint64 count);
    /// Characters of the widest row that was painted, from where the row's content begins.
    void noteWidth(qsizetype characters);
    virtual void paintRow(QPainter &painter, qint64 row, const QRect &area) = 0;
    [[nodiscard]] int leftOffset() const;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] qint64 firstRow() const;
    [[nodiscard]] qint64 rowsOnPage() const;
    [[nodiscard]] qint64 rowAt(int y) const;
    void setCurrent(qint64 row, bool extends);
    void showRow(qint64 row);
    void fitBars();

    const Theme &m_theme;
    qint64 m_rowCount = 0;
    qint64 m_current = 0;
    qint64 m_anchor = 0;
    qint64 m_rowsAStep = 1; ///< of the scroll bar, which counts in int
    qsizetype m_widest = 0;
};

} // namespace muster::console
