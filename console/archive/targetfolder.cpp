// SPDX-License-Identifier: Apache-2.0
#include "console/archive/targetfolder.h"

#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxNameBytes = 255; ///< of one part of a path, on every file system of Linux
constexpr auto PartName = ".muster-extracting";
constexpr mode_t FileMode = 0644;
constexpr mode_t FolderMode = 0755;

int openBelow(int folder, const QByteArray &name)
{
    return ::openat(folder, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool rename(int folder, const QByteArray &name, bool mayOverwrite)
{
    if (mayOverwrite)
        return ::renameat(folder, PartName, folder, name.constData()) == 0;
    return ::renameat2(folder, PartName, folder, name.constData(), RENAME_NOREPLACE) == 0;
}

void setTime(int fd, Timestamp time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
    const timespec at{seconds.count(), 0};
    const timespec both[]{at, at};
    ::futimens(fd, both);
}

} // namespace

Result<TargetFolder> TargetFolder::open(const QString &path)
{
    if (!QDir().mkpath(path))
        return fail(ioError(u"make the folder"_s, path, errno));
    FileDescriptor folder(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return fail(ioError(u"open the folder"_s, path, errno));
    return TargetFolder(std::move(folder), path);
}

qint64 TargetFolder::freeBytes() const
{
    struct statvfs disk{};
    return ::fstatvfs(m_folder.get(), &disk) == 0 ? qint64(disk.f_bavail) * qint64(disk.f_frsize) : INT64_MAX;
}

Result<QStringList> TargetFolder::safeParts(const QString &path)
{
    if (path.startsWith(u'/'))
        return fail(ErrorCode::Forbidden, u"its path is absolute"_s);
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (part == u".."_s)
            return fail(ErrorCode::Forbidden, u"its path leads out of the folder"_s);
        if (part.contains(QChar::Null))
            return fail(ErrorCode::Forbidden, u"its path has a zero in it"_s);
        if (QFile::encodeName(part).size() > MaxNameBytes)
            return fail(ErrorCode::TooLarge,
                        u"a part of its path is longer than %1 bytes"_s.arg(MaxNameBytes));
    }
    if (parts.isEmpty())
        return fail(ErrorCode::Invalid, u"it has no name"_s);
    return parts;
}

Result<FileDescriptor> TargetFolder::enter(const QStringList &folders) const
{
    FileDescriptor at(::fcntl(m_folder.get(), F_DUPFD_CLOEXEC, 0));
    for (const QString &part : folders) {
        const QByteArray name = QFile::encodeName(part);
        if (::mkdirat(at.get(), name.constData(), FolderMode) != 0 && errno != EEXIST)
            return fail(ioError(u"make the folder"_s, part, errno));
        FileDescriptor next(openBelow(at.get(), name));
        if (!next.isOpen()) {
            if (errno == ELOOP || errno == ENOTDIR)
                return fail({ErrorCode::Forbidden,
                             u"there is a link or a file where its folder would be"_s,
                             part,
                             {},
                             {}});
            return fail(ioError(u"open the folder"_s, part, errno));
        }
        at = std::move(next);
    }
    return at;
}

Result<void> TargetFolder::makeFolder(const QStringList &parts) const
{
    return enter(parts).transform([](const FileDescriptor &) { });
}

Result<void> TargetFolder::write(const QStringList &parts, bool mayOverwrite,
                                 std::optional<Timestamp> modifiedAt,
                                 const std::function<Result<void>(int fd)> &fill) const
{
    const auto folder = enter(parts.sliced(0, parts.size() - 1));
    if (!folder)
        return fail(folder.error());
    const QByteArray name = QFile::encodeName(parts.last());
    struct stat status{};
    const bool isThere = ::fstatat(folder->get(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (isThere && (!mayOverwrite || S_ISDIR(status.st_mode)))
        return fail(ErrorCode::Conflict, u"there is something of that name already"_s);
    ::unlinkat(folder->get(), PartName, 0); // of one that was killed
    const FileDescriptor file(
        ::openat(folder->get(), PartName, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileMode));
    if (!file.isOpen())
        return fail(ioError(u"create the file"_s, parts.join(u'/'), errno));
    const auto filled = fill(file.get());
    if (filled && modifiedAt)
        setTime(file.get(), *modifiedAt);
    if (filled && rename(folder->get(), name, mayOverwrite))
        return {};
    const int systemError = errno;
    ::unlinkat(folder->get(), PartName, 0);
    if (!filled)
        return fail(filled.error());
    if (systemError == EEXIST)
        return fail(ErrorCode::Conflict, u"there is something of that name already"_s);
    return fail(ioError(u"name the file"_s, parts.join(u'/'), systemError));
}

} // namespace muster::console
