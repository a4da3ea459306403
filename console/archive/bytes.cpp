// SPDX-License-Identifier: Apache-2.0
#include "console/archive/bytes.h"

#include "shared/store/atomicfile.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 CompareStep = 256 * 1024;

qint64 countWithin(qint64 offset, qint64 most, qint64 size)
{
    return offset < 0 ? 0 : std::clamp(size - offset, qint64(0), std::max(most, qint64(0)));
}

class FilePart : public Bytes
{
public:
    FilePart(SharedFile file, qint64 offset, qint64 size, const QString &name)
        : m_file(std::move(file))
        , m_offset(offset)
        , m_size(size)
        , m_name(name)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }

    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 most) const override
    {
        QByteArray bytes(countWithin(offset, most, m_size), Qt::Uninitialized);
        qint64 done = 0;
        while (done < bytes.size()) {
            const ssize_t got = ::pread(m_file->get(), bytes.data() + done, size_t(bytes.size() - done),
                                        m_offset + offset + done);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return fail(ioError(u"read the file"_s, m_name, errno));
            if (got == 0)
                return fail({ErrorCode::Io, u"the file became shorter while it was read"_s, m_name, {}, {}});
            done += got;
        }
        return bytes;
    }

private:
    SharedFile m_file;
    qint64 m_offset;
    qint64 m_size;
    QString m_name;
};

class MemoryBytes : public Bytes
{
public:
    explicit MemoryBytes(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 most) const override
    {
        return m_bytes.mid(offset, countWithin(offset, most, m_bytes.size()));
    }

private:
    QByteArray m_bytes;
};

class PartBytes : public Bytes
{
public:
    PartBytes(SharedBytes whole, qint64 offset, qint64 size)
        : m_whole(std::move(whole))
        , m_offset(offset)
        , m_size(countWithin(offset, size, m_whole->size()))
    {
    }
    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 most) const override
    {
        return m_whole->read(m_offset + offset, countWithin(offset, most, m_size));
    }

private:
    SharedBytes m_whole;
    qint64 m_offset;
    qint64 m_size;
};

} // namespace

Result<SharedBytes> openBytes(const QString &path)
{
    // Not blocking: a pipe of that name must not hold us up.
    auto file = std::make_shared<FileDescriptor>(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file->isOpen()) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fail({ErrorCode::NotFound, u"there is no such file"_s, path, {}, {}});
        return fail(ioError(u"open the file"_s, path, errno));
    }
    struct stat status{};
    if (::fstat(file->get(), &status) != 0)
        return fail(ioError(u"look at the file"_s, path, errno));
    if (!S_ISREG(status.st_mode))
        return fail({ErrorCode::Invalid, u"this is no regular file"_s, path, {}, {}});
    return partOf(SharedFile(std::move(file)), 0, status.st_size, path);
}

SharedBytes partOf(SharedFile file, qint64 offset, qint64 size, const QString &name)
{
    return std::make_shared<FilePart>(std::move(file), offset, size, name);
}

SharedBytes bytesOf(const QByteArray &bytes)
{
    return std::make_shared<MemoryBytes>(bytes);
}

SharedBytes partOf(SharedBytes whole, qint64 offset, qint64 size)
{
    return std::make_shared<PartBytes>(std::move(whole), offset, size);
}

Result<bool> isSame(const Bytes &one, const Bytes &other)
{
    if (one.size() != other.size())
        return false;
    for (qint64 at = 0; at < one.size(); at += CompareStep) {
        const auto left = one.read(at, CompareStep);
        if (!left)
            return fail(left.error());
        const auto right = other.read(at, CompareStep);
        if (!right)
            return fail(right.error());
        if (*left != *right)
            return false;
    }
    return true;
}

} // namespace muster::console
