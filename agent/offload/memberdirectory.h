// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/endpoint.h"
#include "shared/tls/nodeid.h"

#include <QHash>
#include <QMutex>
#include <QObject>

namespace muster::agent {

class Neighbours;

/// Where the other members of this node's system are. Kept on the agent's own thread, asked from any.
class MemberDirectory : public QObject
{
    Q_OBJECT
public:
    struct Place
    {
        QString name;
        NodeId nodeId;
        Endpoint endpoint;
    };

    /// @param neighbours borrowed, outlives this
    explicit MemberDirectory(const Neighbours &neighbours, QObject *parent = nullptr);

    /// Errors: NotFound for who is no other member of the system.
    [[nodiscard]] Result<Place> find(const QString &nodeId) const;

private:
    void follow();

    const Neighbours &m_neighbours;
    mutable QMutex m_mutex;
    QHash<QString, Place> m_places;
};

} // namespace muster::agent
