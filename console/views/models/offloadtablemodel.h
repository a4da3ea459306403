// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/offloaddesk.h"
#include "console/views/models/rowmodel.h"

#include <QElapsedTimer>
#include <QTimer>

namespace muster::console {

/// Dumps that are being fetched or were, by when they were asked for.
class OffloadTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Dump, Node, State, Progress, Rate, Left, Folder, Why };

    static constexpr std::chrono::milliseconds Interval{1'000}; ///< how often what runs is looked at

    /// @param desk outlives this
    explicit OffloadTableModel(const OffloadDesk &desk, QObject *parent = nullptr);

    /// The number of a row's offload.
    [[nodiscard]] static int idOf(const QModelIndex &row);

private:
    void refresh(int id);
    void refreshAll();
    void refreshRunning();
    [[nodiscard]] Row rowOf(int id, const OffloadItem &item) const;

    struct Pace
    {
        qint64 received = 0;
        qint64 rate = 0; ///< bytes a second
        QElapsedTimer since;
    };
    const OffloadDesk &m_desk;
    QHash<int, Pace> m_paces;
    QTimer m_tick;
};

} // namespace muster::console
