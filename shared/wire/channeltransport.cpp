// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/channeltransport.h"

#include "shared/api/channel.h"
#include "shared/model/codec.h"
#include "shared/wire/channels.h"

#include <QPointer>
#include <QTimerEvent>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qint64 CreditAtOnce = ChannelWindowBytes / 4; // less is told of once a turn of the event loop

/// How long the character is that begins with this byte; 1 for what begins none.
qsizetype characterBytes(uchar lead)
{
    if (lead >= 0xC0 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF8 ? 4 : 1;
}

/// The bytes without a character at their end that goes on behind it.
QByteArrayView wholeCharacters(QByteArrayView bytes)
{
    for (qsizetype last = 1; last <= std::min<qsizetype>(3, bytes.size()); ++last) {
        if (characterBytes(uchar(bytes[bytes.size() - last])) > last)
            return bytes.chopped(last);
    }
    return bytes;
}

Error broken(const QString &what, const QString &address)
{
    return {ErrorCode::Invalid, what, address, {}, {}};
}

} // namespace

ChannelTransport::ChannelTransport(Channels &channels, qint64 number, const PeerIdentity &peer)
    : m_channels(&channels)
    , m_number(number)
    , m_peer(peer)
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_channels)
                return;
            m_isReady = true;
            const QPointer<ChannelTransport> alive(this);
            Q_EMIT ready();
            if (alive)
                read();
        },
        Qt::QueuedConnection);
}

ChannelTransport::~ChannelTransport()
{
    if (!m_channels)
        return;
    tellEnd({ErrorCode::Cancelled, {}, {}, {}, {}});
    m_channels->forget(m_number);
}

void ChannelTransport::send(QByteArrayView bytes)
{
    if (m_isClosing || !m_channels)
        return;
    m_unsent.append(bytes);
    sendWhatFits();
}

void ChannelTransport::sendWhatFits()
{
    while (!m_unsent.isEmpty()) {
        const qint64 window = ChannelWindowBytes - m_uncredited;
        const qsizetype most = std::min({qsizetype(window), ChannelChunkBytes, m_unsent.size()});
        const QByteArrayView piece = wholeCharacters(QByteArrayView(m_unsent).first(most));
        if (!piece.isValidUtf8())
            return endSoon(broken(u"only UTF-8 text can go through a channel"_s, m_peer.address));
        if (piece.isEmpty())
            return;
        if (m_channels->isFull()) {
            if (!std::exchange(m_isWaiting, true))
                m_channels->waitForRoom(m_number);
            return;
        }
        const QByteArray params = channelData(m_number, piece);
        m_uncredited += piece.size();
        m_unsent.remove(0, piece.size());
        m_channels->notify(ChannelData::Notification, params);
    }
    if (m_isClosing)
        QMetaObject::invokeMethod(this, &ChannelTransport::advanceClosing, Qt::QueuedConnection);
}

void ChannelTransport::setReadingPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) && !paused)
        QMetaObject::invokeMethod(this, &ChannelTransport::read, Qt::QueuedConnection);
}

void ChannelTransport::close(const Error &reason)
{
    if (m_isClosing || !m_channels)
        return;
    m_isClosing = true;
    m_closeReason = reason;
    m_deadline.start(CloseDeadline, this);
    QMetaObject::invokeMethod(this, &ChannelTransport::advanceClosing, Qt::QueuedConnection);
}

void ChannelTransport::abort(const Error &reason)
{
    if (!m_channels)
        return;
    const Error why = m_isClosing ? m_closeReason : reason;
    tellEnd(why);
    finish(why);
}

void ChannelTransport::advanceClosing()
{
    if (!m_channels || !m_unsent.isEmpty())
        return;
    tellEnd(m_closeReason);
    finish(m_closeReason);
}

void ChannelTransport::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_deadline.timerId())
        return Transport::timerEvent(event);
    m_unsent.clear();
    advanceClosing();
}

/// closed() must not come from within send(): its caller is in the middle of something.
void ChannelTransport::endSoon(const Error &reason)
{
    if (!std::exchange(m_isClosing, true))
        m_closeReason = reason;
    m_unsent.clear();
    QMetaObject::invokeMethod(this, &ChannelTransport::advanceClosing, Qt::QueuedConnection);
}

void ChannelTransport::tellEnd(const Error &reason)
{
    m_channels->notify(ChannelClose::Notification, channelClose(m_number, reason));
}

/// The reason is a copy: whoever hears closed() may delete this, and then look at the reason.
void ChannelTransport::finish(Error reason)
{
    std::exchange(m_channels, nullptr)->forget(m_number);
    m_deadline.stop();
    m_unsent.clear();
    m_unread.clear();
    Q_EMIT closed(reason);
}

void ChannelTransport::lose(const Error &reason)
{
    finish(m_isClosing ? m_closeReason : reason);
}

void ChannelTransport::takeMessage(QByteArrayView method, const JsonValue &params)
{
    if (method == QByteArrayView(ChannelData::Notification))
        takeData(params);
    else if (method == QByteArrayView(ChannelCredit::Notification))
        takeCredit(params);
    else if (method == QByteArrayView(ChannelClose::Notification))
        takeClose(params);
}

void ChannelTransport::takeData(const JsonValue &params)
{
    if (m_isClosing)
        return;
    const QByteArrayView text = channelText(params);
    m_taken += text.size();
    if (text.isEmpty() || m_taken > ChannelWindowBytes)
        return endSoon(broken(u"the far end of the channel does not keep to its limits"_s, m_peer.address));
    if (m_isReady && !m_isPaused && m_unread.isEmpty())
        hand(text);
    else
        m_unread.append(text);
}

void ChannelTransport::takeCredit(const JsonValue &params)
{
    const auto given = decode<ChannelCredit>(params);
    if (!given || given->bytes > m_uncredited)
        return endSoon(broken(u"the far end of the channel took in what was not sent"_s, m_peer.address));
    m_uncredited -= given->bytes;
    sendWhatFits();
    if (unsentBytes() == 0 && !m_isClosing)
        Q_EMIT drained();
}

void ChannelTransport::takeClose(const JsonValue &params)
{
    Error reason = channelEnd(params);
    reason.source = m_peer.address;
    if (m_isClosing)
        finish(m_closeReason);
    else if (m_unread.isEmpty())
        finish(reason);
    else
        m_peerEnd = reason;
}

void ChannelTransport::read()
{
    if (!m_isReady || m_isPaused || m_isClosing || !m_channels)
        return;
    const QPointer<ChannelTransport> alive(this);
    if (const QByteArray bytes = std::exchange(m_unread, {}); !bytes.isEmpty())
        hand(bytes);
    if (alive && m_channels && m_peerEnd && m_unread.isEmpty())
        finish(*m_peerEnd);
}

void ChannelTransport::hand(QByteArrayView bytes)
{
    const QPointer<ChannelTransport> alive(this);
    Q_EMIT received(bytes);
    if (!alive || !m_channels)
        return;
    m_toCredit += bytes.size();
    if (m_toCredit >= CreditAtOnce)
        credit();
    else if (!std::exchange(m_isCreditPosted, true))
        QMetaObject::invokeMethod(this, &ChannelTransport::credit, Qt::QueuedConnection);
}

void ChannelTransport::credit()
{
    m_isCreditPosted = false;
    if (m_toCredit == 0 || !m_channels)
        return;
    m_taken -= m_toCredit;
    m_channels->notify(ChannelCredit::Notification,
                       toJson(ChannelCredit{m_number, std::exchange(m_toCredit, 0)}));
}

} // namespace muster
