// SPDX-License-Identifier: Apache-2.0
#include "console/offload/archivecheck.h"

#include "shared/dumps/offloadrecord.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The file under test, and what is found in it.
class Check
{
public:
    Check(const QString &file, FileDescriptor opened, qint64 fileSize, const std::stop_token &stop)
        : m_opened(std::move(opened))
        , m_fileSize(fileSize)
        , m_stop(stop)
        , m_reader([this](qint64 offset, char *into, qsizetype size) { return readAt(offset, into, size); })
    {
        m_found.file = file;
    }

    [[nodiscard]] Result<ArchiveCheck> run()
    {
        const auto path = OffloadFiles::recordOf(m_found.file);
        if (path && QFile::exists(*path)) {
            auto record = readRecord(*path);
            if (record)
                return checkBlocks(*record);
            m_found.faults.append({u"record"_s, {}, describe(record.error())});
        }
        return checkMembersOnly();
    }

private:
    [[nodiscard]] Result<ArchiveCheck> checkBlocks(const OffloadRecord &record);
    [[nodiscard]] Result<ArchiveCheck> checkMembersOnly();
    [[nodiscard]] Result<qsizetype> readAt(qint64 offset, char *into, qsizetype size) const;
    [[nodiscard]] ArchiveCheck finished();

    ArchiveCheck m_found;
    FileDescriptor m_opened;
    qint64 m_fileSize;
    std::stop_token m_stop;
    FrameReader m_reader;
    StreamChecker m_checker;
    Sha256 m_hash;
};

Result<qsizetype> Check::readAt(qint64 offset, char *into, qsizetype size) const
{
    if (m_stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"checking was stopped"_s);
    ssize_t got = 0;
    do
        got = ::pread(m_opened.get(), into, size_t(size), offset);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail(ioError(u"read"_s, m_found.file, errno));
    return got;
}

Result<ArchiveCheck> Check::checkBlocks(const OffloadRecord &record)
{
    m_found.hasRecord = true;
    m_found.id = record.id;
    m_found.node = record.node;
    m_found.nodeId = record.nodeId;
    m_found.digest = record.digest;
    m_found.size = record.size;
    const DumpSeal seal = record.seal();
    const qint64 blocks = seal.hashes.size() / Sha256::Bytes;
    const bool knowsFrames = record.frames.size() == blocks;
    std::optional<DumpLayout> layout;
    if (record.manifest) {
        if (auto made = DumpLayout::of(toJson(*record.manifest)); made && made->size() == record.size)
            layout = *std::move(made);
    }
    qint64 offset = 0;
    for (qint64 block = 0; block < blocks; ++block) {
        const qint64 size = std::min(record.blockBytes, record.size - block * record.blockBytes);
        QByteArray bytes; // only handed on once they are known to be right
        const auto frame =
            m_reader.read(offset, size, [&bytes](QByteArrayView piece) { bytes.append(piece); });
        if (!frame && frame.error().code != ErrorCode::Invalid)
            return fail(frame.error());
        m_hash.add(bytes);
        ++m_found.blocks;
        if (m_hash.result() == seal.hashOf(block) && frame) {
            m_checker.add(bytes);
        } else {
            const QString members = layout ? u" (in %1)"_s.arg(layout->membersIn(block)) : QString();
            m_found.faults.append(
                {u"block"_s, QString::number(block),
                 (frame ? u"its SHA-256 is another one than when it was fetched"_s : frame.error().text)
                     + members});
            m_checker.skip(size, layout);
        }
        if (!knowsFrames && !frame) {
            m_found.faults.append({u"block"_s, u"%1-%2"_s.arg(block + 1).arg(blocks - 1),
                                   u"where they begin is not known, so they were not looked at"_s});
            break;
        }
        offset += knowsFrames ? record.frames[block] : *frame;
    }
    if (offset < m_fileSize)
        m_found.faults.append({u"archive"_s, {}, u"something follows behind the dump"_s});
    return finished();
}

Result<ArchiveCheck> Check::checkMembersOnly()
{
    for (qint64 offset = 0; offset < m_fileSize;) {
        const auto frame = m_reader.readAny(offset, [this](QByteArrayView bytes) {
            m_checker.add(bytes);
            return !m_checker.isHopeless() && !m_checker.isBeyondEnd();
        });
        if (!frame && frame.error().code != ErrorCode::Invalid)
            return fail(frame.error());
        if (!frame) {
            // What the checker ended is told by it.
            if (!m_checker.isHopeless() && !m_checker.isBeyondEnd())
                m_found.faults.append({u"archive"_s, {}, frame.error().text});
            break;
        }
        offset += *frame;
    }
    return finished();
}

ArchiveCheck Check::finished()
{
    m_found.faults += m_checker.finish();
    if (const auto &layout = m_checker.layout()) {
        m_found.id = layout->manifest().id;
        m_found.size = layout->size();
        if (m_found.node.isEmpty())
            m_found.node = layout->manifest().node;
        m_found.members = std::ranges::count_if(layout->manifest().members, &hasFile);
    }
    return m_found;
}

} // namespace

Result<ArchiveCheck> checkArchive(const QString &file, const std::stop_token &stop)
{
    FileDescriptor opened(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC));
    if (!opened.isOpen() && errno == ENOENT)
        return fail({ErrorCode::NotFound, u"there is no such file"_s, file, {}, {}});
    struct stat status = {};
    if (!opened.isOpen() || ::fstat(opened.get(), &status) != 0)
        return fail(ioError(u"read"_s, file, errno));
    if (!S_ISREG(status.st_mode))
        return fail({ErrorCode::Invalid, u"it is no file"_s, file, {}, {}});
    ::posix_fadvise(opened.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return Check(file, std::move(opened), status.st_size, stop).run();
}

} // namespace muster::console
