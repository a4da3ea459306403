// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/cell.h"

#include <QAbstractTableModel>

#include <deque>

namespace muster::console {

/// What happened on all nodes since the console was started, oldest first. Grows at its end in batches; the
/// oldest go when there are too many.
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxEvents = 20'000;
    static constexpr qsizetype DropAtOnce = 1'000; ///< so that dropping is rare

    enum Columns { Time, Node, Severity, What, About, Topic, Sequence };

    explicit EventTableModel(const Fleet &fleet, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// Events from before, oldest first; they go before those that have come since.
    void prepend(const QList<FleetEvent> &events);
    [[nodiscard]] const FleetEvent *event(int number) const; ///< null beyond the end

private:
    void append(const QList<FleetEvent> &events);
    void dropOldest();
    [[nodiscard]] QString text(const FleetEvent &event, int column) const;
    [[nodiscard]] QString nodeName(const FleetEvent &event) const;

    const Fleet &m_fleet;
    QList<Column> m_columns;
    std::deque<FleetEvent> m_events;
};

} // namespace muster::console
