// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/transport.h"

#include <QBasicTimer>
#include <QByteArray>

#include <chrono>
#include <optional>

namespace muster {

class Channels;
class JsonValue;

/// One end of a channel (shared/api/channel.h): a Transport inside messages of somebody else's connection. It
/// carries text, for that is what fits into them. What the far end has not taken in counts as unsent, so a
/// slow reader holds back its sender and nobody in between.
/// May be aborted and deleted in slots of its own signals.
class ChannelTransport : public Transport
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds CloseDeadline{3}; ///< from close() to closed()

    ~ChannelTransport() override;

    [[nodiscard]] qint64 number() const { return m_number; }
    [[nodiscard]] PeerIdentity peer() const override { return m_peer; }
    void send(QByteArrayView bytes) override;
    [[nodiscard]] qint64 unsentBytes() const override { return m_unsent.size() + m_uncredited; }
    void setReadingPaused(bool paused) override;
    using Transport::close;
    void close(const muster::Error &reason) override;
    void abort(const muster::Error &reason) override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Channels;
    ChannelTransport(Channels &channels, qint64 number, const PeerIdentity &peer);

    void takeMessage(QByteArrayView method, const JsonValue &params);
    void takeData(const JsonValue &params);
    void takeCredit(const JsonValue &params);
    void takeClose(const JsonValue &params);
    void lose(const Error &reason);

    void sendWhatFits();
    void read();
    void hand(QByteArrayView bytes);
    void credit();
    void advanceClosing();
    void endSoon(const Error &reason);
    void tellEnd(const Error &reason);
    void finish(Error reason);

    Channels *m_channels; ///< null once the channel has ended
    qint64 m_number;
    PeerIdentity m_peer;
    QByteArray m_unsent;
    qint64 m_uncredited = 0; ///< sent, and not taken in by the far end
    QByteArray m_unread; ///< has come while reading was paused
    qint64 m_taken = 0; ///< has come, and the far end was not told that it was taken in
    qint64 m_toCredit = 0; ///< of it, what was handed on
    std::optional<Error> m_peerEnd; ///< the far end has ended, and not all was read yet
    Error m_closeReason; ///< once the end has begun
    QBasicTimer m_deadline;
    bool m_isReady = false;
    bool m_isPaused = false;
    bool m_isCreditPosted = false;
    bool m_isWaiting = false; ///< for room in the connection
    bool m_isClosing = false;
};

} // namespace muster
