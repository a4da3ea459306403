// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/bulkserver.h"

#include "shared/log.h"
#include "shared/model/codec.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

BulkServer::BulkServer(TicketBook &tickets, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_tickets(tickets)
    , m_pace(settings.bytesPerSecond)
{
    m_threads.setMaxThreadCount(settings.connections);
    m_threads.setExpiryTimeout(0);
}

BulkServer::~BulkServer()
{
    m_life.request_stop();
    for (const std::weak_ptr<TlsStream> &one : std::as_const(m_open)) {
        if (const auto stream = one.lock())
            stream->interrupt();
    }
    m_tickets.interruptAll(); // a wait for the pace ends with its ticket
    m_threads.waitForDone();
}

void BulkServer::take(std::unique_ptr<TlsTransport> transport, const std::optional<Terms> &terms)
{
    if (!terms) {
        return refuse(std::move(transport), {ErrorCode::NotPaired,
                                             u"only paired peers may fetch dumps"_s,
                                             {},
                                             {},
                                             u"pair this console with the node first"_s});
    }
    if (terms->role < Role::Operator && !terms->isMember) {
        return refuse(std::move(transport), {ErrorCode::Forbidden,
                                             u"fetching dumps needs the role Operator"_s,
                                             {},
                                             {},
                                             u"pair again with a higher role"_s});
    }
    if (m_threads.activeThreadCount() >= m_threads.maxThreadCount()) {
        return refuse(std::move(transport), {ErrorCode::Busy,
                                             u"%1 dumps are being sent, as many as allowed at a time"_s.arg(
                                                 m_threads.maxThreadCount()),
                                             {},
                                             {},
                                             u"try again when one has ended"_s});
    }
    std::shared_ptr<TlsStream> stream = transport->release();
    transport->setParent(this);
    transport.release()->deleteLater(); // it is telling that it is ready
    m_open.removeIf([](const std::weak_ptr<TlsStream> &one) { return one.expired(); });
    m_open.append(stream);
    const BulkSender::Shared shared{m_tickets, m_pace, m_life.get_token(), m_members ? &*m_members : nullptr};
    m_threads.start([stream = std::move(stream), isMember = terms->isMember, shared] {
        if (const auto served = BulkSender(*stream, isMember, shared).serve(); !served)
            qCInfo(logNet).noquote() << "event=bulkEnded" << describe(served.error());
    });
}

void BulkServer::refuse(std::unique_ptr<TlsTransport> transport, const Error &why)
{
    TlsTransport *const refused = transport.release();
    refused->setParent(this);
    connect(refused, &Transport::closed, refused, &QObject::deleteLater);
    refused->send(toJson(BulkAnswer::refusal(why)) + '\n');
    refused->close();
}

} // namespace muster::agent
