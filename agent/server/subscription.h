// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/json/jsonvalue.h"
#include "shared/model/words.h"

#include <QByteArray>
#include <QList>
#include <QObject>

namespace muster {
class RpcPeer;
}

namespace muster::agent {

class EventLog;

/// Where a subscription begins, and what it is about.
struct SubscriptionStart
{
    qint64 next = 1;
    QList<Topic> topics; ///< empty for all
};

/// Events on their way to one reader. While it keeps up each goes out as it happens; when it does not,
/// nothing is queued for it: the rest comes from the journal once it has taken what was sent. Changes of
/// state that a later one in the same batch replaces are then left out; failures never are. When the journal
/// begins to count in another epoch the connection is ended.
class Subscription : public QObject
{
    Q_OBJECT
public:
    /// Bytes on their way from which on the reader counts as slow.
    static constexpr qint64 LowWater = 256 * 1024;
    /// What is read from the journal at once.
    static constexpr int BatchEvents = 256;
    static constexpr qsizetype BatchBytes = 64 * 1024;

    /// Begins from the event loop, so that the answer to the call goes first. Both are borrowed.
    Subscription(EventLog &events, RpcPeer &reader, const SubscriptionStart &start);

private:
    struct Outline;

    void takeLive(qint64 sequence, Topic topic, const QByteArray &json);
    void catchUp();
    void end();
    [[nodiscard]] Result<void> sendBatch();
    [[nodiscard]] QList<qsizetype> worthSending(const QList<Outline> &batch, bool latestOnly) const;
    [[nodiscard]] bool wants(Topic topic) const;

    EventLog &m_events;
    RpcPeer &m_reader;
    QList<Topic> m_topics;
    qint64 m_next; ///< number of the next event to look at
    bool m_isLive = false;
    bool m_hasEnded = false;
    JsonParser m_parser;
};

} // namespace muster::agent
