// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/channels.h"

#include "shared/api/channel.h"
#include "shared/model/codec.h"
#include "shared/wire/rpcpeer.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

Error lostWith(const RpcPeer &connection, const QString &why)
{
    return {ErrorCode::Unavailable,
            u"the connection that the channel went through has ended"_s
                + (why.isEmpty() ? why : u": "_s + why),
            connection.identity().address,
            {},
            {}};
}

} // namespace

QByteArray channelData(qint64 number, QByteArrayView text)
{
    QByteArray params;
    JsonWriter(params).beginObject().key("channel").integer(number).key("data").utf8(text).endObject();
    return params;
}

QByteArray channelClose(qint64 number, const Error &reason)
{
    if (reason.code == ErrorCode::Cancelled)
        return toJson(ChannelClose{number, {}, {}, {}});
    return toJson(ChannelClose{number, errorName(reason.code), reason.text, reason.remedy});
}

/// Not decoded as ChannelData, which would turn it into UTF-16 and back.
QByteArrayView channelText(const JsonValue &params)
{
    const auto data = params.find("data");
    const auto text = data ? data->toUtf8() : std::nullopt;
    return text && text->size() <= ChannelChunkBytes ? *text : QByteArrayView();
}

Error channelEnd(const JsonValue &params)
{
    const auto told = decode<ChannelClose>(params);
    if (!told || told->error.isEmpty())
        return {ErrorCode::Cancelled, u"the peer closed the connection"_s, {}, {}, {}};
    return {errorCodeFromName(told->error), told->text, {}, {}, told->remedy};
}

Channels &Channels::of(RpcPeer &connection)
{
    auto *channels = connection.findChild<Channels *>(Qt::FindDirectChildrenOnly);
    return channels ? *channels : *new Channels(connection);
}

Channels::Channels(RpcPeer &connection)
    : QObject(&connection)
    , m_connection(&connection)
{
    connect(&connection, &RpcPeer::notified, this, &Channels::take);
    connect(&connection, &RpcPeer::drained, this, &Channels::resume);
    connect(&connection, &RpcPeer::closed, this,
            [this](const Error &reason) { endAll(lostWith(*m_connection, reason.text)); });
}

Channels::~Channels()
{
    m_connection = nullptr;
    endAll(
        {ErrorCode::Unavailable, u"the connection that the channel went through was given up"_s, {}, {}, {}});
}

std::unique_ptr<ChannelTransport> Channels::open(qint64 number, const PeerIdentity &peer)
{
    std::unique_ptr<ChannelTransport> channel(new ChannelTransport(*this, number, peer));
    m_open.insert(number, channel.get());
    if (m_connection->isClosed())
        channel->endSoon(lostWith(*m_connection, {}));
    return channel;
}

void Channels::take(QByteArrayView method, const JsonValue &params)
{
    const auto number = params.find("channel");
    ChannelTransport *channel = number ? m_open.value(number->toInteger().value_or(0)) : nullptr;
    if (channel) // else it has ended at this side, and the far one does not know yet
        channel->takeMessage(method, params);
}

void Channels::endAll(const Error &reason)
{
    // Who is told may give up others of them.
    while (!m_open.isEmpty())
        m_open.take(m_open.constBegin().key())->lose(reason);
}

void Channels::resume()
{
    for (const auto waiting = std::exchange(m_waiting, {}); const qint64 number : waiting) {
        if (ChannelTransport *channel = m_open.value(number)) {
            channel->m_isWaiting = false;
            channel->sendWhatFits();
        }
    }
}

bool Channels::isFull() const
{
    return m_connection && m_connection->unsentBytes() >= MaxConnectionBytes;
}

void Channels::notify(QByteArrayView method, QByteArrayView params)
{
    if (m_connection)
        m_connection->notify(method, params);
}

} // namespace muster
