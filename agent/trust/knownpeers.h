// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <optional>

namespace muster::agent {

class PeerStore;

/// What somebody may do here, and what the audit log calls it.
struct Terms
{
    Role role = Role::Stranger;
    QString name;
    bool isMember = false; ///< an agent of the same system: may also call what is for members only

    friend bool operator==(const Terms &, const Terms &) = default;
};

/// Whom this node knows, and on which terms: who was paired with it, and the other members of its system, who
/// are pinned by the membership. Members read; what they do for others they do in those others' names.
class KnownPeers : public QObject
{
    Q_OBJECT
public:
    /// @param paired borrowed, outlives this
    explicit KnownPeers(PeerStore &paired, QObject *parent = nullptr);

    [[nodiscard]] std::optional<Terms> find(const QString &nodeId) const;
    /// The other members from now on, names by node id.
    void setMembers(const QHash<QString, QString> &names);

Q_SIGNALS:
    /// What find() says of this node is another than before.
    void termsChanged(const QString &nodeId);

private:
    PeerStore &m_paired;
    QHash<QString, QString> m_members;
};

} // namespace muster::agent
