// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/rowexport.h"
#include "console/views/viewparts.h"

#include <QSet>
#include <QTimer>
#include <QTreeView>

class QMenu;

namespace muster::console {

class TableProxy;

/// A table as all of the console's are: sorts, copies, lets choose columns and remembers them, repaints ages,
/// and does not re-sort while the pointer is over it. Actions added to it are in its menu.
class TableView : public QTreeView
{
    Q_OBJECT
public:
    /// @param name under which columns are remembered
    TableView(const ViewParts &parts, const QString &name, TableProxy &proxy, QWidget *parent = nullptr);
    ~TableView() override;

    /// Rows have headings above them, which can be folded. What comes is unfolded.
    void setGrouped(bool isGrouped);
    /// Puts the selected rows (all rows, when none is selected) on the clipboard.
    void copy(CopyForm form) const;
    void fillColumnsMenu(QMenu &menu);
    void fillCopyMenu(QMenu &menu);
    /// First cells, in the order shown; of a heading all that is under it.
    [[nodiscard]] QModelIndexList selectedSourceRows() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restoreColumns();
    void keepColumns() const;
    [[nodiscard]] QString fittedName() const; ///< in the settings
    void fitColumns();
    [[nodiscard]] QList<int> shownColumns() const; ///< logical, in the order shown
    /// All rows that are no headings, or those of them that are selected, in the order shown.
    [[nodiscard]] QModelIndexList rows(bool onlySelected) const;
    [[nodiscard]] QModelIndexList rowsToCopy() const;
    void unfold();

    const ViewParts m_parts;
    QString m_name;
    TableProxy &m_proxy;
    bool m_areFitted = true; ///< column widths are ours, not the person's
    bool m_isFitting = false;
    QSet<QString> m_folded; ///< keys of headings
    QTimer m_unfold; ///< once for many rows
    bool m_isHeaderPressed = false; ///< somebody may be dragging the edge of a column
};

} // namespace muster::console
