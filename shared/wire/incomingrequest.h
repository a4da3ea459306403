// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/json/jsonvalue.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QPointer>

#include <functional>
#include <optional>
#include <stop_token>

namespace muster {

class RpcPeer;

/// A request of the peer that waits for its answer. If it is dropped without one, the peer is told so.
class IncomingRequest
{
public:
    using Done = std::function<void(const Result<QByteArray> &)>;

    IncomingRequest(RpcPeer *peer, QByteArray id, QByteArray method, QDeadlineTimer deadline);
    /// A request that came in another way than as a message of its own: another one carried it.
    IncomingRequest(QByteArray method, const std::optional<JsonValue> &params, QDeadlineTimer deadline,
                    Done done);
    ~IncomingRequest();
    Q_DISABLE_COPY_MOVE(IncomingRequest)

    [[nodiscard]] const QByteArray &id() const { return m_id; }
    [[nodiscard]] const QByteArray &method() const { return m_method; }
    [[nodiscard]] QDeadlineTimer deadline() const { return m_deadline; }

    /// Valid only while the request handler runs for the first time.
    [[nodiscard]] const std::optional<JsonValue> &params() const { return m_params; }

    /// Stop is requested when the peer cancels, the deadline passes or the connection ends.
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }

    /// Answers, once; what comes later, or after the peer has gone, is dropped.
    void answer(const Result<QByteArray> &result);

private:
    friend class RpcPeer;

    QPointer<RpcPeer> m_peer;
    Done m_done; ///< instead of the peer
    QByteArray m_id;
    QByteArray m_method;
    std::optional<JsonValue> m_params;
    QDeadlineTimer m_deadline;
    std::stop_source m_stop;
    bool m_answered = false;
};

} // namespace muster
