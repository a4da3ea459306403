// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/place.h"
#include "console/views/theme/marks.h"

#include <QAbstractListModel>
#include <QList>

namespace muster::console {

/// Nodes of which failures are to be acknowledged, and what came of each. Those where it is
/// possible first, by name; a list of two lines each: what becomes of the node, and which units.
class AcknowledgeList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Outcome {
        Open,
        Forbidden, ///< this console may not there; it is not asked
        Asked,
        Done,
        Refused,
        Unreachable,
    };

    struct Entry
    {
        QString nodeId;
        QString name;
        QStringList failures; ///< ids
        QStringList units;
        Outcome outcome = Outcome::Open;
        QString why = {}; ///< what the node, or the connection to it, said
    };

    explicit AcknowledgeList(const Fleet &fleet, QObject *parent = nullptr);

    /// Of the failures those that are there and that nobody has acknowledged yet.
    void setFailures(const QList<Subject> &failures);
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    /// How many failures wait for it, where they can be acknowledged.
    [[nodiscard]] int waiting() const;
    [[nodiscard]] int nodesWith(Outcome outcome) const;
    [[nodiscard]] bool isBusy() const { return nodesWith(Outcome::Asked) > 0; }

    /// Where it has not been done yet, it is being asked for now. @return those nodes
    [[nodiscard]] QList<Entry> ask();
    void settle(const QString &nodeId, Outcome outcome, const QString &why);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void tell();
    [[nodiscard]] QString titleOf(const Entry &entry) const;
    [[nodiscard]] QString detailOf(const Entry &entry) const;
    /// What becomes of a node: Ready, or what keeps it from that.
    struct Consequence
    {
        Mark mark = Mark::Unknown;
        QString text;
    };
    [[nodiscard]] Consequence consequenceOf(const Entry &entry) const;
    [[nodiscard]] Mark markOf(const Entry &entry) const;

    const Fleet &m_fleet;
    QList<Entry> m_entries;
};

} // namespace muster::console
