// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumpseal.h"

#include "agent/dumps/memberfile.h"

#include <QSet>

#include <memory>

namespace muster::agent {

/// A dump while it is made: a hidden folder that gets the dump's name once it is whole. What is safe in it is
/// written down member by member, so that an agent that was killed can still make a partial dump of it.
/// Belongs to one thread; blocks on the disk.
class DumpPackage
{
public:
    /// Makes the hidden folder in `dumpsFolder`, and that one too where it is not there yet. Errors: Io,
    /// Forbidden.
    [[nodiscard]] static Result<std::unique_ptr<DumpPackage>> begin(const QString &dumpsFolder,
                                                                    const QString &id, qint64 maxBytes);
    /// What a killed agent left of a dump. Errors: NotFound when nothing of it is safe.
    [[nodiscard]] static Result<std::unique_ptr<DumpPackage>> resume(const QString &dumpsFolder,
                                                                     const QString &id);
    /// Removes the folder, unless the dump was finished or left.
    ~DumpPackage();

    [[nodiscard]] const QList<DumpMember> &members() const { return m_members; }
    [[nodiscard]] bool has(const QString &member) const { return m_names.contains(member); }
    [[nodiscard]] qint64 bytesLeft() const { return m_bytesLeft; }

    /// A file for a member; it counts once add() names it. Errors: Invalid for a name that no member may
    /// have or that is taken; QuotaExceeded when the dump is as large as it may be; Io.
    [[nodiscard]] Result<MemberFile> open(const QString &name, qint64 maxBytes);
    /// Takes a member whose file is finished, or that is only named as missing. Errors: Io.
    [[nodiscard]] Result<void> add(const DumpMember &member);
    /// Removes the file of a member that is not to count.
    void discard(const QString &name);

    /// Writes the manifest, with these members, and gives the dump its name. Durable when it returns.
    /// Errors: Io; then it is as if it had not been asked for.
    /// @param replaces takes the place of a dump of that name, which is then gone
    [[nodiscard]] Result<DumpManifest> finish(DumpManifest head, bool replaces = false);
    /// The same for a copy of a dump that another node has made: its manifest stays as it is.
    /// @param digest that the dump must have; Conflict when it has another
    [[nodiscard]] Result<DumpManifest> finishAs(QByteArrayView manifestJson, const QString &digest);
    /// Keeps the folder as it is, for resume().
    void leave() { m_isKept = true; }

private:
    DumpPackage(QString dumpsFolder, QString id, qint64 maxBytes);
    [[nodiscard]] QString pathOf(const QString &name) const { return m_making + u'/' + name; }
    [[nodiscard]] Result<DumpSeal> sealAs(QByteArrayView manifestJson) const;
    [[nodiscard]] Result<void> giveName(bool replaces);
    [[nodiscard]] int takePlace(const QString &whole, bool replaces) const;
    [[nodiscard]] Result<void> makeFoldersOf(const QString &name) const;

    QString m_dumpsFolder;
    QString m_id;
    QString m_making;
    qint64 m_bytesLeft;
    QList<DumpMember> m_members;
    QSet<QString> m_names;
    FileDescriptor m_safe; ///< a line for each member
    bool m_isKept = false;
};

/// What killed agents left half-made or half-deleted, except of these dumps: names in the folder. To be asked
/// for before anything new is begun in it.
[[nodiscard]] QStringList leftovers(const QString &dumpsFolder, const QSet<QString> &exceptIds);

/// Removes such folders.
void removeLeftovers(const QString &dumpsFolder, const QStringList &names);

/// Takes a dump out of sight: from then on it is a leftover. Durable when it returns. Errors: NotFound, Io.
[[nodiscard]] Result<void> hideDump(const QString &dumpsFolder, const QString &id);

/// Removes a dump that was taken out of sight.
void removeHidden(const QString &dumpsFolder, const QString &id);

/// Reads and checks the manifest of a dump that is whole. Errors: NotFound, Io, Invalid.
[[nodiscard]] Result<DumpManifest> readManifest(const QString &folder);

} // namespace muster::agent
