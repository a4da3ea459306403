// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/system.h"

#include <QObject>
#include <QStringList>

namespace muster::agent {

class Session;

/// The other agents of the system as far as this one is connected to them: a coordinator to its members, a
/// member to its coordinator. What capabilities and the other parts of the composite stand on.
class Neighbours : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QString ownId() const = 0;
    /// Null while this node is in no system. Valid until membershipChanged().
    [[nodiscard]] virtual const Membership *membership() const = 0;
    /// The member that the others are connected to, as far as known: it coordinates, or did last. Empty when
    /// there is none.
    [[nodiscard]] virtual QString hub() const = 0;
    [[nodiscard]] bool isHub() const { return !hub().isEmpty() && hub() == ownId(); }

    /// The connection to another member, with hello said and both of one system; null when there is none.
    /// Either end may call methods of the other over it (Session::rpc()). Valid until unlinked().
    [[nodiscard]] virtual Session *link(const QString &nodeId) const = 0;
    [[nodiscard]] virtual QStringList linked() const = 0;

Q_SIGNALS:
    void membershipChanged();
    void hubChanged();
    void memberLinked(const QString &nodeId);
    void memberUnlinked(const QString &nodeId);
};

} // namespace muster::agent
