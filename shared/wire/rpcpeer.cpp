// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/rpcpeer.h"

#include "shared/log.h"

#include <QPointer>

#include <vector>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr QByteArrayView CancelMethod = "rpc.cancel";
constexpr qsizetype LoggedCharacters = 200; // of what a peer wrote

Error timeout(QByteArrayView method)
{
    return {ErrorCode::Timeout, u"no answer to %1 in time"_s.arg(QLatin1StringView(method)), {}, {}, {}};
}

/// Sent all the same, it would cost the connection.
Error tooLongAnswer(qsizetype bytes)
{
    return {ErrorCode::TooLarge,
            u"the answer has %1 bytes, at most %2 fit in a message"_s.arg(bytes).arg(MaxMessageBytes),
            {},
            {},
            u"ask for less at a time"_s};
}

} // namespace

RpcPeer::RpcPeer(std::unique_ptr<Transport> transport, PeerLimits limits, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_limits(limits)
    , m_framer(limits.maxMessageBytes)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RpcPeer::expire);
    connect(m_transport.get(), &Transport::ready, this, &RpcPeer::ready);
    connect(m_transport.get(), &Transport::received, this, &RpcPeer::feed);
    connect(m_transport.get(), &Transport::drained, this, &RpcPeer::drained);
    connect(m_transport.get(), &Transport::closed, this, &RpcPeer::endAll);
}

RpcPeer::~RpcPeer()
{
    m_transport->disconnect(this);
    m_closed = true;
    // Who is told to stop may let go of its request, and who is answered may call again.
    for (const auto inFlight = std::exchange(m_inFlight, {}); const auto &request : inFlight) {
        if (const auto alive = request.lock())
            alive->m_stop.request_stop();
    }
    while (!m_outstanding.empty())
        finish(m_outstanding.begin()->first, fail(ErrorCode::Unavailable, u"the connection was given up"_s));
}

void RpcPeer::setLimits(const PeerLimits &limits)
{
    m_limits = limits;
    m_framer.setMaxLineBytes(limits.maxMessageBytes);
    m_lines = 0;
}

void RpcPeer::send(QByteArrayView line)
{
    if (isClosed())
        return;
    m_transport->send(line);
    if (m_transport->unsentBytes() <= m_limits.maxUnsentBytes)
        return;
    // From the event loop: whoever sends is in the middle of something. Nothing more is sent until then.
    m_isEnding = true;
    const Error reason{ErrorCode::TooLarge, u"the peer reads too slowly"_s, identity().address, {}, {}};
    QMetaObject::invokeMethod(this, [this, reason] { abort(reason); }, Qt::QueuedConnection);
}

void RpcPeer::close()
{
    m_isEnding = true;
    m_transport->close();
}

void RpcPeer::end(const Error &reason)
{
    m_isEnding = true;
    m_transport->close(reason);
}

void RpcPeer::abort(const Error &reason)
{
    m_isEnding = true;
    m_transport->abort(reason);
}

void RpcPeer::endWith(const Error &reason)
{
    refuse({}, reason);
    end(reason);
}

void RpcPeer::abortWith(const Error &reason)
{
    refuse({}, reason);
    abort(reason);
}

void RpcPeer::sendLines(QByteArrayView lines)
{
    send(lines);
}

void RpcPeer::notify(QByteArrayView method, QByteArrayView params)
{
    QByteArray line;
    appendNotification(line, method, params);
    send(line);
}

qint64 RpcPeer::call(QByteArrayView method, QByteArrayView params, std::chrono::milliseconds deadline,
                     Done done)
{
    const qint64 id = ++m_lastId;
    const bool full = int(m_outstanding.size()) >= m_limits.maxOutstanding;
    m_outstanding.emplace(id, Outstanding{std::move(done), QDeadlineTimer(deadline)});
    if (isClosed() || full) {
        const Error error =
            full ? Error{ErrorCode::Busy,
                         u"too many requests wait for this peer"_s,
                         identity().address,
                         {},
                         {}}
                 : Error{ErrorCode::Unavailable, u"not connected"_s, identity().address, {}, {}};
        // If this is deleted before, its end answers.
        QMetaObject::invokeMethod(this, [this, id, error] { finish(id, fail(error)); }, Qt::QueuedConnection);
        return id;
    }
    armFor(QDeadlineTimer(deadline));
    QByteArray line;
    appendRequest(line, id, method, params, deadline);
    send(line);
    return id;
}

void RpcPeer::cancel(qint64 request)
{
    if (!m_outstanding.contains(request))
        return;
    notify(CancelMethod, "{\"id\":" + QByteArray::number(request) + '}');
    finish(request, fail(ErrorCode::Cancelled, u"cancelled"_s));
}

void RpcPeer::finish(qint64 request, Result<JsonValue> result)
{
    auto found = m_outstanding.extract(request);
    if (found)
        found.mapped().done(std::move(result));
}

void RpcPeer::feed(QByteArrayView bytes)
{
    if (m_isEnding)
        return;
    const QPointer<RpcPeer> alive(this);
    const auto fed = m_framer.feed(bytes, [&](QByteArrayView line) {
        const bool goOn = takeLine(line);
        return alive && goOn && !isClosed();
    });
    if (alive && !fed)
        endWith(fed.error());
}

bool RpcPeer::takeLine(QByteArrayView line)
{
    if (m_limits.maxLines && ++m_lines > *m_limits.maxLines) {
        endWith({ErrorCode::QuotaExceeded,
                 u"%1 lines are all that may be sent here"_s.arg(*m_limits.maxLines),
                 {},
                 {},
                 u"pair first"_s});
        return false;
    }
    if (line.isEmpty())
        return true;
    m_complaint.reset();
    const QPointer<RpcPeer> alive(this);
    Q_EMIT heard();
    if (!alive)
        return false;
    const auto json = m_parser.parse(line, m_limits.maxMessageBytes);
    const auto message = json.and_then(readMessage);
    if (!message) {
        qCDebug(logNet) << "message=unreadable peer=" << identity().address << message.error().text;
        refuse(json ? requestId(*json) : QByteArray(), message.error());
        if (m_limits.endsOnBadMessage)
            end(message.error());
        return true;
    }
    if (const auto *response = std::get_if<ResponseMessage>(&*message))
        takeResponse(*response);
    else if (const auto &request = std::get<RequestMessage>(*message); request.id.isEmpty())
        takeNotification(request);
    else
        takeRequest(request);
    return bool(alive);
}

void RpcPeer::refuse(QByteArrayView id, const Error &error)
{
    QByteArray line;
    appendError(line, id, error);
    send(line);
}

void RpcPeer::takeRequest(const RequestMessage &message)
{
    if (!m_handler)
        return refuse(message.id, {ErrorCode::Unsupported, u"no requests are answered here"_s, {}, {}, {}});
    if (m_inFlight.contains(message.id))
        return refuse(
            message.id,
            {ErrorCode::Conflict, u"a request with this id is still being worked on"_s, {}, u"id"_s, {}});
    if (m_working >= m_limits.maxInFlight) {
        return refuse(message.id, {ErrorCode::Busy,
                                   u"%1 requests of this peer are being worked on, no more are taken"_s.arg(
                                       m_limits.maxInFlight),
                                   {},
                                   {},
                                   u"wait for their answers"_s});
    }
    const auto wait = std::min(message.deadline.value_or(DefaultDeadline), MaxDeadline);
    const auto request = std::make_shared<IncomingRequest>(this, message.id, message.method.toByteArray(),
                                                           QDeadlineTimer(wait));
    ++m_working;
    request->m_params = message.params;
    m_inFlight.insert(request->id(), request);
    const QPointer<RpcPeer> alive(this);
    m_handler(request);
    request->m_params.reset();
    if (alive && m_inFlight.contains(request->id()))
        armFor(request->deadline());
}

void RpcPeer::answer(IncomingRequest &request, const Result<QByteArray> &result)
{
    if (m_inFlight.remove(request.id()) == 0)
        return;
    QByteArray line;
    if (result)
        appendResult(line, request.id(), *result);
    else
        appendError(line, request.id(), result.error());
    if (const qsizetype bytes = line.size() - 1; bytes > MaxMessageBytes) {
        line.clear();
        appendError(line, request.id(), tooLongAnswer(bytes));
    }
    send(line);
}

void RpcPeer::takeResponse(const ResponseMessage &response)
{
    // One that comes late finds nobody who waits for it.
    if (response.id > 0 && response.id <= m_lastId)
        return finish(response.id,
                      response.result ? Result<JsonValue>(*response.result) : fail(response.error));
    // The peer may have been unable to read a message of ours, and so to say which: that request will time
    // out. Or it is about to end the connection, and says why.
    if (!response.result)
        m_complaint = response.error;
    qCDebug(logNet) << "message=unasked peer=" << identity().address
                    << response.error.text.left(LoggedCharacters);
    if (m_limits.endsOnBadMessage)
        endWith({ErrorCode::Invalid, u"an answer that nobody asked for"_s, identity().address, {}, {}});
}

void RpcPeer::takeNotification(const RequestMessage &notification)
{
    if (!notification.params)
        return;
    if (notification.method == CancelMethod)
        cancelIncoming(*notification.params);
    else
        Q_EMIT notified(notification.method, *notification.params);
}

void RpcPeer::cancelIncoming(const JsonValue &params)
{
    const auto id = params.find("id");
    const auto request = id ? m_inFlight.value(id->toJson()).lock() : nullptr;
    if (!request)
        return;
    request->m_stop.request_stop();
    request->answer(fail(ErrorCode::Cancelled, u"cancelled by the caller"_s));
}

void RpcPeer::armFor(QDeadlineTimer deadline)
{
    // A timer that rings too early costs one look around; restarting it for each answer would cost more.
    if (m_timer.isActive() && m_timer.remainingTime() <= deadline.remainingTime())
        return;
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(deadline.remainingTimeAsDuration()));
}

void RpcPeer::armForNext()
{
    QDeadlineTimer next(QDeadlineTimer::Forever);
    for (const auto &[id, call] : m_outstanding)
        next = std::min(next, call.deadline);
    for (const auto &weak : std::as_const(m_inFlight)) {
        if (const auto request = weak.lock())
            next = std::min(next, request->deadline());
    }
    if (!next.isForever())
        armFor(next);
}

void RpcPeer::expire()
{
    std::vector<std::shared_ptr<IncomingRequest>> lateRequests;
    for (const auto &weak : std::as_const(m_inFlight)) {
        if (auto request = weak.lock(); request && request->deadline().hasExpired())
            lateRequests.push_back(std::move(request));
    }
    std::vector<qint64> lateCalls;
    for (const auto &[id, call] : m_outstanding) {
        if (call.deadline.hasExpired())
            lateCalls.push_back(id);
    }
    const QPointer<RpcPeer> alive(this);
    for (const auto &request : lateRequests) {
        request->m_stop.request_stop();
        request->answer(fail(timeout(request->method())));
    }
    for (const qint64 id : lateCalls) {
        if (!alive)
            return;
        notify(CancelMethod, "{\"id\":" + QByteArray::number(id) + '}');
        finish(id, fail(ErrorCode::Timeout, u"no answer in time"_s));
    }
    if (alive)
        armForNext();
}

void RpcPeer::endAll(const Error &given)
{
    if (m_closed)
        return;
    m_closed = true;
    Error reason = given;
    const bool isTold = m_complaint && !m_isEnding;
    if (isTold) {
        reason = *m_complaint;
        reason.text = u"the peer ended the connection: "_s + reason.text;
        reason.source = given.source;
    }
    m_timer.stop();
    const QPointer<RpcPeer> alive(this);
    for (const auto inFlight = std::exchange(m_inFlight, {}); const auto &weak : inFlight) {
        if (const auto request = weak.lock())
            request->m_stop.request_stop();
    }
    if (!alive)
        return;
    Error unavailable = reason;
    if (isTold || unavailable.code == ErrorCode::Cancelled)
        unavailable.code = ErrorCode::Unavailable;
    for (auto outstanding = std::exchange(m_outstanding, {}); auto &[id, call] : outstanding)
        call.done(fail(unavailable));
    if (alive)
        Q_EMIT closed(reason);
}

} // namespace muster
