// SPDX-License-Identifier: Apache-2.0
#include "console/offload/partfile.h"

#include "shared/store/atomicfile.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The disk begins to write after so much, so that finish() has little to wait for.
constexpr qint64 FlushStep = 8 * 1024 * 1024;
/// What is left of the disk for others.
constexpr qint64 Margin = 1024 * 1024;

QString readable(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

} // namespace

PartFile::PartFile(QString path, FileDescriptor file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{
}

Result<PartFile> PartFile::open(const QString &path)
{
    FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return fail(ioError(u"write"_s, path, errno));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        return fail({ErrorCode::Busy,
                     u"another console is fetching this dump to the same folder"_s,
                     path,
                     {},
                     u"wait for it, or choose another folder"_s});
    }
    return PartFile(path, std::move(file));
}

Result<qint64> PartFile::size() const
{
    struct stat status = {};
    if (::fstat(m_file.get(), &status) != 0)
        return fail(ioError(u"read"_s, m_path, errno));
    return status.st_size;
}

Result<void> PartFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::pwrite(m_file.get(), bytes.data(), size_t(bytes.size()), m_at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(ioError(u"write"_s, m_path, errno));
        m_at += written;
        bytes = bytes.sliced(written);
    }
    if (m_at - m_flushed >= FlushStep) {
        ::sync_file_range(m_file.get(), m_flushed, m_at - m_flushed, SYNC_FILE_RANGE_WRITE);
        m_flushed = m_at;
    }
    return {};
}

Result<void> PartFile::reserve(qint64 bytes, bool takes)
{
    struct stat status = {};
    struct statvfs disk = {};
    if (::fstat(m_file.get(), &status) != 0 || ::fstatvfs(m_file.get(), &disk) != 0)
        return fail(ioError(u"look at the disk of"_s, m_path, errno));
    const qint64 needed = bytes - status.st_blocks * 512;
    const qint64 room = qint64(disk.f_bavail) * qint64(disk.f_frsize);
    if (needed + Margin > room) {
        return fail(
            {ErrorCode::Io,
             u"the disk has %1 left, and the dump needs up to %2 more"_s.arg(readable(room),
                                                                             readable(needed)),
             m_path,
             {},
             u"make room on the disk that holds it, or choose another folder; what was fetched is kept"_s});
    }
    // Not all file systems can; what then runs full is told by write().
    if (takes)
        (void)::fallocate(m_file.get(), FALLOC_FL_KEEP_SIZE, 0, bytes);
    return {};
}

Result<void> PartFile::finish()
{
    if (::ftruncate(m_file.get(), m_at) != 0 || ::fsync(m_file.get()) != 0)
        return fail(ioError(u"write"_s, m_path, errno));
    return {};
}

Result<qsizetype> PartFile::readAt(qint64 offset, char *into, qsizetype size) const
{
    qsizetype filled = 0;
    while (filled < size) {
        const ssize_t got = ::pread(m_file.get(), into + filled, size_t(size - filled), offset + filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ioError(u"read"_s, m_path, errno));
        if (got == 0)
            break;
        filled += got;
    }
    return filled;
}

} // namespace muster::console
