// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/memberdirectory.h"
#include "shared/dumps/bulkprotocol.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/tlsstream.h"

#include <stop_token>

namespace muster::agent {

/// Hands on what a member sends of a dump to who can reach this node only. One hop: what was handed on is not
/// handed on again. What comes is proven by its hashes at the other end; here nothing is kept.
class BulkRelay
{
public:
    /// All are borrowed. @param client has asked for it
    BulkRelay(TlsStream &client, BytePace &pace, std::stop_token stop)
        : m_client(client)
        , m_pace(pace)
        , m_stop(std::move(stop))
    {
    }

    /// From the request to the end of the connection. @param context to connect to members with. Errors: what
    /// broke it off; the client knows why nothing came.
    [[nodiscard]] Result<void> serve(const BulkRequest &request, const MemberDirectory::Place &member,
                                     const TlsContext &context);

private:
    [[nodiscard]] Result<void> handOn(TlsStream &member, const BulkRequest &request);
    [[nodiscard]] Result<void> handOnKnown(TlsStream &member);
    [[nodiscard]] Result<void> copy(TlsStream &from, TlsStream &to, qint64 bytes);
    [[nodiscard]] Result<void> copyRest(TlsStream &from, TlsStream &to);

    TlsStream &m_client;
    BytePace &m_pace;
    std::stop_token m_stop;
};

} // namespace muster::agent
