// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/offloadconfig.h"
#include "agent/offload/bulkserver.h"
#include "agent/offload/offloadservice.h"

namespace muster::agent {

class MethodTable;
class Server;

/// Everything that offloading takes on a node, put together: the methods, the bulk channel, and what ties
/// them.
class Offloading
{
public:
    /// All are borrowed and outlive this.
    Offloading(DumpShelf &shelf, DumpHolds &holds, KnownPeers &peers, const OffloadConfig &config,
               const OffloadService::Settings &settings = {});

    /// Its methods are in the table, and it takes the server's bulk connections, from now on.
    void bind(MethodTable &methods, Server &server);

    /// Dumps of other members of the system are handed on to who reaches this node only.
    /// @param neighbours borrowed, outlives this  @param own by which the members know this node
    void handOnFor(const Neighbours &neighbours, const Identity &own);

    [[nodiscard]] OffloadService &service() { return m_service; }

private:
    OffloadService m_service;
    std::optional<MemberDirectory> m_directory;
    BulkServer m_bulk; ///< dies first: its threads use the tickets
};

} // namespace muster::agent
