// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QList>

namespace muster::console {

/// Nodes to pair with, one after the other, and what came of each. In the order they were given; a list of
/// two lines each: the node, and its address with how it stands.
class PairingQueue : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Outcome { Open, Paired, Skipped };

    struct Entry
    {
        QString address;
        QString name; ///< as the node claims; may be empty
        Outcome outcome = Outcome::Open;
        QString why = {}; ///< it could not be paired, when it was tried last
    };

    explicit PairingQueue(const QList<Entry> &entries, QObject *parent = nullptr);

    [[nodiscard]] int count() const { return int(m_entries.size()); }
    [[nodiscard]] int count(Outcome outcome) const;
    /// Number of the node that has its turn, from 0; -1 when none has.
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] const Entry &at(int number) const { return m_entries.at(number); }

    /// What the turn is about may be corrected before it is settled.
    void setAddress(const QString &address);
    /// @param number 0 to count() - 1
    void setName(int number, const QString &name);
    /// The current node could not be paired. It keeps its turn, to be tried again or given up.
    void note(const QString &why);
    /// What came of a node. If it was its turn, that ends, and the next open one has its turn.
    void settle(int number, Outcome outcome);
    /// Ends the turn of the current node without an outcome, and gives none to another.
    void pause();
    /// All that are not paired are open again, and the first of them has its turn.
    void reopen();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString wordsOf(int number) const;
    void takeNext();
    void tell();

    QList<Entry> m_entries;
    int m_current = -1;
};

} // namespace muster::console
