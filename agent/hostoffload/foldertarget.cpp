// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/foldertarget.h"

#include "shared/store/atomicfile.h"
#include "shared/tls/sha256.h"
#include "shared/wire/filedescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype ReadBytes = 64 * 1024;

Result<HostFile> hashed(const FileDescriptor &file, const QString &path, const std::stop_token &stop)
{
    HostFile found;
    Sha256 hash;
    std::array<char, ReadBytes> buffer;
    for (;;) {
        if (stop.stop_requested())
            return fail(hostOffloadStopped());
        const ssize_t got = ::pread(file.get(), buffer.data(), buffer.size(), found.size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ioError(u"read"_s, path, errno));
        if (got == 0)
            break;
        hash.add(QByteArrayView(buffer.data(), got));
        found.size += got;
    }
    found.sha256 = hash.result();
    return found;
}

/// Empties it and writes all, durably.
Result<void> fill(const FileDescriptor &file, const QString &path, const HostBlob &blob,
                  const std::stop_token &stop)
{
    if (::ftruncate(file.get(), 0) != 0)
        return fail(ioError(u"write"_s, path, errno));
    const auto next = blob.open();
    if (!next)
        return fail(next.error());
    for (;;) {
        if (stop.stop_requested())
            return fail(hostOffloadStopped());
        const auto piece = (*next)();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            break;
        if (!writeAll(file.get(), *piece))
            return fail(ioError(u"write"_s, path, errno));
    }
    if (::fsync(file.get()) != 0)
        return fail(ioError(u"write"_s, path, errno));
    // What is read back comes from the disk, where the file system can.
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    return {};
}

/// Gives a file its name, which nothing may have unless it is replaced.
bool renameFile(const QByteArray &from, const QByteArray &to, bool replaces)
{
    if (replaces)
        return ::rename(from.constData(), to.constData()) == 0;
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    // File systems that cannot, as NFS.
    return ::link(from.constData(), to.constData()) == 0 && ::unlink(from.constData()) == 0;
}

} // namespace

Result<void> FolderTarget::checkFolder() const
{
    if (QFileInfo(m_folder).isDir())
        return {};
    return fail(
        {ErrorCode::Io, u"there is no such folder"_s, m_folder, {}, u"make it, or mount the disk there"_s});
}

Result<QByteArray> FolderTarget::read(const QString &name, qint64 maxBytes, const std::stop_token &)
{
    if (const auto there = checkFolder(); !there)
        return fail(there.error());
    return readFile(pathOf(name), maxBytes);
}

Result<HostFile> FolderTarget::look(const QString &name, const std::stop_token &stop)
{
    if (const auto there = checkFolder(); !there)
        return fail(there.error());
    const QString path = pathOf(name);
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.isOpen())
        return hashed(file, path, stop);
    if (errno == ENOENT)
        return fail({ErrorCode::NotFound, u"there is no such file"_s, path, {}, {}});
    return fail(ioError(u"read"_s, path, errno));
}

Result<void> FolderTarget::put(const QString &name, const HostBlob &blob, bool replaces,
                               const std::stop_token &stop)
{
    if (auto there = checkFolder(); !there)
        return there;
    const QString path = pathOf(name);
    const QByteArray target = QFile::encodeName(path);
    const QByteArray aside = target + ".part";
    const FileDescriptor file(::open(aside.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return fail(ioError(u"write"_s, path + u".part"_s, errno));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        return fail({ErrorCode::Busy,
                     u"another program is writing this file"_s,
                     path + u".part"_s,
                     {},
                     u"wait for it, or give each a folder of its own"_s});
    }
    auto done = fill(file, path, blob, stop).and_then([&]() -> Result<void> {
        const auto there = hashed(file, path, stop);
        if (!there)
            return fail(there.error());
        if (there->size != blob.size || there->sha256 != blob.sha256)
            return fail(otherBytes(path));
        if (!renameFile(aside, target, replaces))
            return fail(errno == EEXIST ? nameIsTaken(path) : ioError(u"rename the file"_s, path, errno));
        return {};
    });
    if (!done) {
        // Nothing is left that would fill the host's disk.
        ::unlink(aside.constData());
        return done;
    }
    return syncFolder(m_folder);
}

} // namespace muster::agent
