// SPDX-License-Identifier: Apache-2.0
#include "console/archive/folderarchive.h"

#include "shared/store/atomicfile.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

class FolderSource : public EntrySource
{
public:
    explicit FolderSource(const QString &folder)
        : m_folder(folder)
    {
    }

    [[nodiscard]] Result<SharedBytes> bytes(const ArchiveEntry &entry, const WorkWatch &) const override
    {
        const QString path = m_folder + u'/' + entry.path;
        // What was a file when the folder was read may be a link now.
        auto file = std::make_shared<FileDescriptor>(
            ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat status{};
        if (!file->isOpen() || ::fstat(file->get(), &status) != 0)
            return fail(ioError(u"open the file"_s, path, errno));
        if (!S_ISREG(status.st_mode))
            return fail({ErrorCode::Invalid, u"this is no regular file any more"_s, path, {}, {}});
        return partOf(SharedFile(std::move(file)), 0, status.st_size, path);
    }

private:
    QString m_folder;
};

EntryKind kindOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return EntryKind::Folder;
    case S_IFLNK:
        return EntryKind::SymLink;
    case S_IFBLK:
    case S_IFCHR:
        return EntryKind::Device;
    case S_IFIFO:
    case S_IFSOCK:
        return EntryKind::Pipe;
    default:
        return EntryKind::File;
    }
}

} // namespace

Result<OpenedArchive> openFolder(const QString &path, const ArchiveLimits &limits, const WorkWatch &watch)
{
    OpenedArchive opened;
    opened.format = u"folder"_s;
    opened.source = std::make_shared<FolderSource>(path);
    QList<ArchiveEntry> &entries = opened.index.entries;
    QDirIterator files(path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (watch.isStopped())
            return stopped(path);
        if (entries.size() >= limits.entries) {
            opened.index.damage = Error{ErrorCode::TooLarge,
                                        u"the folder has more than %1 entries"_s.arg(limits.entries),
                                        path,
                                        {},
                                        u"the others are not shown"_s};
            break;
        }
        struct stat status{};
        if (::lstat(QFile::encodeName(file).constData(), &status) != 0)
            continue; // It went away while we looked.
        ArchiveEntry entry;
        entry.path = QDir(path).relativeFilePath(file);
        entry.kind = kindOf(status.st_mode);
        entry.mode = int(status.st_mode & 07777);
        entry.size = entry.kind == EntryKind::File ? status.st_size : 0;
        entry.modifiedAt = Timestamp(std::chrono::seconds(status.st_mtim.tv_sec));
        if (entry.kind == EntryKind::SymLink)
            entry.target = files.fileInfo().readSymLink();
        entries.append(entry);
    }
    std::ranges::sort(entries, {}, &ArchiveEntry::path);
    return opened;
}

} // namespace muster::console
