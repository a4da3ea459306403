// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/memberdirectory.h"

#include "agent/composite/neighbours.h"

#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace muster::agent {

MemberDirectory::MemberDirectory(const Neighbours &neighbours, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
{
    connect(&neighbours, &Neighbours::membershipChanged, this, &MemberDirectory::follow);
    follow();
}

void MemberDirectory::follow()
{
    QHash<QString, Place> places;
    if (const Membership *system = m_neighbours.membership()) {
        for (const SystemMember &member : system->members) {
            const auto nodeId = NodeId::parse(member.nodeId);
            const auto endpoint = Endpoint::parse(member.address);
            if (nodeId && endpoint && member.nodeId != m_neighbours.ownId())
                places.insert(member.nodeId, {member.name, *nodeId, *endpoint});
        }
    }
    const QMutexLocker lock(&m_mutex);
    m_places = std::move(places);
}

Result<MemberDirectory::Place> MemberDirectory::find(const QString &nodeId) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_places.constFind(nodeId);
    if (found != m_places.cend())
        return *found;
    return fail({ErrorCode::NotFound,
                 u"%1 is no other member of this node's system"_s.arg(nodeId),
                 {},
                 u"to"_s,
                 u"fetch from the node itself"_s});
}

} // namespace muster::agent
