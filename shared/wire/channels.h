// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/channeltransport.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <memory>

namespace muster {

class RpcPeer;

/// Params of the notifications of channels. The text must be valid UTF-8.
[[nodiscard]] QByteArray channelData(qint64 number, QByteArrayView text);
[[nodiscard]] QByteArray channelClose(qint64 number, const Error &reason);

/// What they say. Text is empty for what breaks the limits, and else never; valid as long as the params.
[[nodiscard]] QByteArrayView channelText(const JsonValue &params);
[[nodiscard]] Error channelEnd(const JsonValue &params);

/// The near ends of all channels over one connection: what comes over it is handed to the channel that it is
/// for. Lives and ends with the connection, and its channels end with it.
class Channels : public QObject
{
    Q_OBJECT
public:
    /// Unsent bytes of the connection itself from which on its channels wait: their readers may take in a
    /// window each, but together they must not make the connection look dead.
    static constexpr qint64 MaxConnectionBytes = 1024 * 1024;

    /// Those of this connection, made at first use.
    [[nodiscard]] static Channels &of(RpcPeer &connection);
    ~Channels() override;

    /// The near end of a channel that the other side knows by this number too. Reading is not paused.
    /// @param peer who is at the far end, and through whom
    [[nodiscard]] std::unique_ptr<ChannelTransport> open(qint64 number, const PeerIdentity &peer);
    [[nodiscard]] bool contains(qint64 number) const { return m_open.contains(number); }
    [[nodiscard]] qsizetype size() const { return m_open.size(); }

private:
    friend class ChannelTransport;
    explicit Channels(RpcPeer &connection);

    void take(QByteArrayView method, const JsonValue &params);
    void endAll(const Error &reason);
    void resume();
    [[nodiscard]] bool isFull() const;
    void waitForRoom(qint64 number) { m_waiting.append(number); }
    void notify(QByteArrayView method, QByteArrayView params);
    void forget(qint64 number) { m_open.remove(number); }

    RpcPeer *m_connection; ///< null while it is being destroyed
    QHash<qint64, ChannelTransport *> m_open; ///< borrowed: each forgets itself
    QList<qint64> m_waiting; ///< for room in the connection, first come first served
};

} // namespace muster
