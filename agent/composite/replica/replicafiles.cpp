// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicafiles.h"

#include "shared/api/replica.h"
#include "shared/store/atomicfile.h"
#include "shared/wire/completion.h"
#include "shared/wire/filedescriptor.h"

#include "agent/service/backgroundthread.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<FileDescriptor> openReplica(const QString &path, int flags)
{
    FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (file.isOpen())
        return file;
    if (errno == ENOENT)
        return fail({ErrorCode::NotFound, u"there is no such file"_s, path, {}, {}});
    return fail(ioError(u"open the file"_s, path, errno));
}

Result<qint64> sizeOf(const FileDescriptor &file, const QString &path)
{
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ioError(u"look at the file"_s, path, errno ? errno : EINVAL));
    return qint64(status.st_size);
}

Result<QByteArray> readAt(const FileDescriptor &file, const QString &path, qint64 offset)
{
    QByteArray bytes(ReplicaChunk, Qt::Uninitialized);
    qsizetype got = 0;
    while (got < bytes.size()) {
        const ssize_t count =
            ::pread(file.get(), bytes.data() + got, size_t(bytes.size() - got), offset + got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ioError(u"read the file"_s, path, errno));
        if (count == 0)
            break;
        got += count;
    }
    bytes.truncate(got);
    return bytes;
}

Result<QString> hashFile(const QString &path, const std::stop_token &stop)
{
    const auto file = openReplica(path, O_RDONLY);
    if (!file)
        return fail(file.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"the agent ends"_s);
        const auto bytes = readAt(*file, path, offset);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            return QString::fromLatin1(hash.result().toHex());
        hash.addData(*bytes);
        offset += bytes->size();
    }
}

Result<ReplicaFiles::Piece> readPiece(const QString &path, qint64 offset)
{
    const auto file = openReplica(path, O_RDONLY);
    if (!file)
        return fail(file.error());
    const auto size = sizeOf(*file, path);
    if (!size)
        return fail(size.error());
    if (offset > *size)
        return fail(ErrorCode::Invalid, u"the file ends before that"_s, u"offset"_s);
    return readAt(*file, path, offset).transform([&](const QByteArray &bytes) {
        return ReplicaFiles::Piece{bytes, *size};
    });
}

Result<void> writePiece(const QString &path, qint64 offset, const QByteArray &bytes)
{
    const auto file = openReplica(path, O_WRONLY | O_CREAT);
    if (!file)
        return fail(file.error());
    const auto size = sizeOf(*file, path);
    if (!size)
        return fail(size.error());
    if (*size < offset)
        return fail(ErrorCode::Conflict, u"the file is shorter than it was"_s, path);
    if (::ftruncate(file->get(), offset) != 0 || ::lseek(file->get(), offset, SEEK_SET) != offset
        || !writeAll(file->get(), bytes))
        return fail(ioError(u"write the file"_s, path, errno));
    return {};
}

Result<void> finishFile(const QString &part, const QString &path, const QString &hash,
                        const std::stop_token &stop)
{
    const auto found = hashFile(part, stop);
    if (!found)
        return fail(found.error());
    if (*found != hash) {
        QFile::remove(part);
        return fail(ErrorCode::Conflict, u"the file is not what its hash says"_s, path);
    }
    const auto file = openReplica(part, O_RDONLY);
    if (!file)
        return fail(file.error());
    if (::fsync(file->get()) != 0
        || ::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(ioError(u"keep the file"_s, path, errno));
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace

ReplicaFiles::ReplicaFiles(QObject *parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(0);
}

ReplicaFiles::~ReplicaFiles()
{
    stop();
}

void ReplicaFiles::stop()
{
    m_stop.request_stop();
    m_thread.waitForDone();
    // Whoever waits gets to know.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

template <typename T>
QCoro::Task<Result<T>> ReplicaFiles::run(std::function<Result<T>(const std::stop_token &)> work)
{
    if (m_stop.stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the agent ends"_s);
    Completion<Result<T>> completion;
    m_thread.start([work = std::move(work), stop = m_stop.get_token(), completion, this] {
        letOthersGoFirst();
        auto result = work(stop);
        // The thread is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, result = std::move(result)] { completion.complete(result); },
            Qt::QueuedConnection);
    });
    Result<T> result = co_await completion;
    co_return result;
}

QCoro::Task<Result<ReplicaFiles::Piece>> ReplicaFiles::read(QString path, qint64 offset)
{
    return run<Piece>([=](const std::stop_token &) { return readPiece(path, offset); });
}

QCoro::Task<Result<void>> ReplicaFiles::write(QString path, qint64 offset, QByteArray bytes)
{
    return run<void>([=](const std::stop_token &) { return writePiece(path, offset, bytes); });
}

QCoro::Task<Result<QString>> ReplicaFiles::hash(QString path)
{
    return run<QString>([=](const std::stop_token &stop) { return hashFile(path, stop); });
}

QCoro::Task<Result<void>> ReplicaFiles::finish(QString part, QString path, QString hash)
{
    return run<void>([=](const std::stop_token &stop) { return finishFile(part, path, hash, stop); });
}

} // namespace muster::agent
