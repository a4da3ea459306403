// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/offloading.h"

#include "agent/offload/offloadbinding.h"
#include "agent/server/server.h"

namespace muster::agent {

Offloading::Offloading(DumpShelf &shelf, DumpHolds &holds, KnownPeers &peers, const OffloadConfig &config,
                       const OffloadService::Settings &settings)
    : m_service(shelf, holds, peers, settings)
    , m_bulk(m_service.tickets(), {config.atATime, config.bytesPerSecond})
{
}

void Offloading::bind(MethodTable &methods, Server &server)
{
    bindOffload(methods, m_service);
    server.setBulkTaker([this](std::unique_ptr<TlsTransport> transport, const std::optional<Terms> &terms) {
        m_bulk.take(std::move(transport), terms);
    });
}

void Offloading::handOnFor(const Neighbours &neighbours, const Identity &own)
{
    m_directory.emplace(neighbours);
    m_bulk.setMembers({*m_directory, own});
}

} // namespace muster::agent
