// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicafiles.h"

#include "shared/api/replica.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/sha256.h"
#include "shared/wire/completion.h"
#include "shared/wire/filedescriptor.h"

#include "agent/service/backgroundthread.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <span>

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

Result<QString> hashOf(ReplicaSource &source, const std::stop_token &stop)
{
    static_assert(ReplicaBlock % ReplicaChunk == 0);
    QByteArray bytes(ReplicaChunk, Qt::Uninitialized);
    Sha256 ofBlock;
    Sha256 ofAll;
    for (qint64 offset = 0;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"the agent ends"_s);
        const auto got = source.read(offset, std::span(bytes.data(), size_t(bytes.size())));
        if (!got)
            return fail(got.error());
        ofBlock.add(QByteArrayView(bytes).first(*got));
        offset += *got;
        const bool isEnd = *got < bytes.size();
        if (offset % ReplicaBlock == 0 ? *got > 0 : isEnd)
            ofAll.add(ofBlock.result());
        if (isEnd)
            return QString::fromLatin1(ofAll.result().toHex());
    }
}

Result<ReplicaFiles::Piece> readPiece(ReplicaSource &source, qint64 offset)
{
    const auto size = source.size();
    if (!size)
        return fail(size.error());
    if (offset > *size)
        return fail(ErrorCode::Invalid, u"the file ends before that"_s, u"offset"_s);
    QByteArray bytes(qsizetype(std::min<qint64>(ReplicaChunk, *size - offset)), Qt::Uninitialized);
    return source.read(offset, std::span(bytes.data(), size_t(bytes.size()))).transform([&](qsizetype got) {
        bytes.truncate(got);
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
    ReplicaFile whole(part);
    const auto found = hashOf(whole, stop);
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

QCoro::Task<Result<ReplicaFiles::Piece>> ReplicaFiles::read(std::shared_ptr<ReplicaSource> source,
                                                            qint64 offset)
{
    return run<Piece>([source, offset](const std::stop_token &) { return readPiece(*source, offset); });
}

QCoro::Task<Result<void>> ReplicaFiles::write(QString path, qint64 offset, QByteArray bytes)
{
    return run<void>([=](const std::stop_token &) { return writePiece(path, offset, bytes); });
}

QCoro::Task<Result<QString>> ReplicaFiles::hash(std::shared_ptr<ReplicaSource> source)
{
    return run<QString>([source](const std::stop_token &stop) { return hashOf(*source, stop); });
}

QCoro::Task<Result<void>> ReplicaFiles::finish(QString part, QString path, QString hash)
{
    return run<void>([=](const std::stop_token &stop) { return finishFile(part, path, hash, stop); });
}

} // namespace muster::agent
