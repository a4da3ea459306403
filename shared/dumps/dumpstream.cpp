// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/dumpstream.h"

#include "shared/api/dumps.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/sha256.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

Error changed(const QString &path, const QString &how)
{
    return {ErrorCode::Io,
            u"the file of the dump is not what it was when the dump was made: %1"_s.arg(how),
            path,
            {},
            u"the disk or somebody changed it; what others fetched before is still whole"_s};
}

} // namespace

DumpStream::DumpStream(QString folder, DumpLayout layout)
    : m_folder(std::move(folder))
    , m_layout(std::move(layout))
{
}

Result<DumpStream> DumpStream::open(const QString &folder)
{
    const QString path = folder + u'/' + QLatin1StringView(ManifestName);
    const auto json = readFile(path, MaxManifestBytes);
    if (!json)
        return fail(json.error());
    auto layout = DumpLayout::of(*json);
    if (!layout) {
        Error error = layout.error();
        error.source = path;
        return fail(error);
    }
    return DumpStream(folder, *std::move(layout));
}

Result<void> DumpStream::read(qint64 offset, std::span<char> into)
{
    while (!into.empty()) {
        const DumpLayout::Part &part = m_layout.partAt(offset);
        const qint64 inside = offset - part.at;
        const auto now = into.first(size_t(std::min<qint64>(part.size - inside, qint64(into.size()))));
        if (part.member >= 0) {
            if (auto got = readMember(part.member, inside, now); !got)
                return got;
        } else if (part.bytes.isEmpty()) {
            std::ranges::fill(now, '\0');
        } else {
            std::memcpy(now.data(), part.bytes.constData() + inside, now.size());
        }
        offset += qint64(now.size());
        into = into.subspan(now.size());
    }
    return {};
}

Result<void> DumpStream::openMember(int member)
{
    if (m_openMember == member)
        return {};
    const DumpMember &wanted = manifest().members[member];
    const QString path = m_folder + u'/' + wanted.name;
    m_openMember = -1;
    m_file = FileDescriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat status = {};
    if (!m_file.isOpen() || ::fstat(m_file.get(), &status) != 0)
        return fail(ioError(u"read a member of the dump"_s, path, errno));
    if (!S_ISREG(status.st_mode) || status.st_size != wanted.size)
        return fail(changed(path, u"it has %1 bytes, not %2"_s.arg(status.st_size).arg(wanted.size)));
    ::posix_fadvise(m_file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    m_openMember = member;
    return {};
}

Result<void> DumpStream::readMember(int member, qint64 offset, std::span<char> into)
{
    if (auto opened = openMember(member); !opened)
        return opened;
    while (!into.empty()) {
        const ssize_t got = ::pread(m_file.get(), into.data(), into.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        const QString path = m_folder + u'/' + manifest().members[member].name;
        if (got < 0)
            return fail(ioError(u"read a member of the dump"_s, path, errno));
        if (got == 0)
            return fail(changed(path, u"it ends after %1 bytes"_s.arg(offset)));
        offset += got;
        into = into.subspan(size_t(got));
    }
    return {};
}

Result<QByteArray> DumpStream::hashBlocks(const std::stop_token &stop)
{
    QByteArray hashes;
    hashes.reserve(m_layout.blocks() * Sha256::Bytes);
    Sha256 hash;
    std::array<char, ChunkBytes> buffer;
    for (qint64 block = 0; block < m_layout.blocks(); ++block) {
        const qint64 end = block * DumpBlock + m_layout.blockSize(block);
        for (qint64 at = block * DumpBlock; at < end;) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"hashing the dump was stopped"_s);
            const auto chunk = std::span(buffer).first(size_t(std::min<qint64>(ChunkBytes, end - at)));
            if (const auto got = read(at, chunk); !got)
                return fail(got.error());
            hash.add(QByteArrayView(chunk.data(), qsizetype(chunk.size())));
            at += qint64(chunk.size());
        }
        hashes += hash.result();
    }
    return hashes;
}

} // namespace muster
