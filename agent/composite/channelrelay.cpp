// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/channelrelay.h"

#include "agent/composite/neighbours.h"
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/trust/knownpeers.h"
#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/wire/channels.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error beyondLimits()
{
    return {ErrorCode::Invalid, u"one end of the channel does not keep to its limits"_s, {}, {}, {}};
}

Error ofNobody(const QString &text)
{
    return {ErrorCode::Unavailable, text, {}, {}, {}};
}

QString nameOf(const SystemMember &member)
{
    return member.name.isEmpty() ? member.nodeId : member.name;
}

} // namespace

ChannelRelay::ChannelRelay(Neighbours &neighbours, KnownPeers &known, MethodTable &methods,
                           qsizetype maxInAll, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_maxInAll(maxInAll)
{
    methods.addAsync<api::ChannelOpen>([this](CallContext context, ChannelOpenParams params) {
        return open(std::move(context), std::move(params));
    });
    connect(&neighbours, &Neighbours::memberLinked, this,
            [this](const QString &nodeId) { m_unlinkedAt.remove(nodeId); });
    connect(&neighbours, &Neighbours::memberUnlinked, this, [this](const QString &nodeId) {
        m_unlinkedAt.insert(nodeId, now());
        endWhere([&](const Channel &channel) { return channel.memberId == nodeId; },
                 ofNobody(u"the member's connection to the coordinator has ended"_s));
    });
    connect(&neighbours, &Neighbours::membershipChanged, this, [this] {
        const Membership *system = m_neighbours.membership();
        m_unlinkedAt.removeIf([system](const auto &one) { return !system || !system->member(one.key()); });
    });
    connect(&neighbours, &Neighbours::hubChanged, this, [this] {
        if (!m_neighbours.isHub())
            endWhere([](const Channel &) { return true; }, ofNobody(u"the coordinator is another one now"_s));
    });
    // Members were told what the caller may do here when its channels were opened.
    connect(&known, &KnownPeers::termsChanged, this, [this](const QString &nodeId) {
        endWhere([&](const Channel &channel) { return channel.callerId == nodeId; },
                 ofNobody(u"what the caller may do on the coordinator has changed"_s));
    });
}

QCoro::Task<Result<ChannelOpenAnswer>> ChannelRelay::open(CallContext context, ChannelOpenParams params)
{
    const auto member = memberFor(context, params.member);
    if (!member)
        co_return fail(member.error());
    const qint64 number = add(context, params.member, *member);
    const QPointer<ChannelRelay> alive(this);
    const auto accepted = co_await (*member)->rpc().call<api::ChannelAccept>(
        {number, {context.peer.nodeId, context.peerName, context.role}});
    if (!alive)
        co_return fail(ofNobody(u"the agent stops"_s));
    co_return conclude(number, context, accepted);
}

/// The connection to a member, for somebody who may have a channel to it.
Result<Session *> ChannelRelay::memberFor(const CallContext &context, const QString &nodeId) const
{
    if (!context.via.isEmpty()) {
        return fail({ErrorCode::Forbidden,
                     u"who comes through a coordinator is not handed on"_s,
                     {},
                     u"method"_s,
                     u"ask the coordinator itself"_s});
    }
    if (!context.session || context.session->rpc().isClosed())
        return fail(ofNobody(u"the connection has ended"_s));
    if (context.peer.nodeId.isEmpty())
        return fail(ErrorCode::Unsupported, u"this can only be asked over TLS"_s, u"method"_s);
    const Membership *system = m_neighbours.membership();
    const SystemMember *member = system ? system->member(nodeId) : nullptr;
    if (!member)
        return fail(ErrorCode::NotFound, u"no member of this node's system has this id"_s,
                    u"params.member"_s);
    if (nodeId == m_neighbours.ownId() || nodeId == context.peer.nodeId)
        return fail(ErrorCode::Invalid, u"a channel leads to another node"_s, u"params.member"_s);
    if (!m_neighbours.isHub()) {
        return fail({ErrorCode::Unavailable,
                     u"this node does not coordinate its system"_s,
                     {},
                     {},
                     u"ask the coordinator"_s});
    }
    Session *link = m_neighbours.link(nodeId);
    if (!link || link->rpc().isClosed()) {
        const auto since = m_unlinkedAt.constFind(nodeId);
        return fail({ErrorCode::Unavailable,
                     since == m_unlinkedAt.cend() ? u"it has not connected to the coordinator yet"_s
                                                  : u"it is not connected to the coordinator since %1"_s.arg(
                                                        QString::fromLatin1(toIso(*since))),
                     nameOf(*member),
                     u"params.member"_s,
                     {}});
    }
    const auto end = m_ends.find(context.session);
    if (end != m_ends.end() && end->second.channels.size() >= MaxOfCaller) {
        return fail({ErrorCode::QuotaExceeded,
                     u"%1 channels are open over this connection"_s.arg(MaxOfCaller),
                     {},
                     {},
                     u"close some of them"_s});
    }
    if (channels() >= m_maxInAll) {
        return fail({ErrorCode::QuotaExceeded,
                     u"the coordinator has %1 channels open"_s.arg(m_maxInAll),
                     {},
                     {},
                     u"connect to the member itself"_s});
    }
    return link;
}

qint64 ChannelRelay::add(const CallContext &context, const QString &nodeId, Session *member)
{
    const qint64 number = ++m_lastNumber;
    m_channels.emplace(number, Channel{context.session, member, context.peer.nodeId, nodeId, false, {}, {}});
    for (Session *session : {context.session.data(), member}) {
        watch(session);
        m_ends[session].channels.insert(number);
    }
    return number;
}

Result<ChannelOpenAnswer> ChannelRelay::conclude(qint64 number, const CallContext &context,
                                                 const Result<Nothing> &accepted)
{
    const auto found = m_channels.find(number);
    if (found == m_channels.end())
        return fail(ofNobody(u"a connection ended while the channel was opened"_s));
    if (!accepted || context.stop.stop_requested()) {
        // The member may have accepted it all the same, and its answer have come too late.
        const Error why =
            accepted ? Error{ErrorCode::Cancelled, u"the caller gave up"_s, {}, {}, {}} : accepted.error();
        end(number, why);
        return fail(why);
    }
    found->second.isOpen = true;
    qCDebug(logNet, "channel=open number=%lld caller=%ls member=%ls", number,
            qUtf16Printable(found->second.callerId), qUtf16Printable(found->second.memberId));
    return ChannelOpenAnswer{number};
}

void ChannelRelay::watch(Session *session)
{
    if (!m_ends.emplace(session, End{}).second)
        return;
    const auto gone = [this, session] {
        endAt(session, ofNobody(u"a connection that the channel went through has ended"_s));
    };
    connect(session, &Session::ended, this, gone);
    connect(session, &QObject::destroyed, this, gone);
    connect(
        &session->rpc(), &RpcPeer::notified, this,
        [this, session](QByteArrayView method, const JsonValue &params) { take(session, method, params); });
    connect(&session->rpc(), &RpcPeer::drained, this, [this, session] { giveWithheld(session); });
}

void ChannelRelay::take(Session *from, QByteArrayView method, const JsonValue &params)
{
    const auto named = params.find("channel");
    const qint64 number = named ? named->toInteger().value_or(0) : 0;
    const auto found = m_channels.find(number);
    if (found == m_channels.end() || !found->second.isOpen)
        return; // it has ended here, and the sender does not know yet
    Channel &channel = found->second;
    if (from != channel.caller && from != channel.member)
        return;
    if (method == QByteArrayView(ChannelData::Notification))
        passText(number, channel, from, params);
    else if (method == QByteArrayView(ChannelCredit::Notification))
        passCredit(number, channel, from, params);
    else if (method == QByteArrayView(ChannelClose::Notification))
        end(number, channelEnd(params), from);
}

void ChannelRelay::passText(qint64 number, Channel &channel, Session *from, const JsonValue &params)
{
    Session *to = channel.other(from);
    Way &way = channel.wayTo(to);
    const QByteArrayView text = channelText(params);
    way.uncredited += text.size();
    if (text.isEmpty() || way.uncredited > ChannelWindowBytes)
        return end(number, beyondLimits());
    if (to->rpc().unsentBytes() > MaxWaitingBytes)
        return end(number, ofNobody(u"the far end of the channel reads too slowly"_s));
    to->rpc().notify(ChannelData::Notification, channelData(number, text));
}

void ChannelRelay::passCredit(qint64 number, Channel &channel, Session *from, const JsonValue &params)
{
    Way &way = channel.wayTo(from);
    const auto given = decode<ChannelCredit>(params);
    if (!given || given->bytes > way.uncredited - way.withheld)
        return end(number, beyondLimits());
    const bool waits = way.withheld > 0;
    way.withheld += given->bytes;
    if (from->rpc().unsentBytes() <= SlowReaderBytes)
        giveCredit(number, channel, from);
    else if (!waits)
        m_ends.at(from).withheld.append(number);
}

/// Tells the other end what this one has taken in.
void ChannelRelay::giveCredit(qint64 number, Channel &channel, const Session *reader)
{
    Way &way = channel.wayTo(reader);
    const qint64 bytes = std::exchange(way.withheld, 0);
    if (bytes == 0)
        return;
    way.uncredited -= bytes;
    channel.other(reader)->rpc().notify(ChannelCredit::Notification, toJson(ChannelCredit{number, bytes}));
}

void ChannelRelay::giveWithheld(Session *reader)
{
    const auto end = m_ends.find(reader);
    if (end == m_ends.end())
        return;
    for (const auto waiting = std::exchange(end->second.withheld, {}); const qint64 number : waiting) {
        if (const auto found = m_channels.find(number); found != m_channels.end())
            giveCredit(number, found->second, reader);
    }
}

/// Ends a channel, and tells it to its ends but one.
void ChannelRelay::end(qint64 number, const Error &reason, const Session *except)
{
    const auto ended = m_channels.extract(number);
    if (!ended)
        return;
    const Channel &channel = ended.mapped();
    for (Session *session : {channel.caller, channel.member}) {
        if (const auto at = m_ends.find(session); at != m_ends.end())
            at->second.channels.remove(number);
        // A caller that waits for its answer does not know the number.
        if (session != except && (channel.isOpen || session == channel.member))
            session->rpc().notify(ChannelClose::Notification, channelClose(number, reason));
    }
    qCDebug(logNet, "channel=ended number=%lld", number);
}

/// The connection is gone, or nearly so.
void ChannelRelay::endAt(Session *session, const Error &reason)
{
    const auto gone = m_ends.extract(session);
    if (!gone)
        return;
    for (const qint64 number : gone.mapped().channels)
        end(number, reason, session);
}

void ChannelRelay::endWhere(const std::function<bool(const Channel &)> &fits, const Error &reason)
{
    QList<qint64> ending;
    for (const auto &[number, channel] : m_channels) {
        if (fits(channel))
            ending.append(number);
    }
    for (const qint64 number : ending)
        end(number, reason);
}

} // namespace muster::agent
