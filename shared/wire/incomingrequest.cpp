// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/incomingrequest.h"

#include "shared/wire/rpcpeer.h"

using namespace Qt::StringLiterals;

namespace muster {

IncomingRequest::IncomingRequest(RpcPeer *peer, QByteArray id, QByteArray method, QDeadlineTimer deadline)
    : m_peer(peer)
    , m_id(std::move(id))
    , m_method(std::move(method))
    , m_deadline(deadline)
{
}

IncomingRequest::IncomingRequest(QByteArray method, const std::optional<JsonValue> &params,
                                 QDeadlineTimer deadline, Done done)
    : m_done(std::move(done))
    , m_method(std::move(method))
    , m_params(params)
    , m_deadline(deadline)
{
}

IncomingRequest::~IncomingRequest()
{
    if (!m_answered)
        answer(fail(ErrorCode::Internal, u"the request was dropped"_s));
    if (m_peer)
        --m_peer->m_working;
}

void IncomingRequest::answer(const Result<QByteArray> &result)
{
    if (m_answered)
        return;
    m_answered = true;
    if (m_done)
        m_done(result);
    else if (m_peer)
        m_peer->answer(*this, result);
}

} // namespace muster
