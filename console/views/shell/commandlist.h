// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/cell.h"
#include "console/views/place.h"

#include <QAbstractListModel>
#include <QCoreApplication>

#include <functional>

namespace muster::console {

/// Something that can be found or done by typing.
struct Command
{
    QString text;
    QString kind; ///< "node", "unit on drawer-b", "page", "action"
    std::optional<Mark> mark = {};
    bool isFixed = false;
    std::function<void()> run;
};

/// Where the fleet can lead one: pages, systems, nodes and units.
class FleetCommands
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::FleetCommands)
public:
    using Open = std::function<void(const Place &, const Subject &)>;

    [[nodiscard]] static QList<Command> of(const Fleet &fleet, const Open &open);
};

/// The commands that match what was typed, best first, at most MaxShown.
class CommandList : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxShown = 40;

    using QAbstractListModel::QAbstractListModel;

    void setCommands(const QList<Command> &commands);
    void setWords(const QString &words);
    void run(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static int rank(const Command &command, const QStringList &words); ///< -1: no match

    QList<Command> m_all;
    QList<Command> m_shown;
    QString m_words;
};

} // namespace muster::console
