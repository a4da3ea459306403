// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/knownpeers.h"

#include "agent/trust/peerstore.h"

#include <utility>

namespace muster::agent {

KnownPeers::KnownPeers(PeerStore &paired, QObject *parent)
    : QObject(parent)
    , m_paired(paired)
{
    connect(&paired, &PeerStore::added, this, [this](const Peer &peer) { Q_EMIT termsChanged(peer.nodeId); });
    connect(&paired, &PeerStore::removed, this,
            [this](const Peer &peer) { Q_EMIT termsChanged(peer.nodeId); });
}

std::optional<Terms> KnownPeers::find(const QString &nodeId) const
{
    const auto member = m_members.constFind(nodeId);
    const bool isMember = member != m_members.cend();
    if (const auto peer = m_paired.find(nodeId))
        return Terms{peer->role, peer->name, isMember};
    return isMember ? std::optional(Terms{Role::Viewer, *member, true}) : std::nullopt;
}

void KnownPeers::setMembers(const QHash<QString, QString> &names)
{
    const auto before = std::exchange(m_members, names);
    for (const QString &nodeId : before.keys()) {
        if (!m_members.contains(nodeId))
            Q_EMIT termsChanged(nodeId);
    }
    for (const QString &nodeId : m_members.keys()) {
        if (before.constFind(nodeId) == before.cend() || before.value(nodeId) != m_members.value(nodeId))
            Q_EMIT termsChanged(nodeId);
    }
}

} // namespace muster::agent
