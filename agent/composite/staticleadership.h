// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/leadership.h"
#include "agent/composite/standing.h"
#include "shared/api/member.h"

#include <QTimer>

namespace muster::agent {

/// The coordinator that the membership names, as long as enough members stand with it (Standing).
class StaticLeadership : public Leadership
{
    Q_OBJECT
public:
    explicit StaticLeadership(const QString &ownId, QObject *parent = nullptr);

    [[nodiscard]] CoordinatorView view() const override;
    [[nodiscard]] QString hub() const override { return m_named; }
    [[nodiscard]] bool mayAct() const override { return m_standing.mayAct(BootClock::now()); }
    QCoro::Task<Result<void>> handOver(QString nodeId) override;

    void setMembership(const Membership &membership, BootClock::time_point freeFrom) override;

    void confirm(const QString &nodeId, const BeatAnswer &answer, BootClock::time_point asked) override;
    void heard(const BeatParams &question) override;
    void seen(const QString &nodeId, qint64 generation) override;
    [[nodiscard]] bool isMissingMembers() const override { return !mayAct() || m_standing.fence(); }
    void lost(const Error &why) override;

private:
    [[nodiscard]] CoordinatorView present() const;
    void look();

    QString m_ownId;
    QString m_named; ///< the coordinator by the membership
    qint64 m_generation = 0;
    std::chrono::milliseconds m_lease{};
    Standing m_standing;
    std::optional<BeatParams> m_heard; ///< on a member: what the coordinator said last
    QString m_lost;
    CoordinatorView m_told; ///< as changed() told it last
    QTimer m_expiry;
};

} // namespace muster::agent
