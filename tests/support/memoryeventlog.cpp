// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memoryeventlog.h"

#include <algorithm>

namespace muster::test {

qint64 MemoryEventLog::append(const Report &report)
{
    Event event;
    event.sequence = newest() + 1;
    event.at = m_time.value_or(now());
    event.topic = report.topic;
    event.kind = report.kind;
    event.severity = report.severity;
    event.subject = report.subject;
    event.text = report.text;
    event.data = report.data.isEmpty() ? RawJson() : RawJson{report.data};
    m_events.append(event);
    Q_EMIT appended(event.sequence, event.topic, toJson(event));
    return event.sequence;
}

QList<QByteArray> MemoryEventLog::read(qint64 from, int limit, qsizetype) const
{
    QList<QByteArray> page;
    for (qint64 i = std::max<qint64>(from, 1) - 1; i < m_events.size() && page.size() < limit; ++i)
        page.append(toJson(m_events[i]));
    return page;
}

QStringList MemoryEventLog::kinds() const
{
    QStringList kinds;
    for (const Event &event : m_events)
        kinds.append(event.kind);
    return kinds;
}

int MemoryEventLog::count(QLatin1StringView kind) const
{
    return int(std::ranges::count(m_events, kind, &Event::kind));
}

Event MemoryEventLog::latest(QLatin1StringView kind) const
{
    for (auto event = m_events.crbegin(); event != m_events.crend(); ++event) {
        if (event->kind == kind)
            return *event;
    }
    return {};
}

} // namespace muster::test
