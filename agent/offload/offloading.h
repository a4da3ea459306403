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

    [[nodiscard]] OffloadService &service() { return m_service; }

private:
    OffloadService m_service;
    BulkServer m_bulk; ///< dies first: its threads use the tickets
};

} // namespace muster::agent
