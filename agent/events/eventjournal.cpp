// SPDX-License-Identifier: Apache-2.0
#include "agent/events/eventjournal.h"

#include "shared/log.h"
#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include <QDir>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto SegmentPattern = u"*.events"_s;
const auto DamagedSuffix = u".damaged"_s;
const auto HalfMadePattern = u"*.events.new"_s;

/// Readers refuse longer ones; their limits count bytes of UTF-8.
QString shortened(const QString &text, qsizetype maxBytes)
{
    const QByteArray utf8 = text.toUtf8();
    if (utf8.size() <= maxBytes)
        return text;
    qsizetype end = maxBytes;
    while (end > 0 && (quint8(utf8[end]) & 0xc0U) == 0x80U)
        --end; // not within a character
    return QString::fromUtf8(utf8.first(end));
}

QString newEpoch()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

} // namespace

EventJournal::EventJournal(const Settings &settings)
    : m_settings(settings)
    , m_retryAfter(settings.retryAfter)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EventJournal::commit);
    m_settings.segmentBytes = std::max<qint64>(m_settings.segmentBytes, 8 * 1024);
    m_settings.maxSegments = std::max(m_settings.maxSegments, 2);
}

Result<std::unique_ptr<EventJournal>> EventJournal::open(const Settings &settings)
{
    std::unique_ptr<EventJournal> journal(new EventJournal(settings));
    if (auto loaded = journal->load(); !loaded)
        return fail(loaded.error());
    return journal;
}

Result<void> EventJournal::load()
{
    constexpr auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().mkpath(m_settings.folder) || !QFile::setPermissions(m_settings.folder, onlyOwner))
        return fail(Error{ErrorCode::Io, u"cannot make the folder for events"_s, m_settings.folder, {}, {}});
    // QDir shows a folder that cannot be read as empty, and then a new journal would replace this one.
    if (const FileDescriptor readable(
            ::open(QFile::encodeName(m_settings.folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        !readable.isOpen())
        return fail(ioError(u"read the folder of events"_s, m_settings.folder, errno));
    QDir folder(m_settings.folder);
    for (const QString &halfMade : folder.entryList({HalfMadePattern}, QDir::Files))
        folder.remove(halfMade);
    const QStringList names = folder.entryList({SegmentPattern}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        auto segment = EventSegment::open(folder.filePath(name), name == names.last());
        // Too many open files, say, or no right to them: that is mended, and then all is there again.
        if (!segment && segment.error().code == ErrorCode::Io)
            return fail(segment.error());
        // What cannot be read, or belongs to another journal, ends how far back one can resume.
        if (!segment) {
            qCWarning(logEvents) << "segment=refused" << describe(segment.error());
            forgetSegments(); // first: cut off in between, they would pass for the whole journal
            keepDamaged(name);
            continue;
        }
        if (!m_segments.empty() && segment->continues(m_segments.back()))
            m_segments.back().endBefore(segment->first());
        else
            forgetSegments();
        m_epoch = segment->epoch();
        m_segments.push_back(std::move(*segment));
    }
    if (!m_segments.empty()) {
        m_given = m_told = m_segments.back().next() - 1;
        return {};
    }
    // Numbers of before may have been told; a new epoch keeps them apart.
    m_epoch = newEpoch();
    auto made = makeSegment({m_epoch, 1, {}}, {});
    if (!made)
        return fail(made.error());
    m_segments.push_back(std::move(*made));
    return {};
}

void EventJournal::keepDamaged(const QString &name) const
{
    QDir folder(m_settings.folder);
    folder.remove(name + DamagedSuffix);
    folder.rename(name, name + DamagedSuffix);
    const QStringList kept = folder.entryList({u'*' + DamagedSuffix}, QDir::Files, QDir::Time);
    for (const QString &old : kept.sliced(std::min<qsizetype>(kept.size(), MaxDamagedFiles)))
        folder.remove(old);
}

/// Their files go too: at the next start they would be taken for the journal again, or hide a hole in it.
void EventJournal::forgetSegments()
{
    for (EventSegment &segment : m_segments)
        segment.remove();
    m_segments.clear();
    m_epoch.clear();
}

Result<EventSegment> EventJournal::makeSegment(const SegmentHeader &header, const QList<QByteArray> &events)
{
    auto made = int(m_segments.size()) < m_settings.maxSegments
                    ? EventSegment::create(m_settings.folder, header, m_settings.segmentBytes, events)
                    : fail(ErrorCode::QuotaExceeded, u"as many segments as may be"_s);
    // Also when the disk is full: then the journal reaches back less far, but goes on.
    if (!made && m_segments.size() > 1) {
        made = EventSegment::recycle(m_segments.front(), m_settings.folder, header, m_settings.segmentBytes,
                                     events);
        if (!m_segments.front().isOpen())
            m_segments.pop_front();
    }
    return made;
}

qint64 EventJournal::oldest() const
{
    qint64 oldest = m_unstored.empty() ? 0 : m_unstored.front().sequence;
    for (auto segment = m_segments.crbegin(); segment != m_segments.crend(); ++segment) {
        // What was given up while the disk refused it leaves a hole.
        if (oldest > 0 && segment->next() != oldest)
            break;
        if (segment->count() > 0)
            oldest = segment->first();
    }
    return oldest;
}

EventLog::Position EventJournal::durable() const
{
    return {m_segments.back().epoch(), m_segments.back().next() - 1};
}

std::optional<qint64> EventJournal::sharedWith(const QString &epoch) const
{
    if (epoch == m_epoch)
        return m_told;
    for (auto segment = m_segments.crbegin(); segment != m_segments.crend(); ++segment) {
        if (segment->epoch() == epoch)
            return segment->next() - 1;
        if (segment->epochBefore() == epoch)
            return segment->first() - 1;
    }
    return std::nullopt;
}

qint64 EventJournal::append(const Report &report)
{
    Event event{++m_given,
                now(),
                report.topic,
                report.kind,
                report.severity,
                shortened(report.subject, MaxSubjectBytes),
                shortened(report.text, DefaultMaxText),
                report.data.isEmpty() ? RawJson() : RawJson{report.data}};
    QByteArray json = toJson(event);
    if (json.size() > maxEventBytes()) {
        const qsizetype share = maxEventBytes() / 16; // a byte may need six when it is escaped
        event.data = {};
        event.subject = shortened(event.subject, share);
        event.text = shortened(event.text, share);
        json = toJson(event);
    }
    m_new.push_back({event.sequence, event.topic, json});
    if (!std::exchange(m_isCommitScheduled, true))
        QMetaObject::invokeMethod(this, &EventJournal::commit, Qt::QueuedConnection);
    return event.sequence;
}

qsizetype EventJournal::maxEventBytes() const
{
    return std::min<qsizetype>(MaxEventBytes, m_settings.segmentBytes / 2);
}

void EventJournal::flush()
{
    m_retry.stop();
    commit();
}

void EventJournal::commit()
{
    m_isCommitScheduled = false;
    const auto batch = std::exchange(m_new, {});
    const bool isWaiting = m_retry.isActive();
    if (batch.empty() && (!m_isFailing || isWaiting))
        return;
    m_unstored.insert(m_unstored.end(), batch.begin(), batch.end());
    m_untold.insert(m_untold.end(), batch.begin(), batch.end());
    // A disk that has just refused is not asked with each event: that would cost as much as a whole segment,
    // and subscribers a new epoch each time it changes its mind.
    const Result<void> stored = isWaiting ? fail(m_refusal) : storeAll();
    if (!stored)
        keepInMemory();
    if (!batch.empty())
        m_told = batch.back().sequence;
    noteStoring(stored);
    tellAll(); // last: who is told may flush
}

void EventJournal::tellAll()
{
    if (std::exchange(m_isTelling, true))
        return; // who is telling already goes on with these
    while (!m_untold.empty()) {
        const Waiting next = std::move(m_untold.front());
        m_untold.pop_front();
        Q_EMIT appended(next.sequence, next.topic, next.json);
    }
    m_isTelling = false;
}

void EventJournal::noteStoring(const Result<void> &stored)
{
    if (stored) {
        m_retry.stop();
        m_retryAfter = m_settings.retryAfter;
    } else if (!m_retry.isActive()) {
        m_refusal = stored.error();
        m_retry.start(m_retryAfter);
        m_retryAfter = std::min(2 * m_retryAfter, MaxRetryAfter);
    }
    const bool wasFailing = std::exchange(m_isFailing, !stored);
    if (wasFailing != m_isFailing)
        Q_EMIT storingFailed(stored ? Error() : stored.error());
}

/// Whether nothing of the present epoch is on the disk.
bool EventJournal::isApart() const
{
    return m_segments.back().epoch() != m_epoch;
}

Result<void> EventJournal::storeAll()
{
    while (!m_unstored.empty()) {
        const bool fits = m_segments.back().hasRoomFor(m_unstored.front().json.size());
        const auto count = fits && !isApart() ? storeInLast() : storeInNew();
        if (!count)
            return fail(count.error());
        m_unstored.erase(m_unstored.begin(), m_unstored.begin() + *count);
    }
    return {};
}

/// @return how many were stored
Result<qsizetype> EventJournal::storeInLast()
{
    EventSegment &last = m_segments.back();
    QList<QByteArray> batch;
    qsizetype bytes = 0;
    for (const Waiting &waiting : m_unstored) {
        if (!last.hasRoomFor(bytes + waiting.json.size()))
            break;
        batch.append(waiting.json);
        bytes += waiting.json.size() + EventSegment::LineOverhead;
    }
    return last.append(batch).transform([&] { return batch.size(); });
}

/// Begins a segment, with all that was told already: from then on its numbers are those on the disk.
/// @return how many were stored
Result<qsizetype> EventJournal::storeInNew()
{
    QList<QByteArray> told;
    for (const Waiting &waiting : m_unstored) {
        if (waiting.sequence <= m_told)
            told.append(waiting.json);
    }
    const SegmentHeader header{m_epoch, m_unstored.front().sequence,
                               isApart() ? m_segments.back().epoch() : QString()};
    auto made = makeSegment(header, told);
    if (!made)
        return fail(made.error());
    if (m_segments.back().first() == header.first)
        m_segments.pop_back(); // it was empty, and its file was replaced
    m_segments.push_back(std::move(*made));
    return told.size();
}

/// For what is going to be told though the disk has refused it.
void EventJournal::keepInMemory()
{
    if (!isApart()) {
        m_epoch = newEpoch();
        Q_EMIT epochChanged();
    }
    qsizetype bytes = 0;
    for (const Waiting &waiting : m_unstored)
        bytes += waiting.json.size() + EventSegment::LineOverhead;
    while (m_unstored.size() > MaxUnstored
           || bytes > m_settings.segmentBytes - EventSegment::MaxHeaderBytes) {
        bytes -= m_unstored.front().json.size() + EventSegment::LineOverhead;
        m_unstored.pop_front();
    }
}

QList<QByteArray> EventJournal::read(qint64 from, int limit, qsizetype maxBytes) const
{
    QList<QByteArray> events;
    qsizetype bytes = 0;
    const auto take = [&](qint64 sequence, const QByteArray &json) {
        if (sequence > m_told)
            return false;
        events.append(json);
        bytes += json.size();
        return events.size() < limit && bytes < maxBytes;
    };
    bool goOn = limit > 0;
    for (const EventSegment &segment : m_segments) {
        if (!goOn || segment.next() <= from)
            continue;
        const auto read = segment.read(
            from, [&](qint64 sequence, const QByteArray &json) { return goOn = take(sequence, json); });
        if (!read) {
            qCWarning(logEvents) << "read=failed" << describe(read.error());
            return events; // what comes after would hide the hole
        }
    }
    for (const Waiting &waiting : m_unstored) {
        if (goOn && waiting.sequence >= from)
            goOn = take(waiting.sequence, waiting.json);
    }
    return events;
}

qint64 EventJournal::skipEarlier(qint64 from, Timestamp since) const
{
    for (const EventSegment &segment : m_segments) {
        if (segment.next() <= from)
            continue;
        if (segment.latest() >= since)
            break;
        from = segment.next();
    }
    return from;
}

} // namespace muster::agent
