// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/programs/flood.h"

#include "shared/api/events.h"

namespace muster::bench {

namespace {

constexpr qsizetype BatchBytes = 64 * 1024;
constexpr int BatchesPerTurn = 16; // then the socket has its turn

void appendEvent(QByteArray &out, qint64 sequence)
{
    appendNotification(
        out, api::EventsSubscribe::Notification,
        "{\"sequence\":" + QByteArray::number(sequence)
            + ",\"at\":\"2026-01-01T00:00:00.000Z\",\"topic\":\"Units\",\"kind\":\"bench.tick\","
              "\"severity\":\"OK\",\"subject\":\"fan-control.service\","
              "\"text\":\"something small has happened\"}");
}

} // namespace

Flood::Flood(RpcPeer &reader)
    : QObject(&reader)
    , m_reader(reader)
{
    connect(&reader, &RpcPeer::drained, this, &Flood::sendMore);
    QMetaObject::invokeMethod(this, &Flood::sendMore, Qt::QueuedConnection);
}

void Flood::sendMore()
{
    for (int i = 0; i < BatchesPerTurn && m_sent < Events && m_reader.unsentBytes() == 0; ++i) {
        QByteArray batch;
        while (batch.size() < BatchBytes && m_sent < Events)
            appendEvent(batch, ++m_sent);
        m_reader.sendLines(batch);
    }
    if (m_sent < Events && m_reader.unsentBytes() == 0)
        QMetaObject::invokeMethod(this, &Flood::sendMore, Qt::QueuedConnection);
}

} // namespace muster::bench
