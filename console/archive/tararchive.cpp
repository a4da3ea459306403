// SPDX-License-Identifier: Apache-2.0
#include "console/archive/tararchive.h"

#include "console/archive/framedzstd.h"
#include "console/archive/sparsemap.h"
#include "console/archive/tarreader.h"
#include "console/archive/unpack.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

class TarSource : public EntrySource
{
public:
    explicit TarSource(SharedBytes tar)
        : m_tar(std::move(tar))
    {
    }

    [[nodiscard]] Result<SharedBytes> bytes(const ArchiveEntry &entry, const WorkWatch &) const override
    {
        SharedBytes stored = partOf(m_tar, entry.offset, entry.stored);
        if (!entry.isSparse)
            return stored;
        if (!entry.damage.isEmpty())
            return fail({ErrorCode::Invalid, entry.damage, entry.path, {}, {}});
        return sparseBytes(std::move(stored), entry.pieces, entry.size);
    }

private:
    SharedBytes m_tar;
};

ArchiveEntry onlyEntry(const QString &path, qint64 size, const std::optional<Error> &damage)
{
    const QFileInfo file(path);
    ArchiveEntry entry;
    entry.path = unpackedName(file.fileName());
    entry.size = size;
    entry.stored = size;
    entry.mode = 0644;
    entry.modifiedAt = Timestamp(std::chrono::milliseconds(file.lastModified().toMSecsSinceEpoch()));
    if (damage)
        entry.damage = damage->text;
    return entry;
}

std::unexpected<Error> noArchive(const QString &path)
{
    return fail(
        {ErrorCode::Invalid,
         u"this is no archive"_s,
         path,
         {},
         u"dumps are tar archives (.tar, packed as .zst, .xz, .gz or .bz2), .zip archives, or folders"_s});
}

} // namespace

Result<OpenedArchive> openTar(const SharedBytes &file, const QString &path, const ArchiveLimits &limits,
                              const WorkWatch &watch)
{
    const auto head = file->read(0, ArchiveHeadBytes);
    if (!head)
        return fail(head.error());
    const Packing packing = packingOf(*head);
    if (packing == Packing::None && (!isTar(*head)))
        return noArchive(path);
    Unpacked unpacked{packing == Packing::None ? file : nullptr, {}};
    if (packing == Packing::Zstd) {
        auto framed = openFramedZstd(file, path, limits);
        if (!framed)
            return fail(framed.error());
        unpacked.bytes = std::move(*framed);
    }
    if (!unpacked.bytes) {
        auto done = unpack(*file, packing, path, limits, watch);
        if (!done)
            return fail(done.error());
        unpacked = std::move(*done);
    }
    OpenedArchive opened;
    opened.source = std::make_shared<TarSource>(unpacked.bytes);
    opened.format = packing == Packing::None ? u"tar"_s : u"tar, "_s + packingName(packing);
    const auto inner = unpacked.bytes->read(0, ArchiveHeadBytes);
    if (inner && !isTar(*inner) && !(unpacked.damage && inner->size() < ArchiveHeadBytes)) {
        opened.format = packingName(packing);
        opened.index.entries.append(onlyEntry(path, unpacked.bytes->size(), unpacked.damage));
        opened.index.damage = unpacked.damage;
        return opened;
    }
    auto index = readTar(*unpacked.bytes, path, limits, watch);
    if (!index)
        return fail(index.error());
    opened.index = std::move(*index);
    if (unpacked.damage) // It is why the tar is cut off.
        opened.index.damage = unpacked.damage;
    return opened;
}

} // namespace muster::console
