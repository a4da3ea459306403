// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/ticketbook.h"

#include "shared/tls/base32.h"
#include "shared/tls/digest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype WordBytes = 20; // 160 bits: not to be guessed

} // namespace

Result<TicketBook::TicketPtr> TicketBook::open(OffloadTicket::Terms terms)
{
    const auto random = randomBytes(WordBytes);
    if (!random)
        return fail(random.error());
    terms.word = QString::fromLatin1(base32::encode(*random));
    const std::lock_guard lock(m_mutex);
    const auto ofPeer = std::ranges::count_if(
        m_tickets, [&terms](const TicketPtr &one) { return one->terms().peerId == terms.peerId; });
    if (ofPeer >= m_limits.perPeer || m_tickets.size() >= m_limits.inAll) {
        return fail({ErrorCode::QuotaExceeded,
                     u"%1 dumps are being fetched from this node, the most allowed"_s.arg(
                         ofPeer >= m_limits.perPeer ? ofPeer : m_tickets.size()),
                     {},
                     {},
                     u"wait until some have ended"_s});
    }
    auto ticket = std::make_shared<OffloadTicket>(std::move(terms));
    m_tickets.append(ticket);
    return ticket;
}

Result<TicketBook::TicketPtr> TicketBook::claim(const QString &word, const QString &peerId)
{
    const std::lock_guard lock(m_mutex);
    for (const TicketPtr &ticket : std::as_const(m_tickets)) {
        if (ticket->terms().peerId == peerId
            && isEqualSecret(ticket->terms().word.toLatin1(), word.toLatin1())) {
            ticket->touch();
            return ticket;
        }
    }
    return fail({ErrorCode::NotFound,
                 u"there is no such ticket: it has ended, or is somebody else's"_s,
                 {},
                 u"ticket"_s,
                 u"ask for a new one with dumps.offload; what was fetched already still counts"_s});
}

QList<TicketBook::TicketPtr> TicketBook::closeIf(const std::function<bool(const OffloadTicket &)> &goes)
{
    const std::lock_guard lock(m_mutex);
    QList<TicketPtr> closed;
    for (const TicketPtr &ticket : std::as_const(m_tickets)) {
        if (goes(*ticket))
            closed.append(ticket);
    }
    for (const TicketPtr &ticket : std::as_const(closed)) {
        m_tickets.removeOne(ticket);
        ticket->end();
    }
    return closed;
}

void TicketBook::interruptAll()
{
    const std::lock_guard lock(m_mutex);
    for (const TicketPtr &ticket : std::as_const(m_tickets))
        ticket->end();
}

bool TicketBook::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_tickets.isEmpty();
}

} // namespace muster::agent
