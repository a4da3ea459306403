// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/tableview.h"

#include "console/views/models/cell.h"
#include "console/views/models/tableproxy.h"
#include "console/views/text/ageticker.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/columnfit.h"
#include "console/views/widgets/itemdelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

TableView::TableView(const ViewParts &parts, const QString &name, TableProxy &proxy, QWidget *parent)
    : QTreeView(parent)
    , m_parts(parts)
    , m_name(name)
    , m_proxy(proxy)
{
    setModel(&proxy);
    setItemDelegate(new ItemDelegate(parts.theme, ItemDelegate::Lines::One, this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setItemsExpandable(false);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    setFrameShape(NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setMouseTracking(true);
    header()->setSectionsMovable(true);
    header()->setStretchLastSection(true);
    header()->setHighlightSections(false);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setMinimumSectionSize(48);
    connect(header(), &QHeaderView::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu;
        fillColumnsMenu(menu);
        menu.exec(header()->mapToGlobal(at));
    });
    connect(&parts.theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
    parts.ticker.repaint(viewport());
    m_unfold.setSingleShot(true);
    connect(&m_unfold, &QTimer::timeout, this, &TableView::unfold);
    const auto unfoldSoon = [this] {
        if (rootIsDecorated())
            m_unfold.start(0);
    };
    connect(&proxy, &QAbstractItemModel::rowsInserted, this, unfoldSoon);
    connect(&proxy, &QAbstractItemModel::layoutChanged, this, unfoldSoon);
    connect(&proxy, &QAbstractItemModel::modelReset, this, unfoldSoon);
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &row) { m_folded.insert(row.data(KeyRole).toString()); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &row) { m_folded.remove(row.data(KeyRole).toString()); });
    restoreColumns();
    header()->viewport()->installEventFilter(this);
    connect(header(), &QHeaderView::sectionResized, this, [this] {
        if (!m_isFitting && m_isHeaderPressed)
            m_areFitted = false;
    });
}

TableView::~TableView()
{
    keepColumns();
}

void TableView::setGrouped(bool isGrouped)
{
    setRootIsDecorated(isGrouped);
    setItemsExpandable(isGrouped);
    m_folded.clear();
    if (isGrouped)
        m_unfold.start(0);
}

void TableView::copy(CopyForm form) const
{
    QApplication::clipboard()->setText(exportRows(rowsToCopy(), shownColumns(), form));
}

void TableView::fillColumnsMenu(QMenu &menu)
{
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column > 0);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
            fitColumns();
        });
    }
    if (m_areFitted)
        return;
    menu.addSeparator();
    //: gives the columns of a table their own widths again
    connect(menu.addAction(tr("Fit to the window")), &QAction::triggered, this, [this] {
        m_areFitted = true;
        fitColumns();
    });
}

void TableView::fillCopyMenu(QMenu &menu)
{
    //: copies the selected rows of a table
    connect(menu.addAction(tr("Copy as text")), &QAction::triggered, this, [this] { copy(CopyForm::Text); });
    //: copies the selected rows of a table, for spreadsheets
    connect(menu.addAction(tr("Copy as TSV")), &QAction::triggered, this, [this] { copy(CopyForm::Tsv); });
    //: copies the selected rows of a table
    connect(menu.addAction(tr("Copy as JSON")), &QAction::triggered, this, [this] { copy(CopyForm::Json); });
}

QModelIndexList TableView::selectedSourceRows() const
{
    QModelIndexList selected = rows(true);
    for (QModelIndex &row : selected)
        row = m_proxy.mapToSource(row);
    return selected;
}

bool TableView::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    // A button that is down anywhere else says nothing: it may be what opened this page.
    if (watched == header()->viewport() && (isPress || event->type() == QEvent::MouseButtonRelease))
        m_isHeaderPressed = isPress;
    return QTreeView::eventFilter(watched, event);
}

void TableView::enterEvent(QEnterEvent *event)
{
    m_proxy.setHeld(true);
    QTreeView::enterEvent(event);
}

void TableView::leaveEvent(QEvent *event)
{
    m_proxy.setHeld(false);
    QTreeView::leaveEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    if (!actions().isEmpty()) {
        menu.addActions(actions());
        menu.addSeparator();
    }
    fillCopyMenu(menu);
    //: which columns of a table are shown
    fillColumnsMenu(*menu.addMenu(tr("Columns")));
    menu.exec(event->globalPos());
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy(CopyForm::Tsv);
    QTreeView::keyPressEvent(event);
}

void TableView::restoreColumns()
{
    if (header()->restoreState(m_parts.settings.state(m_name))) {
        m_areFitted = m_parts.settings.flag(fittedName(), true);
        return;
    }
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnHidden(column, !model()->headerData(column, Qt::Horizontal, ColumnShownRole).toBool());
}

void TableView::fitColumns()
{
    // No more once somebody has set a width.
    if (!m_areFitted)
        return;
    const auto told = [this](int column, int role) {
        return model()->headerData(column, Qt::Horizontal, role).toInt();
    };
    const QList<int> shown = shownColumns();
    QList<ColumnWish> wishes;
    for (const int column : shown) {
        const int width = told(column, ColumnWidthRole);
        const int least = told(column, ColumnLeastRole);
        wishes.append({width, least > 0 ? least : leastWidthOf(width)});
    }
    const QList<int> widths = fittedWidths(wishes, viewport()->width());
    const QScopedValueRollback fitting(m_isFitting, true);
    for (qsizetype i = 0; i < shown.size(); ++i)
        setColumnWidth(shown.at(i), widths.at(i));
}

void TableView::resizeEvent(QResizeEvent *event)
{
    fitColumns();
    QTreeView::resizeEvent(event);
}

void TableView::keepColumns() const
{
    m_parts.settings.setState(m_name, header()->saveState());
    m_parts.settings.setFlag(fittedName(), m_areFitted);
}

QString TableView::fittedName() const
{
    return m_name + u".fitted"_s;
}

QList<int> TableView::shownColumns() const
{
    QList<int> columns;
    for (int at = 0; at < header()->count(); ++at) {
        if (const int column = header()->logicalIndex(at); !isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

QModelIndexList TableView::rowsToCopy() const
{
    return rows(selectionModel()->hasSelection());
}

QModelIndexList TableView::rows(bool onlySelected) const
{
    const QModelIndexList chosen = selectionModel()->selectedRows();
    const QSet<QModelIndex> selected(chosen.cbegin(), chosen.cend());
    QModelIndexList found;
    const auto take = [&](const QModelIndex &row, bool isWanted) {
        if (isWanted || !onlySelected || selected.contains(row))
            found.append(row);
    };
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex top = model()->index(row, 0);
        const int below = model()->rowCount(top);
        if (below == 0)
            take(top, false);
        for (int child = 0; child < below; ++child)
            take(model()->index(child, 0, top), selected.contains(top));
    }
    return found;
}

void TableView::unfold()
{
    if (m_folded.isEmpty())
        return expandAll();
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex top = model()->index(row, 0);
        if (!m_folded.contains(top.data(KeyRole).toString()))
            expand(top);
    }
}

} // namespace muster::console
