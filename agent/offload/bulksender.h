// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/deltablocks.h"
#include "agent/offload/ticketbook.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/tlsstream.h"

namespace muster::agent {

/// Serves one connection of the bulk channel, on a thread of its own.
class BulkSender
{
public:
    /// All are borrowed.
    BulkSender(TlsStream &stream, TicketBook &tickets, BytePace &pace)
        : m_stream(stream)
        , m_tickets(tickets)
        , m_pace(pace)
    {
    }

    /// From the request to the end of the connection. Errors: what broke it off; the peer knows what was its
    /// own fault.
    [[nodiscard]] Result<void> serve();

private:
    [[nodiscard]] Result<void> send(OffloadTicket &ticket, const BulkRequest &request);
    [[nodiscard]] Result<void> sendBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first);
    [[nodiscard]] Result<void> sendFramedBlocks(OffloadTicket &ticket, DumpStream &dump, qint64 first,
                                                std::optional<DeltaBlocks> delta);
    /// What the receiver has of the dump already.
    [[nodiscard]] Result<DeltaBlocks> askForKnown(OffloadTicket &ticket, const DumpStream &dump);
    [[nodiscard]] Result<void> sendFrame(OffloadTicket &ticket, BulkFrame::Kind kind, QByteArrayView bytes);
    [[nodiscard]] Result<void> sendBlock(OffloadTicket &ticket, DumpStream &dump, qint64 block);
    [[nodiscard]] Result<void> write(OffloadTicket &ticket, QByteArrayView bytes);
    [[nodiscard]] Result<void> refuse(const Error &error);

    TlsStream &m_stream;
    TicketBook &m_tickets;
    BytePace &m_pace;
};

} // namespace muster::agent
