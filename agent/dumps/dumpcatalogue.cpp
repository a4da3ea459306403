// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpcatalogue.h"

#include "shared/log.h"

#include "agent/dumps/dumppackage.h"
#include "agent/dumps/membername.h"

#include <QDir>

#include <algorithm>
#include <iterator>
#include <ranges>

using namespace Qt::StringLiterals;

namespace muster::agent {

DumpEntry entryOf(const DumpManifest &manifest)
{
    DumpEntry entry;
    entry.id = manifest.id;
    entry.type = manifest.type;
    entry.scope = manifest.scope;
    entry.state = manifest.state;
    entry.why = manifest.why;
    entry.system = manifest.system;
    entry.pieceOf = manifest.pieceOf;
    entry.reason = manifest.reason;
    entry.unit = manifest.unit;
    entry.failureId = manifest.failureId;
    entry.requestedBy = manifest.requestedBy;
    entry.at = manifest.at;
    entry.finishedAt = manifest.finishedAt;
    entry.digest = manifest.digest;
    entry.size = manifest.streamSize;
    if (entry.size == 0) {
        for (const DumpMember &member : manifest.members)
            entry.size += member.size;
    }
    return entry;
}

DumpCatalogue::DumpCatalogue(const QString &stateFolder, QObject *parent)
    : QObject(parent)
    , m_folder(stateFolder + "/dumps"_L1)
    , m_index(stateFolder + "/dumps.index"_L1)
{
}

void DumpCatalogue::load()
{
    auto known = m_index.load();
    if (!known)
        qCWarning(logDumps).noquote() << "event=indexUnreadable" << describe(known.error());
    const bool wasRight = known && adopt(*known);
    if (!wasRight)
        writeIndex();
    else
        shorten();
    Q_EMIT loaded();
}

/// A folder without an entry is a dump whose end was not written down, or whose index was lost; an entry
/// with an end and without a folder is a dump that somebody took away.
/// @return whether the index was right
bool DumpCatalogue::adopt(const QHash<QString, DumpEntry> &known)
{
    const QStringList names = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort);
    const QSet<QString> folders(names.cbegin(), names.cend());
    bool wasRight = true;
    for (const auto &[id, entry] : known.asKeyValueRange()) {
        if (isWhole(entry.state) && !folders.contains(id)) {
            qCWarning(logDumps).noquote() << "event=dumpGone dump=" << id;
            wasRight = false;
        } else {
            set(entry);
        }
    }
    for (const QString &name : names) {
        const auto found = known.constFind(name);
        if ((found != known.cend() && isWhole(found->state)) || !isDumpId(name))
            continue;
        const auto manifest = readManifest(folder(name));
        if (!manifest) {
            qCWarning(logDumps).noquote()
                << "event=dumpUnreadable dump=" << name << describe(manifest.error());
            continue;
        }
        set(entryOf(*manifest));
        wasRight = false;
    }
    return wasRight;
}

QList<DumpEntry> DumpCatalogue::unfinished() const
{
    QList<DumpEntry> found;
    for (const auto &[place, entry] : m_entries | std::views::reverse) {
        if (!isEnd(entry.state) && !m_shown.contains(place.id))
            found.append(entry);
    }
    return found;
}

QList<DumpEntry> DumpCatalogue::whole() const
{
    QList<DumpEntry> found;
    for (const auto &[place, entry] : m_entries | std::views::reverse) {
        if (isWhole(entry.state) && !m_shown.contains(place.id))
            found.append(entry);
    }
    return found;
}

Result<DumpPage> DumpCatalogue::page(const QString &after, int limit) const
{
    auto next = m_entries.cbegin();
    if (!after.isEmpty()) {
        const auto time = m_times.constFind(after);
        if (time == m_times.cend())
            return fail({ErrorCode::NotFound,
                         u"there is no dump %1 (any more)"_s.arg(after),
                         {},
                         u"params.after"_s,
                         u"begin again with the newest"_s});
        next = m_entries.upper_bound({*time, after});
    }
    DumpPage page;
    page.total = int(m_entries.size());
    for (; next != m_entries.cend() && page.entries.size() < limit; ++next)
        page.entries.append(next->second);
    page.isLast = next == m_entries.cend();
    return page;
}

std::optional<DumpEntry> DumpCatalogue::entry(const QString &id) const
{
    const auto time = m_times.constFind(id);
    if (time == m_times.cend())
        return std::nullopt;
    return m_entries.at({*time, id});
}

QString DumpCatalogue::freeId(const QString &type, Timestamp at) const
{
    const QString id = u"%1-%2Z"_s.arg(type, toDateTime(at).toString(u"yyyyMMdd'T'HHmmss"_s));
    QString free = id;
    for (int number = 2; m_times.contains(free) || QDir(folder(free)).exists(); ++number)
        free = u"%1-%2"_s.arg(id).arg(number);
    return free;
}

void DumpCatalogue::set(const DumpEntry &entry)
{
    drop(entry.id);
    m_times.insert(entry.id, entry.at);
    m_entries.insert_or_assign({entry.at, entry.id}, entry);
}

bool DumpCatalogue::drop(const QString &id)
{
    const auto time = m_times.constFind(id);
    if (time == m_times.cend())
        return false;
    m_entries.erase({*time, id});
    m_times.erase(time);
    m_shown.remove(id);
    return true;
}

Result<void> DumpCatalogue::put(const DumpEntry &entry)
{
    set(entry);
    const auto kept = m_index.put(entry);
    Q_EMIT changed(entry);
    if (entry.state == DumpState::Failed)
        boundFailed();
    shorten();
    return kept;
}

void DumpCatalogue::show(const DumpEntry &entry)
{
    const bool isKept = m_times.contains(entry.id) && !m_shown.contains(entry.id);
    set(entry);
    if (!isKept)
        m_shown.insert(entry.id);
    Q_EMIT changed(entry);
}

Result<DumpEntry> DumpCatalogue::markOffloaded(const QString &id, const DumpCopy &copy)
{
    auto found = entry(id);
    if (!found)
        return fail(ErrorCode::NotFound, u"there is no dump %1 (any more)"_s.arg(id), u"params.id"_s);
    if (!isWhole(found->state) || m_shown.contains(id))
        return fail(ErrorCode::Conflict, u"the dump %1 is not whole"_s.arg(id), u"params.id"_s);
    if (!found->digest.isEmpty() && found->digest != copy.digest)
        return fail({ErrorCode::Conflict,
                     u"the copy of the dump %1 is another than the dump"_s.arg(id),
                     {},
                     u"params.digest"_s,
                     u"fetch it again"_s});
    found->offloaded.removeIf([&copy](const DumpCopy &one) { return one.to == copy.to; });
    found->offloaded.append(copy);
    if (found->offloaded.size() > DumpCopy::MaxCopies)
        found->offloaded.removeFirst();
    if (const auto kept = put(*found); !kept)
        return fail(kept.error());
    return *found;
}

Result<void> DumpCatalogue::erase(const QStringList &ids)
{
    QStringList kept;
    QStringList dropped;
    for (const QString &id : ids) {
        const bool isShown = m_shown.contains(id);
        if (!drop(id))
            continue;
        dropped.append(id);
        if (!isShown)
            kept.append(id);
    }
    const auto removed = kept.isEmpty() ? Result<void>() : m_index.remove(kept);
    for (const QString &id : std::as_const(dropped))
        Q_EMIT erased(id);
    shorten();
    return removed;
}

void DumpCatalogue::boundFailed()
{
    QStringList failed;
    for (const auto &[place, entry] : m_entries) {
        if (entry.state == DumpState::Failed && !m_shown.contains(entry.id))
            failed.append(entry.id);
    }
    if (failed.size() > MaxFailed)
        (void)erase(failed.sliced(MaxFailed));
}

void DumpCatalogue::shorten()
{
    if (m_index.isLong(size()))
        writeIndex();
}

void DumpCatalogue::writeIndex()
{
    const auto written = m_index.rewrite([this](const auto &write) {
        for (const auto &[place, entry] : m_entries) {
            if (!m_shown.contains(entry.id))
                write(entry);
        }
    });
    if (!written)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(written.error());
}

} // namespace muster::agent
