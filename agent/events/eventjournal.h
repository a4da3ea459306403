// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/events/eventlog.h"
#include "agent/events/eventsegment.h"

#include <QString>

#include <deque>
#include <vector>

namespace muster::agent {

/// The durable event log: segments of a fixed size in one folder, the oldest given up when there are too
/// many.
///
/// Events of one turn of the event loop are stored together, with one wait for the disk, before anybody is
/// told of them. What the program forgets if it is killed before that nobody has been told.
class EventJournal : public EventLog
{
    Q_OBJECT
public:
    struct Settings
    {
        QString folder; ///< made if it does not exist, mode 0700
        qint64 segmentBytes = 1024 * 1024; ///< at least 8 KiB
        int maxSegments = 8; ///< at least 2
    };

    /// Longest JSON of one event; the data of a longer one is left out.
    static constexpr qsizetype MaxEventBytes = 64 * 1024;

    /// Opens or begins a journal. Errors: Io, naming the file.
    [[nodiscard]] static Result<std::unique_ptr<EventJournal>> open(const Settings &settings);

    qint64 append(const Report &report) override;
    using EventLog::append;
    [[nodiscard]] QString epoch() const override { return m_epoch; }
    [[nodiscard]] qint64 oldest() const override;
    [[nodiscard]] qint64 newest() const override { return m_told; }
    [[nodiscard]] QList<QByteArray> read(qint64 from, int limit, qsizetype maxBytes) const override;

    /// Stores what waits, now; for the end of the program.
    void flush();

Q_SIGNALS:
    /// The disk refuses events: they are told, and kept in memory only, until it takes them again (empty
    /// error).
    void storingFailed(const muster::Error &error);

private:
    struct Waiting
    {
        qint64 sequence;
        Topic topic;
        QByteArray json;
    };

    explicit EventJournal(const Settings &settings);
    [[nodiscard]] Result<void> load();
    void forgetSegments();
    [[nodiscard]] Result<void> storeAll();
    [[nodiscard]] Result<void> addSegment(qint64 first);
    [[nodiscard]] qsizetype maxEventBytes() const;
    void commit();

    Settings m_settings;
    QString m_epoch;
    std::deque<EventSegment> m_segments; ///< oldest first
    std::vector<Waiting> m_untold;
    std::deque<Waiting> m_unstored; ///< not on the disk; bounded, for the disk may go on refusing them
    qint64 m_given = 0; ///< last number given out
    qint64 m_told = 0; ///< last number that subscribers know of
    bool m_isCommitScheduled = false;
    bool m_isFailing = false;
};

} // namespace muster::agent
