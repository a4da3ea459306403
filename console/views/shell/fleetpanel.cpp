// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/fleetpanel.h"

#include "console/views/text/ageticker.h"
#include "console/views/widgets/itemdelegate.h"

#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>

namespace muster::console {

FleetPanel::FleetPanel(const ViewParts &parts, QWidget *parent)
    : QTreeView(parent)
    , m_model(parts.fleet)
{
    setModel(&m_model);
    setItemDelegate(new ItemDelegate(parts.theme, ItemDelegate::Lines::One, this));
    header()->hide();
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(true);
    setMouseTracking(true);
    setIndentation(4 * Theme::Step);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Fleet"));
    for (int row = 0; row < m_model.rowCount(); ++row)
        expandSections({}, row, row);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &FleetPanel::expandSections);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &FleetPanel::currentMoved);
    connect(this, &QTreeView::clicked, this, &FleetPanel::open);
    connect(this, &QTreeView::activated, this, &FleetPanel::open);
    connect(&parts.theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
    // Rows that were laid out before there was any width have no height.
    connect(header(), &QHeaderView::sectionResized, this, [this] { scheduleDelayedItemsLayout(); });
    parts.ticker.repaint(viewport());
}

void FleetPanel::setPlace(const Place &place)
{
    // What is shown may have another name now: where the old one was is no place to go to.
    const QScopedValueRollback setting(m_isSettingPlace, true);
    m_model.setShown(place);
    const QModelIndex index = m_model.indexOf(FleetTree::keyOf(place));
    if (index == currentIndex() && index.isValid())
        return;
    setCurrentIndex(index);
    if (!index.isValid())
        clearSelection();
}

void FleetPanel::enterEvent(QEnterEvent *event)
{
    m_model.setHeld(true);
    QTreeView::enterEvent(event);
}

void FleetPanel::leaveEvent(QEvent *event)
{
    m_model.setHeld(false);
    QTreeView::leaveEvent(event);
}

void FleetPanel::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const TreeEntry *entry = m_model.entry(index);
    if (entry && !entry->isSection)
        QTreeView::drawBranches(painter, rect, index);
}

void FleetPanel::currentMoved(const QModelIndex &current)
{
    const TreeEntry *entry = m_model.entry(current);
    if (entry && entry->place && !m_isSettingPlace)
        Q_EMIT placeWanted(*entry->place);
}

void FleetPanel::expandSections(const QModelIndex &parent, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        const TreeEntry *entry = m_model.entry(index);
        // A system that is not well is open, so that one sees which member it is.
        if (entry && (entry->isSection || (entry->mark && *entry->mark != Mark::Well)))
            expand(index);
    }
    if (parent.isValid() && m_model.entry(parent)->isSection)
        expand(parent);
}

void FleetPanel::open(const QModelIndex &index)
{
    const TreeEntry *entry = m_model.entry(index);
    if (!entry)
        return;
    if (!entry->folds.isEmpty())
        m_model.toggleFold(QString(entry->folds));
    else if (entry->place)
        Q_EMIT placeWanted(*entry->place);
}

} // namespace muster::console
