// SPDX-License-Identifier: Apache-2.0
#include "console/archive/tarreader.h"

#include "console/archive/paxrecords.h"
#include "console/archive/sparsemap.h"
#include "console/archive/tarheader.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxExtensionBytes = 32 << 20; ///< of one extended header
constexpr int EntriesPerWatch = 1024;

qint64 padded(qint64 size)
{
    return (size + TarBlock - 1) / TarBlock * TarBlock;
}

/// What extended headers say of the next entry, and pax's global ones of all that follow.
struct Extension
{
    std::optional<QByteArray> name;
    std::optional<QByteArray> target;
    std::optional<qint64> size;
    std::optional<qint64> modifiedAt;
    std::optional<qint64> sparseSize;
    std::optional<QByteArray> sparseMajor;
    bool isSparse = false;
    PaxRecords records;

    void take(const PaxRecords &more)
    {
        for (const auto &[key, value] : more) {
            if (key == "path" && !isSparse)
                name = value;
            else if (key == "GNU.sparse.name")
                name = value;
            else if (key == "linkpath")
                target = value;
            else if (key == "size")
                size = value.toLongLong();
            else if (key == "mtime")
                modifiedAt = qint64(value.toDouble());
            else if (key == "GNU.sparse.size" || key == "GNU.sparse.realsize")
                sparseSize = value.toLongLong();
            else if (key == "GNU.sparse.major")
                sparseMajor = value;
            isSparse = isSparse || key.startsWith("GNU.sparse.");
        }
        if (isSparse)
            records += more;
    }
};

class TarReader
{
public:
    TarReader(const Bytes &tar, const QString &name, const ArchiveLimits &limits, const WorkWatch &watch)
        : m_tar(tar)
        , m_name(name)
        , m_limits(limits)
        , m_watch(watch)
    {
    }

    [[nodiscard]] Result<ArchiveIndex> run()
    {
        int steps = 0;
        while (!m_index.damage) {
            if (++steps % EntriesPerWatch == 0) {
                m_watch.tell(m_at, m_tar.size());
                if (m_watch.isStopped())
                    return stopped(m_name);
            }
            const auto block = m_tar.read(m_at, TarBlock);
            if (!block) {
                m_index.damage = block.error();
                break;
            }
            if (block->isEmpty())
                damaged(u"the mark of the archive's end is missing: it may be cut off"_s);
            if (isEnd(*block))
                break;
            if (block->size() < TarBlock || !isChecked(*block)) {
                damaged(block->size() < TarBlock
                            ? u"the archive is cut off in a header"_s
                            : u"the archive is damaged: no header at byte %1"_s.arg(m_at));
                break;
            }
            if (const auto header = readTarHeader(*block))
                take(*header, *block);
            else
                damaged(u"the archive is damaged: the header at byte %1 makes no sense"_s.arg(m_at));
        }
        return std::move(m_index);
    }

private:
    /// The end is two blocks of zeros; one, or none at all, is also seen.
    [[nodiscard]] static bool isEnd(const QByteArray &block)
    {
        return std::ranges::all_of(block, [](char c) { return c == 0; });
    }

    void damaged(const QString &text, ErrorCode code = ErrorCode::Invalid)
    {
        m_index.damage = Error{code, text, m_name, {}, u"what comes before is shown"_s};
    }

    void take(const TarHeader &header, const QByteArray &block)
    {
        m_at += TarBlock;
        switch (header.type) {
        case 'x':
        case 'g':
        case 'L':
        case 'K':
            return extend(header);
        default:
            addEntry(header, block);
        }
    }

    void extend(const TarHeader &header)
    {
        if (header.size > MaxExtensionBytes)
            return damaged(u"an extended header has more than %1 MiB"_s.arg(MaxExtensionBytes >> 20),
                           ErrorCode::TooLarge);
        const auto text = m_tar.read(m_at, header.size);
        if (!text || text->size() < header.size)
            return damaged(u"the archive is cut off in an extended header"_s);
        m_at += padded(header.size);
        const QByteArray plain =
            text->first(std::max<qsizetype>(0, text->indexOf('\0') < 0 ? text->size() : text->indexOf('\0')));
        if (header.type == 'L')
            m_next.name = plain;
        else if (header.type == 'K')
            m_next.target = plain;
        else if (const auto records = readPaxRecords(*text))
            (header.type == 'g' ? m_global : m_next).take(*records);
        else
            damaged(u"the archive is damaged: an extended header at byte %1 makes no sense"_s.arg(m_at));
    }

    void addEntry(const TarHeader &header, const QByteArray &block)
    {
        const Extension next = std::exchange(m_next, {});
        if (m_index.entries.size() >= m_limits.entries)
            return damaged(u"the archive has more than %1 entries"_s.arg(m_limits.entries),
                           ErrorCode::TooLarge);
        ArchiveEntry entry;
        entry.kind = kindOf(header);
        entry.path = textOf(next.name.value_or(m_global.name.value_or(header.name)), entry);
        ArchiveEntry unused;
        entry.target = textOf(next.target.value_or(header.target), unused);
        entry.mode = int(header.mode & 07777);
        entry.modifiedAt = Timestamp(std::chrono::seconds(
            std::clamp(next.modifiedAt.value_or(m_global.modifiedAt.value_or(header.modifiedAt)), 0LL,
                       253'402'300'799LL)));
        qint64 stored = next.size.value_or(header.size);
        if (stored < 0 || stored > INT64_MAX - 2 * TarBlock - m_at)
            return damaged(
                u"the archive is damaged: an entry before byte %1 has no sensible size"_s.arg(m_at));
        const qint64 end = m_at + padded(stored);
        qint64 dataEnd = m_at + stored;
        entry.size = stored;
        if (header.type == 'S' || next.isSparse)
            takeSparse(entry, next, header, block, dataEnd, end);
        entry.offset = m_at;
        entry.stored = std::max(dataEnd - m_at, qint64(0));
        if (entry.isSparse && entry.damage.isEmpty() && !fits(entry.pieces, entry.size, entry.stored))
            entry.damage = u"its list of holes makes no sense"_s;
        m_at = m_at + padded(entry.stored);
        if (entry.kind != EntryKind::File)
            entry.size = 0;
        checkEnd(entry);
        if (!isWithinLimits(entry))
            return;
        m_index.entries.append(std::move(entry));
    }

    void takeSparse(ArchiveEntry &entry, const Extension &next, const TarHeader &header,
                    const QByteArray &block, qint64 &dataEnd, qint64 end)
    {
        entry.isSparse = true;
        std::optional<QList<SparsePiece>> pieces;
        if (header.type == 'S') {
            const qint64 from = m_at;
            pieces = gnuSparsePieces(block, m_tar, m_at, entry.size);
            dataEnd += m_at - from; // The list is not counted as the member's.
        } else {
            entry.size = next.sparseSize.value_or(0);
            pieces = next.sparseMajor == "1" ? leadingSparsePieces(m_tar, m_at, end)
                                             : paxSparsePieces(next.records);
        }
        if (pieces)
            entry.pieces = std::move(*pieces);
        else
            entry.damage = u"its list of holes makes no sense"_s;
        if (entry.size < 0 || entry.size > m_limits.unpackedBytes) {
            entry.damage = u"it claims to have %1 bytes, most of them holes"_s.arg(entry.size);
            entry.size = 0;
        }
    }

    [[nodiscard]] static EntryKind kindOf(const TarHeader &header)
    {
        switch (header.type) {
        case '1':
            return EntryKind::HardLink;
        case '2':
            return EntryKind::SymLink;
        case '3':
        case '4':
            return EntryKind::Device;
        case '5':
        case 'D':
            return EntryKind::Folder;
        case '6':
            return EntryKind::Pipe;
        default:
            // Old tar says that a folder is one by its name's end.
            return header.name.endsWith('/') ? EntryKind::Folder : EntryKind::File;
        }
    }

    [[nodiscard]] static QString textOf(const QByteArray &bytes, ArchiveEntry &entry)
    {
        QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = utf8(bytes);
        entry.isNameForeign = utf8.hasError();
        return plainPath(entry.isNameForeign ? QString::fromLatin1(bytes) : text);
    }

    void checkEnd(ArchiveEntry &entry)
    {
        const qint64 there = std::max(m_tar.size() - entry.offset, qint64(0));
        if (entry.kind != EntryKind::File || there >= entry.stored)
            return;
        entry.damage = u"cut off: %1 of %2 bytes are there"_s.arg(there).arg(entry.stored);
        damaged(u"the archive is cut off in %1"_s.arg(entry.path));
        if (!entry.isSparse)
            entry.size = there;
        entry.stored = there;
    }

    [[nodiscard]] bool isWithinLimits(const ArchiveEntry &entry)
    {
        if (entry.path.size() > m_limits.nameBytes || entry.target.size() > m_limits.nameBytes)
            damaged(u"a path has more than %1 characters"_s.arg(m_limits.nameBytes), ErrorCode::TooLarge);
        else if (entry.path.count(u'/') >= m_limits.depth)
            damaged(u"a path has more than %1 folders"_s.arg(m_limits.depth), ErrorCode::TooLarge);
        else
            return !entry.path.isEmpty(); // "./" is the archive's own folder.
        return false;
    }

    const Bytes &m_tar;
    const QString m_name;
    const ArchiveLimits &m_limits;
    const WorkWatch &m_watch;
    qint64 m_at = 0;
    Extension m_next;
    Extension m_global;
    ArchiveIndex m_index;
};

} // namespace

Result<ArchiveIndex> readTar(const Bytes &tar, const QString &name, const ArchiveLimits &limits,
                             const WorkWatch &watch)
{
    return TarReader(tar, name, limits, watch).run();
}

} // namespace muster::console
