// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/problemlist.h"

#include "console/views/models/rowexport.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/attention.h"
#include "console/views/widgets/itemdelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <algorithm>

namespace muster::console {

namespace {
constexpr int MaxFittedRows = 4;
} // namespace

ProblemList::ProblemList(const ViewParts &parts, QWidget *parent)
    : QListView(parent)
    , m_model(parts.fleet)
{
    m_proxy.setSourceModel(&m_model);
    m_proxy.sort(ProblemListModel::What);
    setModel(&m_proxy);
    setItemDelegate(new ItemDelegate(parts.theme, ItemDelegate::Lines::Two, this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What needs attention"));
    parts.ticker.repaint(viewport());
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &ProblemList::recount);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &ProblemList::recount);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { Q_EMIT subjectChanged(subjectOf(current)); });
    connect(this, &QListView::activated, this, &ProblemList::open);
}

void ProblemList::open(const QModelIndex &index)
{
    const QString system = m_model.systemOf(index);
    if (system.isEmpty())
        Q_EMIT opened(subjectOf(index));
    else
        Q_EMIT systemOpened(system);
}

void ProblemList::hideWhatBannersSay()
{
    m_proxy.setCondition(
        [](const QModelIndex &row) { return !AttentionList::isOfNodeItself(row.data(KeyRole).toString()); });
}

void ProblemList::selectFirst()
{
    if (!currentIndex().isValid())
        setCurrentIndex(m_proxy.index(0, 0));
}

void ProblemList::setFitted()
{
    m_maxRows = MaxFittedRows;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    recount();
}

QSize ProblemList::sizeHint() const
{
    if (m_maxRows == 0)
        return QListView::sizeHint();
    const int row = m_proxy.rowCount() > 0 ? sizeHintForRow(0) : 0;
    return {QListView::sizeHint().width(), row * std::min(m_maxRows, m_proxy.rowCount())};
}

QSize ProblemList::minimumSizeHint() const
{
    return {QListView::minimumSizeHint().width(), m_maxRows == 0 ? 60 : sizeHint().height()};
}

void ProblemList::enterEvent(QEnterEvent *event)
{
    m_proxy.setHeld(true);
    QListView::enterEvent(event);
}

void ProblemList::leaveEvent(QEvent *event)
{
    m_proxy.setHeld(false);
    QListView::leaveEvent(event);
}

void ProblemList::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QListView::keyPressEvent(event);
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    const QList<int> columns{ProblemListModel::What, ProblemListModel::Why, ProblemListModel::Remedy,
                             ProblemListModel::Since};
    QApplication::clipboard()->setText(exportRows(rows, columns, CopyForm::Tsv));
}

Subject ProblemList::subjectOf(const QModelIndex &index) const
{
    return {index.data(NodeIdRole).toString(), index.data(ObjectIdRole).toString(), {}};
}

void ProblemList::recount()
{
    if (m_maxRows > 0)
        setVerticalScrollBarPolicy(count() > m_maxRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    updateGeometry();
    Q_EMIT countChanged(count());
}

} // namespace muster::console
