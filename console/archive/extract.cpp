// SPDX-License-Identifier: Apache-2.0
#include "console/archive/extract.h"

#include "console/archive/targetfolder.h"
#include "shared/store/atomicfile.h"

#include <QSet>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 ExtractStep = 1 << 20;

/// Why an entry of this kind is never made; empty for files and folders.
QString reasonAgainst(EntryKind kind)
{
    switch (kind) {
    case EntryKind::SymLink:
        return u"it is a symbolic link; links are not made"_s;
    case EntryKind::Device:
        return u"it is a device; devices are not made"_s;
    case EntryKind::Pipe:
        return u"it is a pipe or socket; they are not made"_s;
    case EntryKind::File:
    case EntryKind::Folder:
    case EntryKind::HardLink:
        break;
    }
    return {};
}

/// A folder's own entries and all below it.
QList<qsizetype> withWhatIsBelow(const DumpArchive &dump, const QList<qsizetype> &chosen)
{
    QList<qsizetype> all;
    if (chosen.isEmpty()) {
        for (qsizetype i = 0; i < dump.entries().size(); ++i)
            all.append(i);
        return all;
    }
    QList<QString> folders;
    for (const qsizetype i : chosen) {
        if (dump.entries().at(i).kind == EntryKind::Folder)
            folders.append(dump.entries().at(i).path + u'/');
    }
    QSet<qsizetype> wanted(chosen.begin(), chosen.end());
    for (qsizetype i = 0; i < dump.entries().size(); ++i) {
        const QString &path = dump.entries().at(i).path;
        const bool isBelow =
            std::ranges::any_of(folders, [&path](const QString &folder) { return path.startsWith(folder); });
        if (isBelow || wanted.contains(i))
            all.append(i);
    }
    return all;
}

class Extraction
{
public:
    Extraction(const DumpArchive &dump, const ExtractOrder &order, const TargetFolder &target,
               const ArchiveLimits &limits, const WorkWatch &watch)
        : m_dump(dump)
        , m_order(order)
        , m_target(target)
        , m_limits(limits)
        , m_watch(watch)
    {
    }

    [[nodiscard]] Result<ExtractReport> run()
    {
        const QList<qsizetype> entries = withWhatIsBelow(m_dump, m_order.entries);
        for (const qsizetype i : entries)
            m_total += m_dump.entries().at(i).size;
        if (m_total > m_limits.unpackedBytes)
            return fail({ErrorCode::TooLarge,
                         u"it would be more than %1 MiB"_s.arg(m_limits.unpackedBytes >> 20),
                         m_dump.path(),
                         {},
                         u"extract some of it"_s});
        if (m_total > m_target.freeBytes() - m_limits.spareBytes)
            return fail({ErrorCode::QuotaExceeded,
                         u"there is no room for %1 MiB"_s.arg((m_total >> 20) + 1),
                         m_order.folder,
                         {},
                         u"make room, extract some of it, or choose a folder on another disk"_s});
        for (const qsizetype i : entries) {
            if (m_watch.isStopped()) {
                m_report.isStopped = true;
                break;
            }
            if (const auto done = take(i); !done)
                return fail(done.error());
        }
        return m_report;
    }

private:
    void leaveOut(const ArchiveEntry &entry, const QString &why)
    {
        m_report.leftOut.append({entry.path, why});
    }

    /// Errors only where going on makes no sense.
    [[nodiscard]] Result<void> take(qsizetype number)
    {
        const ArchiveEntry &entry = m_dump.entries().at(number);
        if (const QString reason = reasonAgainst(entry.kind); !reason.isEmpty())
            return leaveOut(entry, reason), Result<void>();
        const auto parts = TargetFolder::safeParts(entry.path);
        if (!parts)
            return leaveOut(entry, parts.error().text), Result<void>();
        if (entry.kind == EntryKind::Folder) {
            if (const auto made = m_target.makeFolder(*parts); !made)
                leaveOut(entry, made.error().text);
            return {};
        }
        if (!entry.damage.isEmpty())
            return leaveOut(entry, entry.damage), Result<void>();
        const auto bytes = m_dump.bytes(number, m_watch);
        if (!bytes)
            return leaveOut(entry, bytes.error().text), Result<void>();
        const auto written = m_target.write(*parts, m_order.mayOverwrite, entry.modifiedAt,
                                            [this, &bytes = **bytes](int fd) { return copy(bytes, fd); });
        if (written) {
            ++m_report.files;
            m_report.bytes += (*bytes)->size();
        } else if (written.error().code == ErrorCode::Cancelled) {
            m_report.isStopped = true;
        } else {
            leaveOut(entry, written.error().text);
        }
        return m_isDiskFull ? fail(written.error()) : Result<void>();
    }

    [[nodiscard]] Result<void> copy(const Bytes &bytes, int fd)
    {
        for (qint64 at = 0; at < bytes.size(); at += ExtractStep) {
            if (m_watch.isStopped())
                return stopped(m_dump.path());
            const auto step = bytes.read(at, ExtractStep);
            if (!step)
                return fail(step.error());
            const bool isHole = std::ranges::all_of(*step, [](char c) { return c == 0; });
            if (isHole ? ::lseek(fd, step->size(), SEEK_CUR) < 0 : !writeAll(fd, *step)) {
                m_isDiskFull = errno == ENOSPC || errno == EDQUOT;
                return fail(ioError(u"write the file"_s, m_order.folder, errno));
            }
            m_done += step->size();
            m_watch.tell(m_done, m_total);
        }
        // A hole at the end is not there before the file is as long.
        if (::ftruncate(fd, bytes.size()) != 0)
            return fail(ioError(u"write the file"_s, m_order.folder, errno));
        return {};
    }

    const DumpArchive &m_dump;
    const ExtractOrder &m_order;
    const TargetFolder &m_target;
    const ArchiveLimits &m_limits;
    const WorkWatch &m_watch;
    qint64 m_total = 0;
    qint64 m_done = 0;
    bool m_isDiskFull = false;
    ExtractReport m_report;
};

} // namespace

Result<ExtractReport> extract(const DumpArchive &dump, const ExtractOrder &order, const ArchiveLimits &limits,
                              const WorkWatch &watch)
{
    const auto target = TargetFolder::open(order.folder);
    if (!target)
        return fail(target.error());
    return Extraction(dump, order, *target, limits, watch).run();
}

} // namespace muster::console
