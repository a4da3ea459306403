// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleettreemodel.h"
#include "console/views/viewparts.h"

#include <QTreeView>

namespace muster::console {

/// The left side: the fleet as a tree. Selecting an entry opens its page.
class FleetPanel : public QTreeView
{
    Q_OBJECT
public:
    explicit FleetPanel(const ViewParts &parts, QWidget *parent = nullptr);

    /// Selects the entry of a place, unfolding what hides it.
    void setPlace(const Place &place);

Q_SIGNALS:
    void placeWanted(const muster::console::Place &place);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void currentMoved(const QModelIndex &current);
    void expandSections(const QModelIndex &parent, int first, int last);
    void open(const QModelIndex &index);

    FleetTreeModel m_model;
    bool m_isSettingPlace = false;
};

} // namespace muster::console
