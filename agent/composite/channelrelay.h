// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/channel.h"
#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QCoroTask>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <functional>
#include <unordered_map>

namespace muster {
class JsonValue;
}

namespace muster::agent {

class KnownPeers;
class MethodTable;
class Neighbours;
class Session;
struct CallContext;

/// The coordinator's part in channels (shared/api/channel.h): connects consoles to members and hands on what
/// they say to each other, which it neither reads nor keeps. A number is given once, so that both sides use
/// the same.
class ChannelRelay : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxOfCaller = 1100; ///< over one connection: a whole system, and some to spare
    static constexpr qsizetype MaxInAll = 16'384;
    /// Unsent bytes of a connection from which on nobody is told to send more into it, ...
    static constexpr qint64 SlowReaderBytes = 1024 * 1024;
    /// ... and from which on the channel ends whose bytes come next, for the sake of those that wait.
    static constexpr qint64 MaxWaitingBytes = 8 * 1024 * 1024;

    /// Offers channel.open. All are borrowed and outlive this.
    ChannelRelay(Neighbours &neighbours, KnownPeers &known, MethodTable &methods,
                 qsizetype maxInAll = MaxInAll, QObject *parent = nullptr);

    [[nodiscard]] qsizetype channels() const { return qsizetype(m_channels.size()); }

private:
    /// What goes one way.
    struct Way
    {
        qint64 uncredited = 0;
        qint64 withheld = 0; ///< of it, what was taken in without the sender having been told
    };
    struct Channel
    {
        Session *caller = nullptr;
        Session *member = nullptr;
        QString callerId;
        QString memberId;
        bool isOpen = false; ///< the member has accepted it
        Way toMember;
        Way toCaller;

        [[nodiscard]] Session *other(const Session *end) const { return end == caller ? member : caller; }
        [[nodiscard]] Way &wayTo(const Session *end) { return end == caller ? toCaller : toMember; }
    };
    /// One connection that channels end at.
    struct End
    {
        QSet<qint64> channels;
        QList<qint64> withheld; ///< those whose sender waits until this one has read
    };

    [[nodiscard]] QCoro::Task<Result<ChannelOpenAnswer>> open(CallContext context, ChannelOpenParams params);
    [[nodiscard]] Result<Session *> memberFor(const CallContext &context, const QString &nodeId) const;
    [[nodiscard]] qint64 add(const CallContext &context, const QString &nodeId, Session *member);
    [[nodiscard]] Result<ChannelOpenAnswer> conclude(qint64 number, const CallContext &context,
                                                     const Result<Nothing> &accepted);
    void watch(Session *session);
    void take(Session *from, QByteArrayView method, const JsonValue &params);
    void passText(qint64 number, Channel &channel, Session *from, const JsonValue &params);
    void passCredit(qint64 number, Channel &channel, Session *from, const JsonValue &params);
    void giveCredit(qint64 number, Channel &channel, const Session *reader);
    void giveWithheld(Session *reader);
    void end(qint64 number, const Error &reason, const Session *except = nullptr);
    void endAt(Session *session, const Error &reason);
    void endWhere(const std::function<bool(const Channel &)> &fits, const Error &reason);

    Neighbours &m_neighbours;
    qsizetype m_maxInAll;
    std::unordered_map<qint64, Channel> m_channels; ///< by number
    std::unordered_map<Session *, End> m_ends; ///< of connections that have not ended
    QHash<QString, Timestamp> m_unlinkedAt; ///< of members, by node id
    qint64 m_lastNumber = 0;
};

} // namespace muster::agent
