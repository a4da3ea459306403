// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/identityfile.h"

#include "shared/log.h"
#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/crypto.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qsizetype LargestFileBytes = 64 * 1024;

std::unexpected<Error> fileError(ErrorCode code, const QString &path, const QString &text,
                                 const QString &remedy = {})
{
    return std::unexpected(Error{code, text, path, {}, remedy});
}

std::unexpected<Error> systemError(const QString &path, const QString &what)
{
    const int number = errno;
    const ErrorCode code = number == EACCES || number == EPERM ? ErrorCode::Forbidden : ErrorCode::Io;
    return fileError(code, path, u"cannot %1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(number))));
}

Result<void> checkAccess(int fd, const QString &path)
{
    struct stat info = {};
    if (fstat(fd, &info) != 0)
        return systemError(path, u"look at the identity file"_s);
    if (!S_ISREG(info.st_mode))
        return fileError(ErrorCode::Forbidden, path, u"the identity is not in a regular file"_s);
    if (info.st_uid != geteuid()) {
        return fileError(
            ErrorCode::Forbidden, path,
            u"the identity file belongs to user id %1, this program runs as %2"_s.arg(info.st_uid)
                .arg(geteuid()),
            u"chown it to the user this program runs as"_s);
    }
    if (const uint mode = info.st_mode & 07777U; mode & 077U) {
        return fileError(ErrorCode::Forbidden, path,
                         u"the private key is open to others (mode 0%1)"_s.arg(mode, 3, 8, QLatin1Char('0')),
                         u"if nobody else can have read it, chmod 600 it; else remove it and pair again"_s);
    }
    return {};
}

Result<QByteArray> readAll(int fd, const QString &path)
{
    QByteArray content(LargestFileBytes, Qt::Uninitialized);
    qsizetype size = 0;
    while (size < LargestFileBytes) {
        const ssize_t got = ::read(fd, content.data() + size, size_t(LargestFileBytes - size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(path, u"read the identity file"_s);
        if (got == 0)
            break;
        size += got;
    }
    content.truncate(size);
    return content;
}

/// The file aside, which only one writer has at a time; removed at the end whatever happens.
class FileAside
{
public:
    explicit FileAside(QByteArray name)
        : m_name(std::move(name))
    {
    }
    ~FileAside()
    {
        if (m_fd.isOpen())
            ::unlink(m_name.constData());
    }
    Q_DISABLE_COPY_MOVE(FileAside)

    [[nodiscard]] const QByteArray &name() const { return m_name; }

    /// Opens it, waiting for another writer to end. False with errno.
    [[nodiscard]] bool open()
    {
        for (;;) {
            FileDescriptor fd(
                ::open(m_name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
            if (!fd.isOpen() || ::flock(fd.get(), LOCK_EX) != 0)
                return false;
            struct stat ours = {};
            struct stat named = {};
            if (::fstat(fd.get(), &ours) != 0)
                return false;
            // Left by something else: its owner would own the identity.
            if (!S_ISREG(ours.st_mode) || ours.st_uid != ::geteuid()) {
                if (::unlink(m_name.constData()) != 0)
                    return false;
                continue;
            }
            // The writer before may have removed it while this one waited.
            if (::lstat(m_name.constData(), &named) != 0 || named.st_ino != ours.st_ino
                || named.st_dev != ours.st_dev)
                continue;
            m_fd = std::move(fd);
            return true;
        }
    }

    /// What a writer that was killed left in it is dropped. False with errno.
    [[nodiscard]] bool write(QByteArrayView content) const
    {
        return ::ftruncate(m_fd.get(), 0) == 0 && ::fchmod(m_fd.get(), 0600) == 0
               && writeAll(m_fd.get(), content) && ::fsync(m_fd.get()) == 0;
    }

private:
    QByteArray m_name;
    FileDescriptor m_fd;
};

} // namespace

Result<Identity> loadIdentity(const QString &path)
{
    // O_NONBLOCK: a pipe in its place must not hang the start.
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd.isOpen() && errno == ENOENT)
        return fileError(ErrorCode::NotFound, path, u"there is no identity file"_s);
    if (!fd.isOpen())
        return systemError(path, u"open the identity file"_s);
    if (const auto access = checkAccess(fd.get(), path); !access)
        return fail(access.error());
    auto content = readAll(fd.get(), path);
    if (!content)
        return fail(content.error());
    auto identity = Identity::fromPem(*content);
    OPENSSL_cleanse(content->data(), size_t(content->size()));
    if (!identity) {
        return fileError(
            ErrorCode::Invalid, path, u"the identity file is broken: "_s + identity.error().text,
            u"restore it from a backup, or remove it to become a new node that must be paired again"_s);
    }
    return identity;
}

Result<void> storeNewIdentity(const Identity &identity, const QString &path)
{
    QByteArray content = identity.toPem();
    if (content.isEmpty())
        return fileError(ErrorCode::Internal, path, u"there is no memory to write the identity"_s);
    FileAside aside(QFile::encodeName(path + u".new"_s));
    const bool isWritten = aside.open() && aside.write(content);
    const int number = errno;
    OPENSSL_cleanse(content.data(), size_t(content.size()));
    if (!isWritten) {
        errno = number;
        return systemError(path, u"write the identity file"_s);
    }
    // link(), unlike rename(), fails if somebody else was faster.
    if (::link(aside.name().constData(), QFile::encodeName(path).constData()) != 0) {
        if (errno == EEXIST)
            return fileError(ErrorCode::Conflict, path, u"the identity file already exists"_s);
        return systemError(path, u"put the identity file in place"_s);
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<Identity> loadOrCreateIdentity(const QString &path)
{
    auto loaded = loadIdentity(path);
    if (loaded || loaded.error().code != ErrorCode::NotFound)
        return loaded;
    auto identity = Identity::generate();
    if (!identity)
        return identity;
    if (const auto stored = storeNewIdentity(*identity, path); !stored)
        return stored.error().code == ErrorCode::Conflict ? loadIdentity(path) : fail(stored.error());
    qCInfo(logPairing).noquote().nospace()
        << "made a new identity node=" << identity->nodeId().toString() << " file=" << path;
    return identity;
}

} // namespace muster
