// SPDX-License-Identifier: Apache-2.0
#include "agent/server/subscription.h"

#include "agent/events/eventlog.h"
#include "shared/api/events.h"
#include "shared/log.h"
#include "shared/wire/rpcpeer.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

/// What decides whether an event of the journal is sent.
struct Subscription::Outline
{
    qint64 sequence = 0;
    Topic topic = Topic::Node;
    QString kind;
    QString subject;

    static constexpr auto fields()
    {
        return std::tuple(field("sequence", &Outline::sequence, "Number"),
                          field("topic", &Outline::topic, "Topic"), field("kind", &Outline::kind, "Kind"),
                          field("subject", &Outline::subject, "Subject").optional());
    }

    /// Whether a later event of the same kind and subject says all that this one says.
    [[nodiscard]] bool isLatestWins() const
    {
        const bool isFacet = kind == events::FacetChanged || kind == events::SystemFacetChanged;
        // Which facet it is only the subject tells.
        return kind == events::UnitChanged || kind == events::JobChanged || (isFacet && !subject.isEmpty());
    }
};

Subscription::Subscription(EventLog &events, RpcPeer &reader, const SubscriptionStart &start)
    : m_events(events)
    , m_reader(reader)
    , m_topics(start.topics)
    , m_next(start.next)
{
    connect(&events, &EventLog::appended, this, &Subscription::takeLive);
    connect(&events, &EventLog::epochChanged, this, &Subscription::end);
    connect(&reader, &RpcPeer::drained, this, &Subscription::catchUp);
    QMetaObject::invokeMethod(this, &Subscription::catchUp, Qt::QueuedConnection);
}

bool Subscription::wants(Topic topic) const
{
    return m_topics.isEmpty() || m_topics.contains(topic);
}

void Subscription::takeLive(qint64 sequence, Topic topic, const QByteArray &json)
{
    if (!m_isLive || sequence != m_next) {
        m_isLive = false;
        if (m_reader.unsentBytes() == 0)
            QMetaObject::invokeMethod(this, &Subscription::catchUp, Qt::QueuedConnection);
        return;
    }
    ++m_next;
    m_isLive = m_reader.unsentBytes() + json.size() <= LowWater;
    if (wants(topic))
        m_reader.notify(api::EventsSubscribe::Notification, json);
}

void Subscription::catchUp()
{
    if (m_isLive || m_hasEnded)
        return;
    while (!m_reader.isClosed() && m_reader.unsentBytes() < LowWater) {
        if (m_next > m_events.newest()) {
            m_isLive = true;
            return;
        }
        if (m_next < m_events.oldest()) {
            m_reader.endWith(
                {ErrorCode::QuotaExceeded,
                 u"the reader fell behind: event %1 is not in the journal any more"_s.arg(m_next),
                 m_reader.identity().address,
                 {},
                 u"connect again and take a snapshot"_s});
            return;
        }
        if (const auto sent = sendBatch(); !sent) {
            qCWarning(logEvents, "subscription=broken %ls", qUtf16Printable(describe(sent.error())));
            m_reader.endWith(sent.error());
        }
    }
}

/// The reader counts in an epoch that has ended, so it gets no number of another one: it comes again, and
/// is told which numbers the two share.
void Subscription::end()
{
    m_events.disconnect(this);
    m_reader.disconnect(this);
    m_hasEnded = true;
    m_reader.endWith({ErrorCode::Conflict,
                      u"the journal counts in another epoch now"_s,
                      m_reader.identity().address,
                      {},
                      u"connect again"_s});
}

Result<void> Subscription::sendBatch()
{
    const QList<QByteArray> batch = m_events.read(m_next, BatchEvents, BatchBytes);
    QList<Outline> outlines;
    for (const QByteArray &json : batch) {
        const auto outline = m_parser.parse(json, json.size()).and_then([](const JsonValue &value) {
            return decode<Outline>(value);
        });
        if (!outline)
            return fail(outline.error());
        outlines.append(*outline);
    }
    if (outlines.isEmpty() || outlines.last().sequence < m_next)
        return fail(ErrorCode::Io, u"event %1 cannot be read from the journal"_s.arg(m_next));
    m_next = outlines.last().sequence + 1;
    QByteArray lines;
    // Only for a reader that is far behind: one that was away for a while gets the whole story.
    const bool isFarBehind = batch.size() == BatchEvents && m_next <= m_events.newest();
    for (const qsizetype i : worthSending(outlines, isFarBehind))
        appendNotification(lines, api::EventsSubscribe::Notification, batch[i]);
    m_reader.sendLines(lines);
    return {};
}

/// The places in a batch that the reader is sent: of its topics, and not replaced by a later one.
QList<qsizetype> Subscription::worthSending(const QList<Outline> &batch, bool latestOnly) const
{
    QSet<std::pair<QString, QString>> later;
    QList<qsizetype> worth;
    for (qsizetype i = batch.size() - 1; i >= 0; --i) {
        const std::pair what(batch[i].kind, batch[i].subject);
        if (!wants(batch[i].topic) || (latestOnly && batch[i].isLatestWins() && later.contains(what)))
            continue;
        later.insert(what);
        worth.prepend(i);
    }
    return worth;
}

} // namespace muster::agent
