// SPDX-License-Identifier: Apache-2.0
#include "console/archive/zipdirectory.h"

#include "console/archive/unpack.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype EndBytes = 22;
constexpr qsizetype LocatorBytes = 20;
constexpr qsizetype End64Bytes = 56;
constexpr qsizetype DirectoryEntryBytes = 46;
constexpr qsizetype LocalHeaderBytes = 30;
constexpr qint64 MaxComment = 65'535;
constexpr qint64 MaxDirectoryBytes = 512LL << 20;
constexpr quint32 Above32 = 0xffffffff; ///< the true number is in zip64's extra field

template <typename T>
T numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

struct DirectoryPlace
{
    qint64 at = 0;
    qint64 size = 0;
};

std::unexpected<Error> damagedZip(const QString &text, const QString &path)
{
    return fail({ErrorCode::Invalid, text, path, {}, u"get the file again"_s});
}

/// How a zip says a method of packing; empty for one that we do not know.
std::optional<Packing> packingOfMethod(int method)
{
    switch (method) {
    case 0:
        return Packing::None;
    case 8:
        return Packing::Deflate;
    case 12:
        return Packing::Bzip2;
    case 93:
        return Packing::Zstd;
    case 95:
        return Packing::Xz;
    default:
        return std::nullopt;
    }
}

class ZipSource : public EntrySource
{
public:
    ZipSource(SharedBytes file, const ArchiveLimits &limits)
        : m_file(std::move(file))
        , m_limits(limits)
    {
    }

    [[nodiscard]] Result<SharedBytes> bytes(const ArchiveEntry &entry, const WorkWatch &watch) const override
    {
        // The header before the bytes may have other extra fields than the directory.
        const auto header = m_file->read(entry.offset, LocalHeaderBytes);
        if (!header)
            return fail(header.error());
        if (header->size() < LocalHeaderBytes || !header->startsWith("PK\x03\x04"))
            return damagedZip(u"the header of this member is damaged"_s, entry.path);
        if (numberAt<quint16>(*header, 6) & 1)
            return fail({ErrorCode::Unsupported, u"this member is encrypted"_s, entry.path, {}, {}});
        const int method = numberAt<quint16>(*header, 8);
        const auto packing = packingOfMethod(method);
        if (!packing)
            return fail({ErrorCode::Unsupported,
                         u"this member is packed in a way (%1) that is not known"_s.arg(method),
                         entry.path,
                         {},
                         {}});
        const qint64 at =
            entry.offset + LocalHeaderBytes + numberAt<quint16>(*header, 26) + numberAt<quint16>(*header, 28);
        SharedBytes packed = partOf(m_file, at, entry.stored);
        if (packed->size() < entry.stored)
            return damagedZip(u"this member is cut off"_s, entry.path);
        if (*packing == Packing::None)
            return packed;
        const auto unpacked = unpack(*packed, *packing, entry.path, m_limits, watch);
        if (!unpacked)
            return fail(unpacked.error());
        if (unpacked->damage)
            return fail(*unpacked->damage);
        return unpacked->bytes;
    }

private:
    SharedBytes m_file;
    const ArchiveLimits m_limits;
};

/// In the last bytes of the file, before its comment.
Result<DirectoryPlace> findDirectory(const Bytes &file, const QString &path)
{
    const qint64 from = std::max(qint64(0), file.size() - EndBytes - MaxComment - LocatorBytes);
    const auto tail = file.read(from, file.size() - from);
    if (!tail)
        return fail(tail.error());
    const qsizetype at = tail->lastIndexOf("PK\x05\x06", tail->size() - EndBytes);
    if (tail->size() < EndBytes || at < 0)
        return damagedZip(u"the archive is cut off: its directory at the end is missing"_s, path);
    DirectoryPlace place{numberAt<quint32>(*tail, at + 16), numberAt<quint32>(*tail, at + 12)};
    const bool hasLocator =
        at >= LocatorBytes && QByteArrayView(*tail).sliced(at - LocatorBytes).startsWith("PK\x06\x07");
    if (!hasLocator)
        return place;
    const auto end64 = file.read(qint64(numberAt<quint64>(*tail, at - LocatorBytes + 8)), End64Bytes);
    if (!end64 || end64->size() < End64Bytes || !end64->startsWith("PK\x06\x06"))
        return damagedZip(u"the archive is damaged: its directory is not where it should be"_s, path);
    return DirectoryPlace{qint64(numberAt<quint64>(*end64, 48)), qint64(numberAt<quint64>(*end64, 40))};
}

/// Numbers that did not fit 32 bits, in this order: size, packed size, offset.
void takeZip64(QByteArrayView extra, ArchiveEntry &entry)
{
    while (extra.size() >= 4) {
        const auto id = numberAt<quint16>(extra, 0);
        const qsizetype length = numberAt<quint16>(extra, 2);
        if (length > extra.size() - 4)
            return;
        QByteArrayView field = extra.sliced(4, length);
        if (id == 1) {
            for (qint64 *number : {&entry.size, &entry.stored, &entry.offset}) {
                if (*number == Above32 && field.size() >= 8) {
                    *number = qint64(numberAt<quint64>(field, 0));
                    field = field.sliced(8);
                }
            }
        }
        extra = extra.sliced(4 + length);
    }
}

Timestamp timeOfDos(quint16 date, quint16 time)
{
    using namespace std::chrono;
    const year_month_day day(year(1980 + (date >> 9)), month((date >> 5) & 15), std::chrono::day(date & 31));
    if (!day.ok())
        return {};
    return sys_days(day) + hours(time >> 11) + minutes((time >> 5) & 63) + seconds((time & 31) * 2);
}

/// @param name, extra of the entry
ArchiveEntry entryOf(QByteArrayView fixed, const QByteArray &name, QByteArrayView extra)
{
    ArchiveEntry entry;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(name);
    entry.isNameForeign = utf8.hasError();
    entry.path = plainPath((entry.isNameForeign ? QString::fromLatin1(name) : text));
    entry.modifiedAt = timeOfDos(numberAt<quint16>(fixed, 14), numberAt<quint16>(fixed, 12));
    entry.stored = numberAt<quint32>(fixed, 20);
    entry.size = numberAt<quint32>(fixed, 24);
    entry.offset = numberAt<quint32>(fixed, 42);
    takeZip64(extra, entry);
    const auto mode = mode_t(numberAt<quint32>(fixed, 38) >> 16);
    entry.mode = int(mode & 07777);
    if (name.endsWith('/') || S_ISDIR(mode))
        entry.kind = EntryKind::Folder;
    else if (S_ISLNK(mode))
        entry.kind = EntryKind::SymLink;
    else if (S_ISBLK(mode) || S_ISCHR(mode))
        entry.kind = EntryKind::Device;
    else if (S_ISFIFO(mode) || S_ISSOCK(mode))
        entry.kind = EntryKind::Pipe;
    if (entry.kind != EntryKind::File)
        entry.size = 0;
    return entry;
}

std::optional<Error> beyondLimits(const ArchiveEntry &entry, qsizetype count, const QString &path,
                                  const ArchiveLimits &limits)
{
    const auto tooLarge = [&path](const QString &text) {
        return Error{ErrorCode::TooLarge, text, path, {}, u"what comes before is shown"_s};
    };
    if (count >= limits.entries)
        return tooLarge(u"the archive has more than %1 entries"_s.arg(limits.entries));
    if (entry.path.size() > limits.nameBytes)
        return tooLarge(u"a path has more than %1 characters"_s.arg(limits.nameBytes));
    if (entry.path.count(u'/') >= limits.depth)
        return tooLarge(u"a path has more than %1 folders"_s.arg(limits.depth));
    return std::nullopt;
}

} // namespace

Result<OpenedArchive> openZip(const SharedBytes &file, const QString &path, const ArchiveLimits &limits)
{
    const auto place = findDirectory(*file, path);
    if (!place)
        return fail(place.error());
    if (place->size > MaxDirectoryBytes)
        return fail({ErrorCode::TooLarge,
                     u"its directory is larger than %1 MiB"_s.arg(MaxDirectoryBytes >> 20),
                     path,
                     {},
                     {}});
    const auto directory = file->read(place->at, place->size);
    if (!directory)
        return fail(directory.error());
    OpenedArchive opened;
    opened.format = u"zip"_s;
    opened.source = std::make_shared<ZipSource>(file, limits);
    QByteArrayView rest = *directory;
    while (rest.size() >= DirectoryEntryBytes && rest.startsWith("PK\x01\x02") && !opened.index.damage) {
        const qsizetype name = numberAt<quint16>(rest, 28);
        const qsizetype extra = numberAt<quint16>(rest, 30);
        const qsizetype whole = DirectoryEntryBytes + name + extra + numberAt<quint16>(rest, 32);
        if (whole > rest.size())
            break;
        const ArchiveEntry entry = entryOf(rest, rest.sliced(DirectoryEntryBytes, name).toByteArray(),
                                           rest.sliced(DirectoryEntryBytes + name, extra));
        opened.index.damage = beyondLimits(entry, opened.index.entries.size(), path, limits);
        if (!opened.index.damage && !entry.path.isEmpty())
            opened.index.entries.append(entry);
        rest = rest.sliced(whole);
    }
    if (!opened.index.damage && (!rest.isEmpty() || directory->size() < place->size))
        opened.index.damage = Error{ErrorCode::Invalid,
                                    u"the archive's directory is damaged"_s,
                                    path,
                                    {},
                                    u"what comes before is shown"_s};
    return opened;
}

} // namespace muster::console
