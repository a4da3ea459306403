// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace muster::agent {

/// One file of the event journal: a header line, then one line an event, then zeros up to its full size.
///
///     muster-events 1 <epoch> <first sequence>
///     <8 hex digits of the SHA-256 of the JSON> <JSON>
///
/// The whole size is allocated when the file is made, so that a full disk cannot stop an event from being
/// stored. Sequence numbers follow from the position: the first event has the header's number.
class EventSegment
{
public:
    /// What a line takes beside its JSON: checksum, space, newline.
    static constexpr qsizetype LineOverhead = 10;

    /// Makes a new segment, durable with its name when this returns. Errors: Io.
    [[nodiscard]] static Result<EventSegment> create(const QString &folder, const QString &epoch,
                                                     qint64 first, qint64 bytes);
    /// Makes a new segment out of the file of an old one, for when the disk has no room for another.
    [[nodiscard]] static Result<EventSegment> recycle(EventSegment old, const QString &folder,
                                                      const QString &epoch, qint64 first);
    /// Opens one. `isLast`: a run may have been cut off while it wrote; what is not whole at the end is
    /// wiped. Errors: Io; Invalid when it is no segment.
    [[nodiscard]] static Result<EventSegment> open(const QString &path, bool isLast);

    EventSegment(EventSegment &&other) noexcept;
    EventSegment &operator=(EventSegment &&other) noexcept;
    ~EventSegment();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QString &epoch() const { return m_epoch; }
    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 next() const { return m_first + m_count; }
    [[nodiscard]] bool hasRoomFor(qsizetype jsonBytes) const;

    /// Writes lines at the end and waits until they are on the disk. All or, after an error, none count.
    [[nodiscard]] Result<void> append(const QList<QByteArray> &events);

    /// Hands out events from this number on until `take` returns false. A damaged one is skipped. Errors: Io.
    [[nodiscard]] Result<void> read(qint64 from, const std::function<bool(qint64, QByteArray)> &take) const;

    /// Deletes the file.
    void remove();

private:
    EventSegment() = default;
    [[nodiscard]] Result<void> writeHeader();
    [[nodiscard]] Result<QByteArray> readAll() const;
    void index(const QByteArray &content, bool verify);
    void noteOffset(qint64 offset);
    [[nodiscard]] std::unexpected<Error> ioError(const QString &action) const;

    static constexpr qint64 IndexStep = 64; ///< every so many events, the offset is remembered

    int m_fd = -1;
    QString m_path;
    QString m_epoch;
    qint64 m_first = 1;
    qint64 m_count = 0;
    qint64 m_size = 0;
    qint64 m_end = 0; ///< where the next line goes
    std::vector<qint64> m_offsets;
};

} // namespace muster::agent
