// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/dumpholds.h"
#include "agent/offload/offloading.h"
#include "agent/server/methodtable.h"
#include "agent/server/server.h"
#include "agent/trust/peerstore.h"
#include "shared/tls/endpoint.h"
#include "tests/support/dumpfolder.h"
#include "tests/support/foldershelf.h"

#include <QTemporaryDir>

#include <optional>

namespace muster::test {

/// What of an agent hands out dumps, on the loopback: its server, methods and bulk channel, over a folder.
class DumpNode
{
public:
    explicit DumpNode(const agent::OffloadConfig &config = {},
                      const agent::OffloadService::Settings &settings = {});

    [[nodiscard]] QString dumps() const { return m_folder.filePath(QStringLiteral("dumps")); }
    QString addDump(const QString &id, const QList<NamedBytes> &members)
    {
        return makeDumpFolder(dumps(), id, members);
    }
    void trust(const Identity &console, Role role = Role::Operator,
               const QString &name = QStringLiteral("desk"));

    /// As kill -9 would: connections break, tickets are gone. Then it is there again on the same port.
    void stop();
    void start();

    [[nodiscard]] Endpoint endpoint() const { return {QStringLiteral("127.0.0.1"), m_port}; }
    [[nodiscard]] NodeId nodeId() const { return m_identity.nodeId(); }
    [[nodiscard]] agent::DumpHolds &holds() { return m_holds; }
    [[nodiscard]] FolderShelf &shelf() { return m_shelf; }
    [[nodiscard]] agent::OffloadService &service() { return m_running->offloading.service(); }

private:
    struct Running
    {
        explicit Running(DumpNode &node);
        agent::MethodTable methods;
        agent::Offloading offloading;
        agent::Server server;
    };

    QTemporaryDir m_folder;
    Identity m_identity = Identity::generate().value();
    TlsContext m_tls = TlsContext::create(TlsContext::Role::Server, m_identity,
                                          {TlsContext::ControlChannel, TlsContext::BulkChannel})
                           .value();
    std::unique_ptr<agent::PeerStore> m_store;
    agent::KnownPeers m_known;
    agent::DumpHolds m_holds;
    FolderShelf m_shelf{dumps()};
    agent::OffloadConfig m_config;
    agent::OffloadService::Settings m_settings;
    quint16 m_port = 0;
    std::unique_ptr<Running> m_running;
};

} // namespace muster::test
