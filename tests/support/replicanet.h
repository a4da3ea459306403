// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/neighbours.h"
#include "agent/composite/replica/replicabinding.h"
#include "agent/composite/replica/replication.h"
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"
#include "tests/support/memorytransport.h"

#include <map>
#include <memory>
#include <vector>

namespace muster::test {

/// What a node knows of the others, as a test says.
class NetNeighbours : public agent::Neighbours
{
    Q_OBJECT
public:
    explicit NetNeighbours(QString ownId)
        : m_ownId(std::move(ownId))
    {
    }

    [[nodiscard]] QString ownId() const override { return m_ownId; }
    [[nodiscard]] const Membership *membership() const override
    {
        return m_membership ? &*m_membership : nullptr;
    }
    [[nodiscard]] QString hub() const override { return m_hub; }
    [[nodiscard]] agent::Session *link(const QString &nodeId) const override
    {
        const auto found = m_links.find(nodeId);
        return found == m_links.end() ? nullptr : found->second.get();
    }
    [[nodiscard]] QStringList linked() const override
    {
        QStringList ids;
        for (const auto &[nodeId, session] : m_links)
            ids.append(nodeId);
        return ids;
    }

    void setMembership(const std::optional<Membership> &membership)
    {
        m_membership = membership;
        Q_EMIT membershipChanged();
    }
    void setHub(const QString &hub)
    {
        m_hub = hub;
        Q_EMIT hubChanged();
    }
    void addLink(const QString &nodeId, std::unique_ptr<agent::Session> session)
    {
        m_links.insert_or_assign(nodeId, std::move(session));
        Q_EMIT memberLinked(nodeId);
    }
    void removeLink(const QString &nodeId)
    {
        const auto gone = m_links.extract(nodeId);
        if (!gone.empty())
            Q_EMIT memberUnlinked(nodeId);
    }

private:
    QString m_ownId;
    std::optional<Membership> m_membership;
    QString m_hub;
    std::map<QString, std::unique_ptr<agent::Session>> m_links;
};

/// One node with its documents, as an agent has them.
struct NetNode
{
    NetNode(const QString &nodeId, agent::Replication::Settings settings)
        : id(nodeId)
        , neighbours(nodeId)
        , replication(std::make_unique<agent::Replication>(neighbours, problems, settings))
        , m_settings(settings)
    {
        bindReplication(methods, *replication);
    }
    /// As after the agent was started again. Its links must be gone.
    void restart()
    {
        replication.reset();
        replication = std::make_unique<agent::Replication>(neighbours, problems, m_settings);
        bindReplication(methods, *replication);
    }
    [[nodiscard]] QString body(const QString &kind, const QString &documentId) const
    {
        const auto document = replication->document(kind, documentId);
        return document ? document->shown.body : QString();
    }
    [[nodiscard]] bool hasProblem(const QString &prefix) const
    {
        return std::ranges::any_of(problems.state().problems,
                                   [&](const Problem &problem) { return problem.id.startsWith(prefix); });
    }

    QString id;
    MemoryEventLog events;
    agent::Problems problems{events};
    agent::MethodTable methods;
    NetNeighbours neighbours;
    std::unique_ptr<agent::Replication> replication;

private:
    agent::Replication::Settings m_settings;
};

/// Nodes of one system in one process, joined by the real sessions and methods.
class ReplicaNet
{
public:
    explicit ReplicaNet(const QString &folder)
        : m_folder(folder)
    {
        m_membership.id = QStringLiteral("test-system");
        m_membership.name = QStringLiteral("test");
    }
    ~ReplicaNet()
    {
        while (!m_joined.empty())
            cut(m_joined.begin()->first, m_joined.begin()->second);
    }

    Membership &membership() { return m_membership; }
    NetNode &add(const QString &id, agent::Replication::Settings settings = {})
    {
        settings.folder = m_folder + u'/' + id;
        settings.retryAfter = std::chrono::milliseconds(20);
        settings.purgeAfter = std::chrono::milliseconds(5);
        m_nodes.push_back(std::make_unique<NetNode>(id, settings));
        SystemMember member;
        member.instance = int(m_nodes.size());
        member.nodeId = id;
        member.name = id.toLower();
        m_membership.members.append(member);
        return *m_nodes.back();
    }
    [[nodiscard]] const std::vector<std::unique_ptr<NetNode>> &nodes() const { return m_nodes; }
    /// All of them become members, the hub coordinates, nobody is joined.
    void form(const QString &hub)
    {
        m_membership.coordinator = hub;
        for (const auto &node : m_nodes) {
            node->neighbours.setHub(hub);
            node->neighbours.setMembership(m_membership);
        }
    }
    void join(NetNode &hub, NetNode &member)
    {
        auto [first, second] = MemoryTransport::pair({hub.id, hub.id}, {member.id, member.id});
        auto atHub = session(std::move(first), hub, member);
        auto atMember = session(std::move(second), member, hub);
        m_joined.insert({&hub, &member});
        hub.neighbours.addLink(member.id, std::move(atHub));
        member.neighbours.addLink(hub.id, std::move(atMember));
    }
    void joinAll(NetNode &hub)
    {
        for (const auto &node : m_nodes) {
            if (node.get() != &hub)
                join(hub, *node);
        }
    }
    void cut(NetNode *hub, NetNode *member)
    {
        m_joined.erase({hub, member});
        member->neighbours.removeLink(hub->id);
        hub->neighbours.removeLink(member->id);
    }
    void cutAll()
    {
        while (!m_joined.empty())
            cut(m_joined.begin()->first, m_joined.begin()->second);
    }

private:
    static std::unique_ptr<agent::Session> session(std::unique_ptr<Transport> transport, NetNode &own,
                                                   NetNode &other)
    {
        auto made = std::make_unique<agent::Session>(std::move(transport), own.methods,
                                                     std::chrono::milliseconds(1000));
        made->setTerms({Role::Viewer, other.id, true});
        made->setVersion(1);
        return made;
    }

    QString m_folder;
    Membership m_membership;
    std::vector<std::unique_ptr<NetNode>> m_nodes;
    std::set<std::pair<NetNode *, NetNode *>> m_joined;
};

} // namespace muster::test
