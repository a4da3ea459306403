// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archivelimits.h"
#include "console/archive/entrysource.h"
#include "shared/model/dump.h"

#include <QHash>
#include <QMutex>

#include <memory>

namespace muster::console {

/// What a member's bytes are, ready to be shown.
struct MemberContent
{
    SharedBytes bytes; ///< unpacked, when the member was packed by itself
    DumpContent kind = DumpContent::Binary;
    QString packing; ///< how it was packed by itself; empty when it was not
    QString damage; ///< why that is not everything; empty when it is
};

/// A dump that was brought to this machine, opened to be looked into: ours, OpenBMC's, SONiC's, a sos report,
/// any tar or zip archive, a folder. Immutable once open; threads may share it. Calls block on the disk.
class DumpArchive
{
public:
    /// Reads what is in it. Errors: NotFound; Invalid for what is no archive; Io, QuotaExceeded, Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const DumpArchive>>
    open(const QString &path, const ArchiveLimits &limits = {}, const WorkWatch &watch = {});

    /// The same for a member that is an archive in itself. @param path by which it is called
    [[nodiscard]] static Result<std::shared_ptr<const DumpArchive>>
    openMember(const DumpArchive &outer, qsizetype entry, const QString &path,
               const ArchiveLimits &limits = {}, const WorkWatch &watch = {});

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QString &format() const { return m_opened.format; } ///< "tar, zstd"
    [[nodiscard]] qint64 packedSize() const { return m_packedSize; } ///< of the file; 0 for a folder
    [[nodiscard]] const QList<ArchiveEntry> &entries() const { return m_opened.index.entries; }
    [[nodiscard]] const std::optional<Error> &damage() const { return m_opened.index.damage; }
    /// What the dump says of itself; absent for archives that are not ours.
    [[nodiscard]] const std::optional<DumpManifest> &manifest() const { return m_manifest; }
    /// The folder that everything is in, with a / at its end; empty when there is no such one.
    [[nodiscard]] const QString &root() const { return m_root; }
    /// A path below root().
    [[nodiscard]] QString relativePath(const ArchiveEntry &entry) const;
    /// What the manifest says of an entry; null when nothing.
    [[nodiscard]] const DumpMember *member(const ArchiveEntry &entry) const;

    /// The number of the entry of that path, as it is or below root(); the last where there are several, as
    /// tar itself has it. Errors: NotFound.
    [[nodiscard]] Result<qsizetype> find(const QString &path) const;

    /// The bytes of a file, as they are in the archive; of a hard link those of the file it is of.
    /// Errors: Invalid for what is no file; Io and what EntrySource says.
    [[nodiscard]] Result<SharedBytes> bytes(qsizetype entry, const WorkWatch &watch = {}) const;
    /// The same, unpacked where it is packed by itself, and what it is.
    [[nodiscard]] Result<MemberContent> content(qsizetype entry, const WorkWatch &watch = {}) const;

private:
    DumpArchive() = default;

    void take(OpenedArchive opened, const WorkWatch &watch);
    void findRoot();
    void readManifest(const WorkWatch &watch);

    QString m_path;
    qint64 m_packedSize = 0;
    ArchiveLimits m_limits;
    OpenedArchive m_opened;
    QString m_root;
    QHash<QString, qsizetype> m_byPath;
    std::optional<DumpManifest> m_manifest;
    QHash<QString, qsizetype> m_memberByName;
    mutable QMutex m_mutex; ///< guards what follows
    mutable QHash<qsizetype, std::weak_ptr<const Bytes>> m_unpacked; ///< shared by those who look at one
};

using SharedDump = std::shared_ptr<const DumpArchive>;

} // namespace muster::console
