// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/neighbours.h"
#include "agent/server/session.h"

#include <QHash>

#include <optional>

namespace muster::test {

/// A node's place in a system, as a test puts it there.
class TestNeighbours : public agent::Neighbours
{
    Q_OBJECT
public:
    explicit TestNeighbours(const QString &ownId)
        : m_ownId(ownId)
    {
    }

    [[nodiscard]] QString ownId() const override { return m_ownId; }
    [[nodiscard]] const Membership *membership() const override
    {
        return m_membership ? &*m_membership : nullptr;
    }
    [[nodiscard]] QString hub() const override { return m_hub; }
    [[nodiscard]] agent::Session *link(const QString &nodeId) const override { return m_links.value(nodeId); }
    [[nodiscard]] QStringList linked() const override { return m_links.keys(); }

    void setMembership(const std::optional<Membership> &membership)
    {
        m_membership = membership;
        Q_EMIT membershipChanged();
    }
    void setHub(const QString &nodeId)
    {
        m_hub = nodeId;
        Q_EMIT hubChanged();
    }
    /// @param session borrowed; ends with unlink()
    void setLink(const QString &nodeId, agent::Session *session)
    {
        m_links.insert(nodeId, session);
        Q_EMIT memberLinked(nodeId);
    }
    void unlink(const QString &nodeId)
    {
        if (m_links.remove(nodeId))
            Q_EMIT memberUnlinked(nodeId);
    }

private:
    QString m_ownId;
    std::optional<Membership> m_membership;
    QString m_hub;
    QHash<QString, agent::Session *> m_links;
};

} // namespace muster::test
