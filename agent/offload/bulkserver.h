// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/bulksender.h"
#include "agent/trust/knownpeers.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/tlstransport.h"

#include <QObject>
#include <QThreadPool>

namespace muster::agent {

/// The agent's end of the bulk channel: checks who comes, and serves each connection on a thread of its own.
class BulkServer : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        int connections = 8; ///< at a time
        qint64 bytesPerSecond = 0; ///< of all together; 0: no limit
    };

    /// @param tickets borrowed, outlives this
    BulkServer(TicketBook &tickets, const Settings &settings, QObject *parent = nullptr);
    ~BulkServer() override;

    /// From now on dumps of other members are handed on. @param members outlives this
    void setMembers(const BulkMembers &members) { m_members.emplace(members); }

    /// A connection whose peer has proven who it is, in the slot of its ready().
    /// @param terms of the peer; none for one that is not known
    void take(std::unique_ptr<TlsTransport> transport, const std::optional<Terms> &terms);

private:
    void refuse(std::unique_ptr<TlsTransport> transport, const Error &why);

    TicketBook &m_tickets;
    BytePace m_pace;
    std::stop_source m_life;
    std::optional<BulkMembers> m_members;
    QList<std::weak_ptr<TlsStream>> m_open;
    QThreadPool m_threads;
};

} // namespace muster::agent
