// SPDX-License-Identifier: Apache-2.0
#include "console/offload/partfile.h"

#include "shared/store/atomicfile.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The disk begins to write after so much, so that finish() has little to wait for.
constexpr qint64 FlushStep = 8 * 1024 * 1024;
/// What is left of the disk for others.
constexpr qint64 Margin = 1024 * 1024;

/// What the memory and the place of what goes around the cache are multiples of, on every disk there is.
constexpr qint64 Alignment = 4096;

/// Not where each piece would be sent to a server before it goes on: there the cache is what makes it fast.
FileDescriptor openAroundCache(const FileDescriptor &file)
{
    struct statfs system = {};
    static constexpr std::array<quint32, 8> Remote{NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,  CIFS_SUPER_MAGIC,
                                                   SMB2_SUPER_MAGIC, FUSE_SUPER_MAGIC, V9FS_MAGIC,
                                                   CEPH_SUPER_MAGIC, AFS_SUPER_MAGIC};
    const bool isLocal =
        ::fstatfs(file.get(), &system) == 0 && !std::ranges::contains(Remote, quint32(system.f_type));
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(file.get());
    return FileDescriptor(isLocal ? ::open(path.constData(), O_WRONLY | O_DIRECT | O_CLOEXEC) : -1);
}

QString readable(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

} // namespace

void PartFile::Free::operator()(char *bytes) const
{
    std::free(bytes);
}

PartFile::PartFile(QString path, FileDescriptor file)
    : m_path(std::move(path))
    , m_file(std::move(file))
    , m_direct(openAroundCache(m_file))
    , m_buffer(static_cast<char *>(std::aligned_alloc(size_t(Alignment), size_t(BufferBytes))))
{
    if (!m_buffer)
        throw std::bad_alloc();
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

void PartFile::seek(qint64 offset)
{
    m_at = m_told = m_end = offset;
    m_base = offset - offset % Alignment;
}

Result<void> PartFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 now = std::min<qint64>(bytes.size(), m_base + BufferBytes - m_end);
        std::memcpy(m_buffer.get() + (m_end - m_base), bytes.data(), size_t(now));
        m_end += now;
        bytes = bytes.sliced(now);
        if (m_end < m_base + BufferBytes)
            break;
        if (auto written = writeOut(m_end); !written)
            return written;
        m_base = m_end;
    }
    return {};
}

Result<void> PartFile::flush()
{
    if (auto written = writeOut(m_end); !written)
        return written;
    m_base = m_end - m_end % Alignment;
    return {};
}

Result<void> PartFile::writeOut(qint64 end)
{
    const qint64 firstPage = (m_at + Alignment - 1) / Alignment * Alignment;
    const qint64 lastPage = end - end % Alignment;
    if (m_direct.isOpen() && firstPage < lastPage) {
        if (auto head = writeTo(firstPage); !head)
            return head;
        const ssize_t written =
            ::pwrite(m_direct.get(), m_buffer.get() + (m_at - m_base), size_t(lastPage - m_at), m_at);
        if (written > 0)
            m_at += written;
        else if (written < 0 && errno == EINVAL)
            m_direct.close(); // it cannot after all
    }
    return writeTo(end);
}

/// Through the cache.
Result<void> PartFile::writeTo(qint64 end)
{
    while (m_at < end) {
        const ssize_t written =
            ::pwrite(m_file.get(), m_buffer.get() + (m_at - m_base), size_t(end - m_at), m_at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(ioError(u"write"_s, m_path, errno));
        m_at += written;
    }
    if (!m_direct.isOpen() && m_at - m_told >= FlushStep) {
        ::sync_file_range(m_file.get(), m_told, m_at - m_told, SYNC_FILE_RANGE_WRITE);
        m_told = m_at;
    }
    return {};
}

Result<void> PartFile::reserve(qint64 bytes)
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
    (void)::fallocate(m_file.get(), FALLOC_FL_KEEP_SIZE, 0, bytes);
    return {};
}

Result<void> PartFile::finish()
{
    if (auto written = flush(); !written)
        return written;
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
