// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/deltablocks.h"
#include "agent/offload/memberdirectory.h"
#include "agent/offload/ticketbook.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/tlsstream.h"

#include <stop_token>

namespace muster::agent {

/// How other members are reached on their bulk channels.
struct BulkMembers
{
    const MemberDirectory &directory;
    Identity own; ///< by which they know this node
};

/// Serves one connection of the bulk channel, on a thread of its own.
class BulkSender
{
public:
    /// What connections share. All are borrowed.
    struct Shared
    {
        TicketBook &tickets;
        BytePace &pace;
        std::stop_token stop; ///< requested when the agent ends
        const BulkMembers *members = nullptr; ///< of the system, whose dumps are handed on; null: of nobody
    };

    /// @param isMember whether the peer is an agent of the same system
    BulkSender(TlsStream &stream, bool isMember, Shared shared)
        : m_stream(stream)
        , m_isMember(isMember)
        , m_shared(std::move(shared))
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
    [[nodiscard]] Result<void> relay(const BulkRequest &request);
    [[nodiscard]] Result<void> refuse(const Error &error);

    TlsStream &m_stream;
    bool m_isMember;
    Shared m_shared;
};

} // namespace muster::agent
