// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QAbstractListModel>
#include <QList>

namespace muster::console {

/// Things on which one action is to be done, and what came of each: a list of two lines each. What cannot be
/// done is listed with the reason and not tried; what failed may be tried again.
class WorkList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Outcome { Open, Impossible, Asked, Done, Failed };

    struct Item
    {
        QString key; ///< unique in the list
        QString title;
        QString detail; ///< what will be done
        Outcome outcome = Outcome::Open;
        QString why = {}; ///< it is impossible or failed, or what came of it
    };

    using QAbstractListModel::QAbstractListModel;

    void setItems(const QList<Item> &items);
    [[nodiscard]] const QList<Item> &items() const { return m_items; }
    [[nodiscard]] int count(Outcome outcome) const;
    [[nodiscard]] bool isBusy() const { return count(Outcome::Asked) > 0; }
    /// How many can be done, or tried again.
    [[nodiscard]] int waiting() const { return count(Outcome::Open) + count(Outcome::Failed); }

    /// All that waits is being asked for now. @return their keys
    [[nodiscard]] QStringList ask();
    void setDone(const QString &key, const QString &what);
    void setFailed(const QString &key, const Error &error);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void settle(const QString &key, Outcome outcome, const QString &why);

    QList<Item> m_items;
};

} // namespace muster::console
