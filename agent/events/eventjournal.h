// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/events/eventlog.h"
#include "agent/events/eventsegment.h"

#include <QString>
#include <QTimer>

#include <chrono>
#include <deque>
#include <vector>

namespace muster::agent {

/// The durable event log: segments of a fixed size in one folder, the oldest given up when there are too
/// many.
///
/// Events of one turn of the event loop are stored together, with one wait for the disk, before anybody is
/// told of them. What the program forgets if it is killed before that nobody has been told.
///
/// While the disk refuses them events are told all the same, but under an epoch of their own that goes on
/// from the one on the disk: their numbers would be given again after a kill. That epoch gets to the disk at
/// once with all that was told in it, or not at all.
class EventJournal : public EventLog
{
    Q_OBJECT
public:
    struct Settings
    {
        QString folder; ///< made if it does not exist, mode 0700
        qint64 segmentBytes = 1024 * 1024; ///< at least 8 KiB
        int maxSegments = 8; ///< at least 2
        std::chrono::milliseconds retryAfter = std::chrono::seconds(5); ///< the first time the disk refuses
    };

    /// Longest JSON of one event; the data of a longer one is left out.
    static constexpr qsizetype MaxEventBytes = 64 * 1024;
    /// What is kept in memory while the disk refuses it, at most; also no more than one segment takes.
    static constexpr size_t MaxUnstored = 1000;
    /// Files that could not be read are kept for whoever wants to know why; at most so many.
    static constexpr int MaxDamagedFiles = 2;
    /// A disk that goes on refusing is tried half as often each time, but at least this often.
    static constexpr std::chrono::milliseconds MaxRetryAfter = std::chrono::seconds(60);

    /// Opens or begins a journal. Errors: Io, naming the file.
    [[nodiscard]] static Result<std::unique_ptr<EventJournal>> open(const Settings &settings);

    qint64 append(const Report &report) override;
    using EventLog::append;
    [[nodiscard]] QString epoch() const override { return m_epoch; }
    [[nodiscard]] qint64 oldest() const override;
    [[nodiscard]] qint64 newest() const override { return m_told; }
    [[nodiscard]] Position durable() const override;
    [[nodiscard]] std::optional<qint64> sharedWith(const QString &epoch) const override;
    [[nodiscard]] QList<QByteArray> read(qint64 from, int limit, qsizetype maxBytes) const override;
    [[nodiscard]] qint64 skipEarlier(qint64 from, Timestamp since) const override;

    /// Stores and tells what waits, now, also what the disk has refused; for the end of the program. From
    /// within appended() it is told after what is being told.
    void flush() override;

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
    void keepDamaged(const QString &name) const;
    [[nodiscard]] bool isApart() const;
    [[nodiscard]] Result<void> storeAll();
    [[nodiscard]] Result<qsizetype> storeInLast();
    [[nodiscard]] Result<qsizetype> storeInNew();
    [[nodiscard]] Result<EventSegment> makeSegment(const SegmentHeader &header,
                                                   const QList<QByteArray> &events);
    void keepInMemory();
    void tellAll();
    void noteStoring(const Result<void> &stored);
    [[nodiscard]] qsizetype maxEventBytes() const;
    void commit();

    Settings m_settings;
    QString m_epoch;
    std::deque<EventSegment> m_segments; ///< oldest first
    std::vector<Waiting> m_new; ///< since the last commit
    std::deque<Waiting> m_unstored; ///< not on the disk; bounded, for the disk may go on refusing them
    std::deque<Waiting> m_untold; ///< those of the commit that is under way
    qint64 m_given = 0; ///< last number given out
    qint64 m_told = 0; ///< last number that subscribers know of
    QTimer m_retry; ///< runs only while the disk refuses events; until then it is not asked again
    Error m_refusal; ///< why it did
    std::chrono::milliseconds m_retryAfter;
    bool m_isCommitScheduled = false;
    bool m_isTelling = false;
    bool m_isFailing = false;
};

} // namespace muster::agent
