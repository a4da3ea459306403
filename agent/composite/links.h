// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/hublink.h"
#include "agent/composite/neighbours.h"
#include "agent/server/methodtable.h"
#include "shared/api/member.h"

#include <QHash>

#include <memory>

namespace muster::agent {

/// The links of the star: a member's own to the hub, the members' links where this node is the hub.
class Links : public Neighbours
{
    Q_OBJECT
public:
    explicit Links(const LinkParts &parts, QObject *parent = nullptr);
    ~Links() override;

    [[nodiscard]] QString ownId() const override { return d.ownId; }
    [[nodiscard]] const Membership *membership() const override { return d.membership.current(); }
    [[nodiscard]] QString hub() const override { return m_hub; }
    [[nodiscard]] Session *link(const QString &nodeId) const override;
    [[nodiscard]] QStringList linked() const override;

    /// Links to this member from now on, or, where it is this node itself, lets the others link to it.
    void setHub(const QString &nodeId);
    /// Brings the links to a membership that has changed, and tells of it.
    void followMembership();
    /// Another member has this generation: where it is newer, it is taken over.
    void noteGeneration(const QString &nodeId, qint64 generation);
    /// A member makes its connection its link. Errors: Conflict when it is of another system; Unavailable
    /// when the connection has ended.
    [[nodiscard]] Result<JoinAnswer> join(const CallContext &context, const JoinParams &params);

    /// What a member told when it joined; nothing of one that is not linked.
    [[nodiscard]] const JoinParams *joined(const QString &nodeId) const;
    /// Why the hub is not linked; empty text when it is, or none was tried yet.
    [[nodiscard]] Error whyNoHub() const;

Q_SIGNALS:
    void hubFailed(); ///< a try to link to the hub has failed

private:
    struct Incoming
    {
        QPointer<Session> session;
        JoinParams params;
    };
    void follow();
    void linkToHub(const SystemMember &hub);
    void leaveHub();
    void dismiss(const QString &nodeId, const Error &reason);
    void forget(const QString &nodeId, const Session *session);
    QCoro::Task<> takeNewer(QString nodeId, QPointer<Session> session);

    LinkParts d;
    QString m_hub;
    std::unique_ptr<HubLink> m_toHub;
    QHash<QString, Incoming> m_members; ///< where this node is the hub
    bool m_isTaking = false; ///< a newer membership is on its way
    std::stop_source m_life;
};

} // namespace muster::agent
