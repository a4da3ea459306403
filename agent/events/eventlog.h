// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/codec.h"
#include "shared/model/event.h"

#include <QObject>

#include <optional>

namespace muster::agent {

/// Where capabilities tell what happened. Gives each event its number, makes it durable if the disk lets it,
/// then hands it to subscribers.
class EventLog : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What a capability knows of an event; number and time are put here.
    struct Report
    {
        Topic topic = Topic::Node;
        QLatin1StringView kind;
        Health severity = Health::OK;
        QString subject;
        QString text;
        QByteArray data = "null"; ///< JSON; empty counts as null
    };

    /// Numbers the event. It is stored durably first, then appended() tells it, from the event loop. While it
    /// cannot be stored it is told all the same, in another epoch.
    /// @return its sequence number
    virtual qint64 append(const Report &report) = 0;

    template <typename T>
    qint64 append(Report report, const T &data)
    {
        report.data = toJson(data);
        return append(report);
    }

    /// Stores and tells at once what was appended, for whoever must not go on before.
    virtual void flush() { }

    /// What the numbers count in: one number means one event within it.
    [[nodiscard]] virtual QString epoch() const = 0;
    /// A number and what it counts in.
    struct Position
    {
        QString epoch;
        qint64 sequence = 0;
    };
    /// The newest event that outlives a kill of the program.
    [[nodiscard]] virtual Position durable() const { return {epoch(), newest()}; }
    /// The last number that means the same event in that epoch as in the present one; nothing for a journal
    /// that this one does not go on from.
    [[nodiscard]] virtual std::optional<qint64> sharedWith(const QString &epoch) const
    {
        return epoch == this->epoch() ? std::optional(newest()) : std::nullopt;
    }
    [[nodiscard]] virtual qint64 oldest() const = 0; ///< from here on none is missing; 0 when empty
    [[nodiscard]] virtual qint64 newest() const = 0; ///< 0 when there never was one

    /// Stored events as JSON texts (each an Event), from the given number on, in order: at most `limit` and
    /// about `maxBytes`.
    [[nodiscard]] virtual QList<QByteArray> read(qint64 from, int limit, qsizetype maxBytes) const = 0;
    /// Where to read on for events of that time or later: from that number on, all before the returned one
    /// are earlier. Costs no reading.
    [[nodiscard]] virtual qint64 skipEarlier(qint64 from, Timestamp since) const
    {
        Q_UNUSED(since)
        return from;
    }

Q_SIGNALS:
    /// The events that follow count in another epoch, which goes on from the one before: who counts in that
    /// must ask anew.
    void epochChanged();
    /// @param json the event as it goes to subscribers
    void appended(qint64 sequence, muster::Topic topic, const QByteArray &json);
};

} // namespace muster::agent
