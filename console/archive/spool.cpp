// SPDX-License-Identifier: Apache-2.0
#include "console/archive/spool.h"

#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/statvfs.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString LargeFolder = u"/var/tmp"_s;
constexpr qint64 RoomStep = 64LL << 20; ///< the disk is asked again after so many bytes

/// Some file systems do not know files without a name: one is made and loses its name at once.
int openNameless(const QString &folder)
{
    const QByteArray name = QFile::encodeName(folder);
    const int fd = ::open(name.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0)
        return fd;
    QByteArray named = name + "/muster-XXXXXX";
    const int other = ::mkostemp(named.data(), O_CLOEXEC);
    if (other >= 0)
        ::unlink(named.constData());
    return other;
}

} // namespace

Result<Spool> Spool::make(const ArchiveLimits &limits)
{
    const QString told = qEnvironmentVariable("TMPDIR");
    const QString folder = !told.isEmpty()                       ? told
                           : QFileInfo(LargeFolder).isWritable() ? LargeFolder
                                                                 : QDir::tempPath();
    auto file = std::make_shared<FileDescriptor>(openNameless(folder));
    if (!file->isOpen())
        return fail(ioError(u"make a temporary file"_s, folder, errno));
    return Spool(std::move(file), folder, limits);
}

Result<void> Spool::append(QByteArrayView bytes)
{
    if (m_size + bytes.size() > m_checkedTo) {
        struct statvfs disk{};
        m_checkedTo = m_size + bytes.size() + RoomStep;
        if (::fstatvfs(m_file->get(), &disk) == 0
            && qint64(disk.f_bavail) * qint64(disk.f_frsize) < RoomStep + m_spareBytes)
            return fail({ErrorCode::QuotaExceeded,
                         u"the disk is too full to unpack it"_s,
                         m_folder,
                         {},
                         u"make room there, or set TMPDIR to a folder on another disk"_s});
    }
    if (!writeAll(m_file->get(), bytes))
        return fail(ioError(u"write what is unpacked"_s, m_folder, errno));
    m_size += bytes.size();
    return {};
}

} // namespace muster::console
