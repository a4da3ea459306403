// SPDX-License-Identifier: Apache-2.0
#include "shared/store/atomicfile.h"

#include "shared/wire/filedescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

std::unexpected<Error> failed(const QString &what, const QString &path)
{
    return fail(ioError(what, path, errno));
}

} // namespace

Error ioError(const QString &what, const QString &path, int systemError)
{
    Error error{ErrorCode::Io,
                u"cannot %1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(systemError))),
                path,
                {},
                {}};
    if (systemError == ENOSPC || systemError == EDQUOT)
        error.remedy = u"make room on the disk that holds it"_s;
    else if (systemError == EROFS)
        error.remedy = u"the disk is mounted read-only; mount it for writing"_s;
    else if (systemError == EACCES || systemError == EPERM)
        error.remedy = u"check the owner and mode of the folder"_s;
    return error;
}

bool writeAll(int fd, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(fd, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes = bytes.sliced(written);
    }
    return true;
}

Result<void> syncFolder(const QString &folder)
{
    const FileDescriptor opened(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.isOpen() || ::fsync(opened.get()) != 0)
        return failed(u"sync the folder"_s, folder);
    return {};
}

Result<void> replaceFile(const QString &path, QByteArrayView bytes)
{
    const QByteArray target = QFile::encodeName(path);
    const QByteArray aside = target + ".new";
    // Removed first: what a crash left behind may have another owner or mode.
    ::unlink(aside.constData());
    {
        const FileDescriptor file(::open(
            aside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (!file.isOpen())
            return failed(u"create the file"_s, path);
        if (!writeAll(file.get(), bytes) || ::fsync(file.get()) != 0) {
            const auto error = failed(u"write the file"_s, path);
            ::unlink(aside.constData());
            return error;
        }
    }
    if (::rename(aside.constData(), target.constData()) != 0) {
        const auto error = failed(u"rename the file"_s, path);
        ::unlink(aside.constData());
        return error;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.exists())
        return fail({ErrorCode::NotFound, u"there is no such file"_s, path, {}, {}});
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorCode::Io, u"cannot read the file: "_s + file.errorString(), path, {}, {}});
    // One byte more than allowed is asked for: the size of a file can change under the reader.
    QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFile::NoError)
        return fail({ErrorCode::Io, u"cannot read the file: "_s + file.errorString(), path, {}, {}});
    if (bytes.size() > maxBytes)
        return fail({ErrorCode::TooLarge, u"the file is larger than %1 bytes"_s.arg(maxBytes), path, {}, {}});
    return bytes;
}

} // namespace muster
