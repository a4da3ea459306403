// SPDX-License-Identifier: Apache-2.0
#include "agent/events/eventsegment.h"

#include "shared/log.h"
#include "shared/store/atomicfile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr QByteArrayView Magic = "muster-events 1 ";
constexpr qsizetype ChecksumDigits = 8;
const auto HalfMadeSuffix = u".new"_s;
static_assert(EventSegment::LineOverhead == ChecksumDigits + 2);

QByteArray checksum(QByteArrayView json)
{
    return QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex().first(ChecksumDigits);
}

QString fileName(const QString &folder, qint64 first)
{
    return folder + u'/' + QString::number(first).rightJustified(19, u'0') + ".events"_L1;
}

bool isWhole(QByteArrayView line)
{
    return line.size() > ChecksumDigits + 1 && line[ChecksumDigits] == ' '
           && checksum(line.sliced(ChecksumDigits + 1)) == line.first(ChecksumDigits);
}

/// Where the lines end that count. A whole one proves all before it, the damaged ones included, for their
/// numbers were told; what comes after the last whole one was never finished.
qsizetype endOfLines(const QByteArray &content, qsizetype from, bool verify)
{
    qsizetype end = from;
    for (qsizetype at = from; at < content.size();) {
        const qsizetype lineEnd = content.indexOf('\n', at);
        const QByteArrayView line = QByteArrayView(content).sliced(at, std::max(lineEnd, at) - at);
        // Where a write was cut off there may be nothing: how many lines that were, nobody knows.
        if (lineEnd < 0 || line.contains('\0'))
            break;
        at = lineEnd + 1;
        if (!verify || isWhole(line))
            end = at;
    }
    return end;
}

/// Found by its place in the JSON, for at each start this is done for all events; one that has none there
/// might have any.
Timestamp timeOf(QByteArrayView line)
{
    constexpr QByteArrayView key = "\"at\":\"";
    const qsizetype found = line.indexOf(key);
    if (found < 0)
        return Timestamp::max();
    const QByteArrayView rest = line.sliced(found + key.size());
    return timestampFromIso(rest.first(std::max<qsizetype>(rest.indexOf('"'), 0))).value_or(Timestamp::max());
}

bool isWiped(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char byte) { return byte == '\0'; });
}

bool writeAt(int fd, QByteArrayView bytes, qint64 offset)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::pwrite(fd, bytes.data(), size_t(bytes.size()), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
        offset += written;
    }
    return true;
}

bool zeroFrom(int fd, qint64 offset, qint64 size)
{
    const QByteArray zeros(qMin<qint64>(64 * 1024, std::max<qint64>(size - offset, 0)), '\0');
    for (; offset < size; offset += zeros.size()) {
        if (!writeAt(fd,
                     QByteArrayView(zeros).first(qsizetype(std::min<qint64>(zeros.size(), size - offset))),
                     offset))
            return false;
    }
    return true;
}

} // namespace

EventSegment::EventSegment(EventSegment &&other) noexcept
{
    *this = std::move(other);
}

EventSegment &EventSegment::operator=(EventSegment &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    m_path = std::move(other.m_path);
    m_header = std::move(other.m_header);
    m_count = other.m_count;
    m_size = other.m_size;
    m_end = other.m_end;
    m_offsets = std::move(other.m_offsets);
    m_latest = other.m_latest;
    return *this;
}

EventSegment::~EventSegment()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

std::unexpected<Error> EventSegment::ioError(const QString &action) const
{
    return fail(Error{ErrorCode::Io,
                      u"%1: %2"_s.arg(action, QString::fromLocal8Bit(std::strerror(errno))),
                      m_path,
                      {},
                      u"look at the disk that holds this file"_s});
}

EventSegment::EventSegment(const QString &folder, const SegmentHeader &header, qint64 bytes)
    : m_path(fileName(folder, header.first))
    , m_header(header)
    , m_size(bytes)
{
}

Result<EventSegment> EventSegment::create(const QString &folder, const SegmentHeader &header, qint64 bytes,
                                          const QList<QByteArray> &events)
{
    EventSegment segment(folder, header, bytes);
    // Under another name until it is whole: a half-made segment must not be taken for one.
    const QString making = segment.m_path + HalfMadeSuffix;
    segment.m_fd =
        ::open(QFile::encodeName(making).constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (!segment.isOpen())
        return segment.ioError(u"cannot create"_s);
    // Written, not only allocated: not every file system can do that, and blocks that were never written cost
    // a change of the file's metadata with each event that is the first in one.
    if (!zeroFrom(segment.m_fd, 0, bytes)) {
        const auto failure = segment.ioError(u"cannot make room for %1 bytes"_s.arg(bytes));
        QFile::remove(making);
        return failure;
    }
    if (auto finished = segment.finish(making, events); !finished)
        return fail(finished.error());
    return segment;
}

Result<EventSegment> EventSegment::recycle(EventSegment &old, const QString &folder,
                                           const SegmentHeader &header, qint64 bytes,
                                           const QList<QByteArray> &events)
{
    // A disk that takes no writes must not cost the old one: it is asked before anything is given up.
    if (!writeAt(old.m_fd, old.headerLine(), 0) || ::fdatasync(old.m_fd) != 0)
        return old.ioError(u"cannot reuse the oldest segment"_s);
    EventSegment segment(folder, header, std::max(bytes, old.m_size));
    // Renamed before it is wiped: a cut in between leaves a file that is no segment, and is removed.
    const QString making = segment.m_path + HalfMadeSuffix;
    if (::rename(QFile::encodeName(old.m_path).constData(), QFile::encodeName(making).constData()) != 0)
        return old.ioError(u"cannot reuse the oldest segment"_s);
    segment.m_fd = std::exchange(old.m_fd, -1);
    if (!zeroFrom(segment.m_fd, 0, segment.m_size)) {
        const auto failure = segment.ioError(u"cannot wipe the oldest segment"_s);
        QFile::remove(making);
        return failure;
    }
    if (auto finished = segment.finish(making, events); !finished)
        return fail(finished.error());
    return segment;
}

/// Writes what a new segment begins with, and gives the file its name.
Result<void> EventSegment::finish(const QString &making, const QList<QByteArray> &events)
{
    const QByteArray header = headerLine();
    m_end = header.size();
    if (!writeAt(m_fd, header, 0)) {
        const auto failure = ioError(u"cannot write"_s);
        QFile::remove(making);
        return failure;
    }
    if (auto appended = append(events); !appended) {
        QFile::remove(making);
        return appended;
    }
    if (::rename(QFile::encodeName(making).constData(), QFile::encodeName(m_path).constData()) != 0
        || !syncFolder(QFileInfo(m_path).path())) {
        const auto failure = ioError(u"cannot put in place"_s);
        QFile::remove(making);
        QFile::remove(m_path);
        return failure;
    }
    return {};
}

QByteArray EventSegment::headerLine() const
{
    QByteArray line =
        Magic.toByteArray() + m_header.epoch.toLatin1() + ' ' + QByteArray::number(m_header.first);
    if (!m_header.before.isEmpty())
        line += ' ' + m_header.before.toLatin1();
    return line + '\n';
}

Result<void> EventSegment::readHeader(QByteArrayView line)
{
    const QList<QByteArray> words = line.toByteArray().split(' ');
    bool isNumber = false;
    if (line.startsWith(Magic) && (words.size() == 4 || words.size() == 5))
        m_header = {QString::fromLatin1(words[2]), words[3].toLongLong(&isNumber),
                    QString::fromLatin1(words.value(4))};
    if (!isNumber || m_header.first < 1
        || QFileInfo(m_path).fileName() != QFileInfo(fileName({}, m_header.first)).fileName())
        return fail(Error{ErrorCode::Invalid, u"not a segment of the event journal"_s, m_path, {}, {}});
    return {};
}

Result<EventSegment> EventSegment::open(const QString &path, bool isLast)
{
    EventSegment segment;
    segment.m_path = path;
    segment.m_fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
    struct stat info = {};
    if (!segment.isOpen() || ::fstat(segment.m_fd, &info) != 0)
        return segment.ioError(u"cannot open"_s);
    segment.m_size = info.st_size;
    const auto content = segment.readAll();
    if (!content)
        return fail(content.error());
    const qsizetype headerEnd = std::max<qsizetype>(content->indexOf('\n'), 0);
    if (const auto read = segment.readHeader(QByteArrayView(*content).first(headerEnd)); !read)
        return fail(read.error());
    segment.m_end = headerEnd + 1;
    segment.index(*content, isLast);
    // Not written to unless something was torn: a disk that is full must not cost the journal, and flash
    // wears.
    const bool isTorn = isLast && !isWiped(QByteArrayView(*content).sliced(segment.m_end));
    if (isTorn && !zeroFrom(segment.m_fd, segment.m_end, segment.m_size))
        return segment.ioError(u"cannot wipe what was half written"_s);
    return segment;
}

Result<QByteArray> EventSegment::readAll() const
{
    QByteArray content(m_size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t got = ::pread(m_fd, content.data() + done, size_t(content.size() - done), done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            Error damage = ioError(u"cannot read"_s).error();
            damage.code = ErrorCode::Invalid;
            return fail(damage);
        }
        if (got == 0)
            break;
        done += got;
    }
    content.truncate(done);
    return content;
}

void EventSegment::index(const QByteArray &content, bool verify)
{
    const qsizetype end = endOfLines(content, m_end, verify);
    while (m_end < end) {
        const qsizetype lineEnd = content.indexOf('\n', m_end);
        note(QByteArrayView(content).sliced(m_end, lineEnd - m_end));
        m_end = lineEnd + 1;
    }
}

/// Counts the line that begins at the end of those before.
void EventSegment::note(QByteArrayView line)
{
    if (m_count % IndexStep == 0)
        m_offsets.push_back(m_end);
    ++m_count;
    m_latest = std::max(m_latest, timeOf(line));
}

bool EventSegment::hasRoomFor(qsizetype jsonBytes) const
{
    return m_end + jsonBytes + LineOverhead <= m_size;
}

Result<void> EventSegment::append(const QList<QByteArray> &events)
{
    QByteArray lines;
    for (const QByteArray &json : events)
        lines += checksum(json) + ' ' + json + '\n';
    if (!writeAt(m_fd, lines, m_end) || ::fdatasync(m_fd) != 0)
        return ioError(u"cannot write"_s);
    for (const QByteArray &json : events) {
        note(json);
        m_end += json.size() + LineOverhead;
    }
    return {};
}

Result<void> EventSegment::read(qint64 from, const std::function<bool(qint64, QByteArray)> &take) const
{
    from = std::max(from, m_header.first);
    if (from >= next())
        return {};
    const auto step = size_t((from - m_header.first) / IndexStep);
    qint64 sequence = m_header.first + qint64(step) * IndexStep;
    qint64 offset = m_offsets[step];
    QByteArray block;
    while (sequence < next()) {
        const qsizetype lineEnd = block.indexOf('\n');
        if (lineEnd < 0) {
            QByteArray more(std::min<qint64>(64 * 1024, m_end - offset), Qt::Uninitialized);
            const ssize_t got = ::pread(m_fd, more.data(), size_t(more.size()), offset);
            if (got <= 0)
                return ioError(u"cannot read"_s);
            offset += got;
            block += more.first(got);
            continue;
        }
        if (sequence >= from) {
            const QByteArrayView line = QByteArrayView(block).first(lineEnd);
            if (!isWhole(line))
                qCWarning(logEvents) << "event=damaged sequence=" << sequence << "file=" << m_path;
            else if (!take(sequence, line.sliced(ChecksumDigits + 1).toByteArray()))
                return {};
        }
        block.remove(0, lineEnd + 1);
        ++sequence;
    }
    return {};
}

bool EventSegment::continues(const EventSegment &earlier) const
{
    if (epoch() == earlier.epoch())
        return first() == earlier.next();
    return epochBefore() == earlier.epoch() && first() <= earlier.next();
}

void EventSegment::endBefore(qint64 sequence)
{
    m_count = std::min(m_count, sequence - first());
}

void EventSegment::remove()
{
    QFile::remove(m_path);
}

} // namespace muster::agent
