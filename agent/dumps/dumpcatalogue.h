// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"

#include "agent/dumps/dumpindex.h"

#include <QObject>
#include <QSet>

#include <map>
#include <optional>

namespace muster::agent {

/// All dumps of a node, also those that are being made and those that failed: in memory, and in an index
/// beside their folders, so that no folder is opened to list them. What of the index is missing or wrong is
/// made up from the folders. Used on the agent's own thread.
class DumpCatalogue : public QObject
{
    Q_OBJECT
public:
    /// Failed ones are listed until somebody deletes them, or so many newer ones have failed.
    static constexpr qsizetype MaxFailed = 256;

    /// @param stateFolder exists; holds dumps/ and dumps.index
    explicit DumpCatalogue(const QString &stateFolder, QObject *parent = nullptr);

    /// Reads what there is. Those that were being made are in unfinished() afterwards.
    void load();
    /// Entries that have no end, oldest first.
    [[nodiscard]] QList<DumpEntry> unfinished() const;

    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }
    /// Newest first. Error NotFound for an `after` that is not there (any more).
    [[nodiscard]] Result<DumpPage> page(const QString &after, int limit) const;
    [[nodiscard]] std::optional<DumpEntry> entry(const QString &id) const;
    /// Whether it is only shown.
    [[nodiscard]] bool isShown(const QString &id) const { return m_shown.contains(id); }
    /// All that have a folder, oldest first.
    [[nodiscard]] QList<DumpEntry> whole() const;
    /// Where a dump that is whole has its members and its manifest; others are not there.
    [[nodiscard]] QString folder(const QString &id) const { return m_folder + u'/' + id; }
    [[nodiscard]] const QString &folder() const { return m_folder; } ///< of all dumps
    /// "bmc-20261126T104500Z", and a number behind it for the next one of the same second.
    [[nodiscard]] QString freeId(const QString &type, Timestamp at) const;

    /// Adds or changes an entry, durably before it returns. Errors: Io; then it counts only until the agent
    /// ends.
    Result<void> put(const DumpEntry &entry);
    /// The same, told and listed but not kept: what the next agent finds out for itself.
    void show(const DumpEntry &entry);
    /// Somebody has all of it; durable before it returns. A copy at the same place is replaced, and beyond
    /// DumpCopy::MaxCopies the oldest is forgotten. Errors: NotFound; Conflict when it is not whole or its
    /// digest is another; Io.
    [[nodiscard]] Result<DumpEntry> markOffloaded(const QString &id, const DumpCopy &copy);
    /// Takes entries out, durably before it returns; their folders are somebody else's work. Unknown ones are
    /// no error. Errors: Io; then they are out until the agent ends.
    Result<void> erase(const QStringList &ids);

Q_SIGNALS:
    void loaded();
    void changed(const muster::DumpEntry &entry);
    void erased(const QString &id);

private:
    /// Newest first.
    struct Place
    {
        Timestamp at;
        QString id;
        friend bool operator<(const Place &one, const Place &other)
        {
            return one.at != other.at ? one.at > other.at : one.id > other.id;
        }
    };
    void set(const DumpEntry &entry);
    bool drop(const QString &id);
    bool adopt(const QHash<QString, DumpEntry> &known);
    void boundFailed();
    void shorten();
    void writeIndex();

    QString m_folder;
    DumpIndex m_index;
    std::map<Place, DumpEntry> m_entries;
    QHash<QString, Timestamp> m_times; ///< by id
    QSet<QString> m_shown; ///< ids that the index has not
};

/// The entry of a dump that is whole, as its manifest tells it.
[[nodiscard]] DumpEntry entryOf(const DumpManifest &manifest);

/// Whether a dump in this state stays in it.
[[nodiscard]] constexpr bool isEnd(DumpState state)
{
    return state == DumpState::Complete || state == DumpState::Partial || state == DumpState::Failed;
}

/// Whether a dump in this state has a folder.
[[nodiscard]] constexpr bool isWhole(DumpState state)
{
    return state == DumpState::Complete || state == DumpState::Partial;
}

} // namespace muster::agent
