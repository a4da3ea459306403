// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/units/watchwriting.h"
#include "shared/model/unitconfig.h"

#include <QAbstractListModel>

namespace muster::console {

/// Nodes whose watch list can be written, each with a box to tick: what its file says now against what is to
/// be written, and what came of it. A list of two lines each.
class WatchNodes : public QAbstractListModel
{
    Q_OBJECT
public:
    /// All nodes of the fleet, by name, follows how they answer. @param checked ids of those ticked at first
    WatchNodes(const Fleet &fleet, const QStringList &checked, QObject *parent = nullptr);

    /// The file it is about, and the hash of what it is to say.
    void setFile(const QString &name, const QString &hash);

    [[nodiscard]] QStringList checked() const; ///< that can be written to
    /// Of checked(): those where the last writing failed, or all where none did.
    [[nodiscard]] QStringList due() const;
    [[nodiscard]] int failedCount() const; ///< of checked()
    [[nodiscard]] int writtenCount() const; ///< of checked()
    [[nodiscard]] QStringList failures() const; ///< "drawer-b: not written: ...", one a node

    /// Those that are ticked or current, can be read and have not been.
    [[nodiscard]] QStringList takeUnread(const QModelIndex &current);
    void setConfig(const QString &nodeId, const Result<UnitConfig> &config);

    /// The file on a node; nothing while it is not known, or there is none.
    [[nodiscard]] std::optional<UnitConfigFile> fileOf(const QString &nodeId) const;
    [[nodiscard]] bool isRead(const QString &nodeId) const;
    [[nodiscard]] QStringList fileNames() const; ///< of all nodes that were read, each once
    [[nodiscard]] QString nameOf(const QString &nodeId) const;
    [[nodiscard]] QString idOf(const QModelIndex &index) const;

    void setWriting(const QStringList &nodeIds);
    void setAnswer(const WatchAnswer &answer, bool isRemoval);
    void forgetAnswers(); ///< something else is to be written now

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void checkedChanged();

private:
    enum class Outcome { None, Writing, Written, Failed };
    struct Entry
    {
        QString nodeId;
        QString name;
        WatchAccess access = WatchAccess::Silent;
        bool isChecked = false;
        bool isAsked = false; ///< its files were asked for
        std::optional<UnitConfig> config = {};
        QString unreadable = {}; ///< why it has none
        Outcome outcome = Outcome::None;
        QString outcomeText = {};
    };

    [[nodiscard]] Entry *find(const QString &nodeId);
    [[nodiscard]] const Entry *find(const QString &nodeId) const;
    [[nodiscard]] const UnitConfigFile *fileOf(const Entry &entry) const;
    [[nodiscard]] QString words(const Entry &entry) const;
    [[nodiscard]] QString fileWords(const Entry &entry) const;
    [[nodiscard]] QVariant mark(const Entry &entry) const;
    void followFleet();
    void tell(const Entry &entry);

    const Fleet &m_fleet;
    QList<Entry> m_entries;
    QString m_file;
    QString m_hash;
};

} // namespace muster::console
