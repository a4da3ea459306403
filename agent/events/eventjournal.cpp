// SPDX-License-Identifier: Apache-2.0
#include "agent/events/eventjournal.h"

#include "shared/log.h"

#include <QDir>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr size_t MaxUnstored = 1000;
const auto SegmentPattern = u"*.events"_s;
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

} // namespace

EventJournal::EventJournal(const Settings &settings)
    : m_settings(settings)
{
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
    QDir folder(m_settings.folder);
    for (const QString &halfMade : folder.entryList({HalfMadePattern}, QDir::Files))
        folder.remove(halfMade);
    const QStringList names = folder.entryList({SegmentPattern}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        auto segment = EventSegment::open(folder.filePath(name), name == names.last());
        // What cannot be read, or belongs to another journal, ends how far back one can resume.
        if (!segment) {
            qCWarning(logEvents) << "segment=refused" << describe(segment.error());
            forgetSegments(); // first: cut off in between, they would pass for the whole journal
            folder.rename(name, name + u".damaged"_s);
            continue;
        }
        const bool goesOn = m_segments.empty()
                            || (segment->epoch() == m_epoch && segment->first() == m_segments.back().next());
        if (!goesOn)
            forgetSegments();
        m_epoch = segment->epoch();
        m_segments.push_back(std::move(*segment));
    }
    if (!m_segments.empty()) {
        m_given = m_told = m_segments.back().next() - 1;
        return {};
    }
    // Numbers of before may have been told; a new epoch keeps them apart.
    m_epoch = QUuid::createUuid().toString(QUuid::Id128);
    return addSegment(1);
}

/// Their files go too: at the next start they would be taken for the journal again, or hide a hole in it.
void EventJournal::forgetSegments()
{
    for (EventSegment &segment : m_segments)
        segment.remove();
    m_segments.clear();
    m_epoch.clear();
}

Result<void> EventJournal::addSegment(qint64 first)
{
    auto made = int(m_segments.size()) < m_settings.maxSegments
                    ? EventSegment::create(m_settings.folder, m_epoch, first, m_settings.segmentBytes)
                    : fail(ErrorCode::QuotaExceeded, u"as many segments as may be"_s);
    // Also when the disk is full: then the journal reaches back less far, but goes on.
    if (!made && m_segments.size() > 1) {
        EventSegment oldest = std::move(m_segments.front());
        m_segments.pop_front();
        made = EventSegment::recycle(std::move(oldest), m_settings.folder, m_epoch, first);
    }
    if (!made)
        return fail(made.error());
    m_segments.push_back(std::move(*made));
    return {};
}

qint64 EventJournal::oldest() const
{
    for (const EventSegment &segment : m_segments) {
        if (segment.count() > 0)
            return segment.first();
    }
    return m_unstored.empty() ? 0 : m_unstored.front().sequence;
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
                {report.data}};
    QByteArray json = toJson(event);
    if (json.size() > maxEventBytes()) {
        const qsizetype share = maxEventBytes() / 16; // a byte may need six when it is escaped
        event.data = {};
        event.subject = shortened(event.subject, share);
        event.text = shortened(event.text, share);
        json = toJson(event);
    }
    m_untold.push_back({event.sequence, event.topic, json});
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
    commit();
}

void EventJournal::commit()
{
    m_isCommitScheduled = false;
    const auto batch = std::exchange(m_untold, {});
    if (batch.empty())
        return;
    m_unstored.insert(m_unstored.end(), batch.begin(), batch.end());
    const auto stored = storeAll();
    while (m_unstored.size() > MaxUnstored)
        m_unstored.pop_front();
    m_told = batch.back().sequence;
    for (const Waiting &waiting : batch)
        Q_EMIT appended(waiting.sequence, waiting.topic, waiting.json);
    if (std::exchange(m_isFailing, !stored) != m_isFailing)
        Q_EMIT storingFailed(stored ? Error() : stored.error());
}

Result<void> EventJournal::storeAll()
{
    while (!m_unstored.empty()) {
        EventSegment &last = m_segments.back();
        QList<QByteArray> batch;
        qsizetype bytes = 0;
        // The number of an event is its place in the segment, so a hole in the numbers needs a new one.
        qint64 next = last.next();
        for (const Waiting &waiting : m_unstored) {
            if (waiting.sequence != next || !last.hasRoomFor(bytes + waiting.json.size()))
                break;
            batch.append(waiting.json);
            bytes += waiting.json.size() + EventSegment::LineOverhead;
            ++next;
        }
        const auto done = batch.isEmpty() ? addSegment(m_unstored.front().sequence) : last.append(batch);
        if (!done)
            return done;
        m_unstored.erase(m_unstored.begin(), m_unstored.begin() + batch.size());
    }
    return {};
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
        if (!read)
            qCWarning(logEvents) << "read=failed" << describe(read.error());
    }
    for (const Waiting &waiting : m_unstored) {
        if (goOn && waiting.sequence >= from)
            goOn = take(waiting.sequence, waiting.json);
    }
    return events;
}

} // namespace muster::agent
