// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicasource.h"

#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Anew each time: what is deleted meanwhile gives its room back at once.
Result<FileDescriptor> openForReading(const QString &path)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.isOpen())
        return file;
    if (errno == ENOENT)
        return fail({ErrorCode::NotFound, u"there is no such file"_s, path, {}, {}});
    return fail(ioError(u"open the file"_s, path, errno));
}

} // namespace

Result<qint64> ReplicaFile::size()
{
    const auto file = openForReading(m_path);
    if (!file)
        return fail(file.error());
    struct stat status = {};
    if (::fstat(file->get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ioError(u"look at the file"_s, m_path, errno ? errno : EINVAL));
    return qint64(status.st_size);
}

Result<qsizetype> ReplicaFile::read(qint64 offset, std::span<char> into)
{
    const auto file = openForReading(m_path);
    if (!file)
        return fail(file.error());
    qsizetype got = 0;
    while (got < qsizetype(into.size())) {
        const ssize_t count =
            ::pread(file->get(), into.data() + got, into.size() - size_t(got), offset + got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ioError(u"read the file"_s, m_path, errno));
        if (count == 0)
            break;
        got += count;
    }
    return got;
}

} // namespace muster::agent
