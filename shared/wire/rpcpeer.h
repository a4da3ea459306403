// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/json/jsonvalue.h"
#include "shared/model/codec.h"
#include "shared/wire/completion.h"
#include "shared/wire/incomingrequest.h"
#include "shared/wire/lineframer.h"
#include "shared/wire/message.h"
#include "shared/wire/transport.h"

#include <QCoroTask>
#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace muster {

/// What one peer may cost this program. All are checked before memory is taken.
struct PeerLimits
{
    qsizetype maxMessageBytes = MaxMessageBytes; ///< one line
    int maxInFlight = 64; ///< requests of the peer that are being worked on
    int maxOutstanding = 1024; ///< our own requests without an answer
    qint64 maxUnsentBytes = 16 * 1024 * 1024; ///< beyond it the reader counts as dead and the connection ends
    bool endsOnBadMessage =
        false; ///< a message that cannot be read costs the connection, not only the message
    std::optional<int> maxLines = std::nullopt; ///< in all, empty ones too; one more ends the connection

    /// For peers that are not paired.
    static constexpr PeerLimits stranger() { return {8 * 1024, 4, 4, 64 * 1024, true, 32}; }
};

/// One end of a JSON-RPC 2.0 connection, one message a line: both may call, notify and cancel. Owns its
/// transport. Lives on the transport's thread.
class RpcPeer : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<JsonValue>)>;
    using RequestHandler = std::function<void(std::shared_ptr<IncomingRequest>)>;

    explicit RpcPeer(std::unique_ptr<Transport> transport, PeerLimits limits = {}, QObject *parent = nullptr);
    ~RpcPeer() override;

    [[nodiscard]] PeerIdentity identity() const { return m_transport->peer(); }
    /// Lines are counted from here.
    void setLimits(const PeerLimits &limits);
    /// Whether the end has come or begun: nothing more is sent, and nothing is heard.
    [[nodiscard]] bool isClosed() const { return m_closed || m_isEnding; }
    [[nodiscard]] qint64 unsentBytes() const { return m_transport->unsentBytes(); }

    /// Who works on the peer's requests; without one each is answered Unsupported. The request's params are
    /// valid during the call only; the answer may come later.
    void setRequestHandler(RequestHandler handler) { m_handler = std::move(handler); }

    /// Calls a method. `done` is called once: with the answer (valid during the call only), or with the
    /// peer's error, or Timeout, Cancelled, Unavailable. Never from inside this function.
    /// @return the request's number, for cancel()
    qint64 call(QByteArrayView method, QByteArrayView params, std::chrono::milliseconds deadline, Done done);

    /// The same, typed and awaitable. After the await, check what may have died meanwhile.
    template <Method M>
    [[nodiscard]] QCoro::Task<Result<typename M::Answer>>
    call(typename M::Params params = {}, std::chrono::milliseconds deadline = DefaultDeadline)
    {
        Completion<Result<typename M::Answer>> answer;
        call(M::Name, toJson(params), deadline, [answer](Result<JsonValue> json) {
            answer.complete(
                json.and_then([](const JsonValue &value) { return decode<typename M::Answer>(value); }));
        });
        co_return co_await answer;
    }

    /// Tells the other side to give up on our request; its `done` gets Cancelled at once, a late answer is
    /// dropped.
    void cancel(qint64 request);

    void notify(QByteArrayView method, QByteArrayView params);
    /// Sends lines that were made with appendNotification() in one go.
    void sendLines(QByteArrayView lines);

    void close();
    void abort(const Error &reason);
    /// Ends the connection after telling the peer why, with an error that answers none of its requests. What
    /// it still sends is not looked at.
    void endWith(const Error &reason);
    /// The same at once, where nobody is waited for: the peer is told if the network takes it right now.
    void abortWith(const Error &reason);

Q_SIGNALS:
    void ready();
    /// A notification of the peer; the views are valid during the signal only.
    void notified(QByteArrayView method, const muster::JsonValue &params);
    void drained();
    /// Any whole line has come: the peer is alive.
    void heard();
    /// Last signal. All outstanding calls have been answered with Unavailable before. When the peer ended it
    /// and had told why, that is the reason.
    void closed(const muster::Error &reason);

private:
    struct Outstanding
    {
        Done done;
        QDeadlineTimer deadline;
    };
    friend class IncomingRequest;

    void feed(QByteArrayView bytes);
    [[nodiscard]] bool takeLine(QByteArrayView line);
    void takeRequest(const RequestMessage &request);
    void takeResponse(const ResponseMessage &response);
    void takeNotification(const RequestMessage &notification);
    void cancelIncoming(const JsonValue &params);
    void refuse(QByteArrayView id, const Error &error);
    void end(const Error &reason);
    void answer(IncomingRequest &request, const Result<QByteArray> &result);
    void finish(qint64 request, Result<JsonValue> result);
    void expire();
    void armFor(QDeadlineTimer deadline);
    void armForNext();
    void endAll(const Error &reason);
    void send(QByteArrayView line);

    std::unique_ptr<Transport> m_transport;
    PeerLimits m_limits;
    LineFramer m_framer;
    JsonParser m_parser;
    RequestHandler m_handler;
    std::unordered_map<qint64, Outstanding> m_outstanding;
    QHash<QByteArray, std::weak_ptr<IncomingRequest>> m_inFlight; ///< not answered yet
    int m_working = 0; ///< requests that exist: who was told to stop may still be at it
    QTimer m_timer;
    qint64 m_lastId = 0;
    int m_lines = 0; ///< that have come, where they are limited
    std::optional<Error> m_complaint; ///< of no request of ours, when it is the last that was heard
    bool m_isEnding = false;
    bool m_closed = false;
};

} // namespace muster
