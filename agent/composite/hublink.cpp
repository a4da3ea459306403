// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/hublink.h"

#include "shared/log.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::milliseconds GoodLink{10'000}; // one that held so long starts the backoff anew

} // namespace

HubLink::HubLink(const LinkParts &parts, const SystemMember &hub, std::chrono::milliseconds silence,
                 QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_hub(hub)
    , m_silence(silence)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &HubLink::connectOnce);
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_silence);
        fallBack({ErrorCode::Timeout,
                  u"nothing was heard of it for %1 s"_s.arg(seconds.count()),
                  m_hub.address,
                  {},
                  {}});
    });
}

HubLink::~HubLink()
{
    m_life.request_stop();
    if (m_session)
        m_session->disconnect(this);
}

void HubLink::start()
{
    m_retry.start(0);
}

void HubLink::leave()
{
    m_life.request_stop();
    m_retry.stop();
    m_quiet.stop();
    const bool wasLinked = std::exchange(m_isLinked, false);
    dropSession();
    if (wasLinked)
        Q_EMIT unlinked();
}

void HubLink::dropSession()
{
    if (!m_session)
        return;
    m_session->disconnect(this);
    m_session->rpc().disconnect(this);
    // Later: a signal of the session, or an answer to a call of its, may be what brought us here.
    m_session.release()->deleteLater();
}

QCoro::Task<> HubLink::connectOnce()
{
    m_life = std::stop_source();
    const auto life = m_life.get_token();
    auto transport = co_await d.dialer.dial(m_hub.address, m_hub.nodeId, DialDeadline);
    if (life.stop_requested())
        co_return;
    if (!transport) {
        fallBack(transport.error());
        co_return;
    }
    beginSession(std::move(*transport));
    const auto joined = co_await joinMember(d, m_hub, m_session.get(), life);
    if (life.stop_requested())
        co_return;
    if (!joined)
        fallBack(joined.error());
    else if (joined->isLinked)
        setLinked();
    else
        fallBack(
            {ErrorCode::Unavailable, u"%1 does not coordinate the system now"_s.arg(m_hub.name), {}, {}, {}});
}

void HubLink::beginSession(std::unique_ptr<Transport> transport)
{
    m_session = makeMemberSession(d, m_hub, std::move(transport));
    connect(m_session.get(), &Session::ended, this, [this](const Error &reason) {
        // While it is being made, the call that waits fails with the same reason.
        if (m_isLinked)
            fallBack(reason);
    });
    connect(&m_session->rpc(), &RpcPeer::heard, this, [this] { m_quiet.start(m_silence); });
    m_quiet.start(m_silence);
}

void HubLink::setLinked()
{
    m_isLinked = true;
    m_why = {};
    m_linkedSince.start();
    qCInfo(logNet).noquote() << "member=linked hub=" << m_hub.nodeId;
    Q_EMIT linked();
}

void HubLink::fallBack(const Error &why)
{
    m_life.request_stop();
    m_quiet.stop();
    const bool wasLinked = std::exchange(m_isLinked, false);
    if (wasLinked && std::chrono::milliseconds(m_linkedSince.elapsed()) >= GoodLink)
        m_backoff.reset();
    dropSession();
    m_why = why;
    const auto wait = m_backoff.next(QRandomGenerator::global()->generateDouble());
    qCInfo(logNet).noquote() << "member=unlinked hub=" << m_hub.nodeId << "retryMs=" << wait.count()
                             << describe(why);
    m_retry.start(wait);
    if (wasLinked)
        Q_EMIT unlinked();
    else
        Q_EMIT failed();
}

} // namespace muster::agent
