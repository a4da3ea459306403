// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/event.h"

#include "agent/events/eventlog.h"

namespace muster::test {

/// An event log that keeps all in memory, for tests of what tells events.
class MemoryEventLog : public agent::EventLog
{
    Q_OBJECT
public:
    using EventLog::append;
    using EventLog::EventLog;

    qint64 append(const Report &report) override;
    [[nodiscard]] QString epoch() const override { return QStringLiteral("memory"); }
    [[nodiscard]] qint64 oldest() const override { return m_events.isEmpty() ? 0 : 1; }
    [[nodiscard]] qint64 newest() const override { return m_events.size(); }
    [[nodiscard]] QList<QByteArray> read(qint64 from, int limit, qsizetype maxBytes) const override;

    /// The time that the next events get; by default the present one.
    void setTime(Timestamp at) { m_time = at; }

    [[nodiscard]] const QList<Event> &events() const { return m_events; }
    [[nodiscard]] QStringList kinds() const;
    [[nodiscard]] int count(QLatin1StringView kind) const;
    /// The latest of a kind; a default one when there is none.
    [[nodiscard]] Event latest(QLatin1StringView kind) const;
    template <typename T>
    [[nodiscard]] T latestData(QLatin1StringView kind) const
    {
        return fromJson<T>(latest(kind).data.text).value_or(T());
    }

private:
    QList<Event> m_events;
    std::optional<Timestamp> m_time;
};

} // namespace muster::test
