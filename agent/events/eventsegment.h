// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace muster::agent {

/// What a segment's first line says.
struct SegmentHeader
{
    QString epoch;
    qint64 first = 1; ///< number of the first event
    QString before; ///< the epoch that this one goes on from, where it is another; else empty
};

/// One file of the event journal: a header line, then one line an event, then zeros up to its full size.
///
///     muster-events 1 <epoch> <first sequence> [<epoch before>]
///     <8 hex digits of the SHA-256 of the JSON> <JSON>
///
/// The whole size is written when the file is made, so that a disk that gets full cannot stop an event from
/// being stored, unless its file system copies on write. Sequence numbers follow from the position: the first
/// event has the header's number.
class EventSegment
{
public:
    /// What a line takes beside its JSON: checksum, space, newline.
    static constexpr qsizetype LineOverhead = 10;

    /// What a header takes at most.
    static constexpr qsizetype MaxHeaderBytes = 128;

    /// Makes a new segment that holds these events, durable with its name when this returns; a segment of the
    /// same first number is replaced. All or nothing. The events must fit. Errors: Io.
    [[nodiscard]] static Result<EventSegment> create(const QString &folder, const SegmentHeader &header,
                                                     qint64 bytes, const QList<QByteArray> &events);
    /// The same out of the file of an old one, for when there is no room for another. After an error the old
    /// one may still be as it was, or be gone: isOpen() tells.
    [[nodiscard]] static Result<EventSegment> recycle(EventSegment &old, const QString &folder,
                                                      const SegmentHeader &header, qint64 bytes,
                                                      const QList<QByteArray> &events);
    /// Opens one. `isLast`: a run may have been cut off while it wrote; what is not whole at the end is
    /// wiped. Errors: Invalid when it is no segment, or cannot be read; Io when it cannot be opened or wiped
    /// now, which says nothing of what is in it.
    [[nodiscard]] static Result<EventSegment> open(const QString &path, bool isLast);

    EventSegment(EventSegment &&other) noexcept;
    EventSegment &operator=(EventSegment &&other) noexcept;
    ~EventSegment();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] const QString &epoch() const { return m_header.epoch; }
    [[nodiscard]] const QString &epochBefore() const { return m_header.before; }
    [[nodiscard]] qint64 first() const { return m_header.first; }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 next() const { return m_header.first + m_count; }
    /// The latest time that an event in it has; which event that is, a clock that was set decides.
    [[nodiscard]] Timestamp latest() const { return m_latest; }
    [[nodiscard]] bool hasRoomFor(qsizetype jsonBytes) const;

    /// Writes lines at the end and waits until they are on the disk. All or, after an error, none count.
    [[nodiscard]] Result<void> append(const QList<QByteArray> &events);

    /// Hands out events from this number on until `take` returns false. A damaged one is skipped. Errors: Io.
    [[nodiscard]] Result<void> read(qint64 from, const std::function<bool(qint64, QByteArray)> &take) const;

    /// Whether this segment comes after that one, with nothing between them.
    [[nodiscard]] bool continues(const EventSegment &earlier) const;
    /// Leaves out what was written from this number on: it was given up for events of another epoch.
    void endBefore(qint64 sequence);

    /// Deletes the file.
    void remove();

private:
    EventSegment() = default;
    EventSegment(const QString &folder, const SegmentHeader &header, qint64 bytes);
    [[nodiscard]] QByteArray headerLine() const;
    [[nodiscard]] Result<void> readHeader(QByteArrayView line);
    [[nodiscard]] Result<void> finish(const QString &making, const QList<QByteArray> &events);
    [[nodiscard]] Result<QByteArray> readAll() const;
    void index(const QByteArray &content, bool verify);
    void note(QByteArrayView line);
    [[nodiscard]] std::unexpected<Error> ioError(const QString &action) const;

    static constexpr qint64 IndexStep = 64; ///< every so many events, the offset is remembered

    int m_fd = -1;
    QString m_path;
    SegmentHeader m_header;
    qint64 m_count = 0;
    qint64 m_size = 0;
    qint64 m_end = 0; ///< where the next line goes
    std::vector<qint64> m_offsets;
    Timestamp m_latest = Timestamp::min();
};

} // namespace muster::agent
