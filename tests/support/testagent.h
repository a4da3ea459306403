// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/agent.h"
#include "agent/platform/platform.h"
#include "agent/platform/simulated/simulatedunits.h"
#include "shared/api/hello.h"
#include "shared/tls/endpoint.h"
#include "shared/wire/rpcpeer.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace muster::test {

/// A whole agent on the loopback, with folders of its own and a simulated machine below it.
class TestAgent
{
public:
    /// @param units full names of the services it watches
    explicit TestAgent(const QString &name = QStringLiteral("drawer-1"), const QStringList &units = {});

    /// As kill -9 and systemd would: nothing is told to anybody, then it is there again on the same port.
    void restart();
    /// The first half of it, and the second.
    void stop() { m_agent.reset(); }
    void start();
    /// Changes the platform that is made at each start from now on.
    void extendPlatform(std::function<void(agent::Platform &)> extend) { m_extend = std::move(extend); }
    [[nodiscard]] bool isRunning() const { return m_agent != nullptr; }

    [[nodiscard]] agent::Agent &agent() { return *m_agent; }
    [[nodiscard]] agent::SimulatedUnits &units() { return *m_units; }
    [[nodiscard]] const agent::AgentConfig &config() const { return m_config; }
    /// What it is started with the next time.
    [[nodiscard]] agent::AgentConfig &nextConfig() { return m_config; }
    [[nodiscard]] Endpoint endpoint() const { return {QStringLiteral("127.0.0.1"), m_agent->port()}; }
    [[nodiscard]] NodeId nodeId() const { return m_agent->identity().nodeId(); }

    /// Trusts a console, as a pairing would.
    void trust(const Identity &console, Role role, const QString &name = QStringLiteral("desk"));

private:
    QTemporaryDir m_folder;
    agent::AgentConfig m_config;
    QStringList m_watched;
    std::function<void(agent::Platform &)> m_extend;
    agent::SimulatedUnits *m_units = nullptr; ///< the agent's
    std::unique_ptr<agent::Agent> m_agent;
};

/// A console's end of a connection to an agent.
class TestConsole
{
public:
    explicit TestConsole(const Identity &identity);

    /// Connects; the agent's key is not checked unless given. Spins the event loop.
    [[nodiscard]] Result<std::unique_ptr<RpcPeer>> connectTo(const Endpoint &endpoint,
                                                             const std::optional<NodeId> &pin = {}) const;
    /// Connects and says hello.
    [[nodiscard]] Result<std::unique_ptr<RpcPeer>> greet(const Endpoint &endpoint,
                                                         HelloParams hello = {}) const;
    [[nodiscard]] Result<std::unique_ptr<TlsTransport>> dialTo(const Endpoint &endpoint) const;

private:
    TlsContext m_context;
};

/// The agent's local socket, as muster-agent's subcommands use it; hello is said.
[[nodiscard]] Result<std::unique_ptr<RpcPeer>> greetLocally(const TestAgent &agent);

/// A typed call, waited for.
template <Method M>
[[nodiscard]] Result<typename M::Answer> ask(RpcPeer &peer, typename M::Params params = {})
{
    return QCoro::waitFor(peer.call<M>(std::move(params)));
}

} // namespace muster::test
