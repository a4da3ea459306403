// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/restore.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace muster::agent {

class EventLog;
class Problems;
class RestorePlatform;

/// Keeps a member's platform from restoring power by itself, which it would do long before the coordinator
/// has heard of all: while the node is in a system its policy is None, and what it was is kept on the disk
/// and given back when the node leaves.
class PolicyGuard : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Retry{10'000};

    /// @param platform null where the machine has none; all outlive this
    /// @param file need not exist
    PolicyGuard(RestorePlatform *platform, EventLog &events, Problems &problems, QString file,
                QObject *parent = nullptr);

    void setInSystem(bool isInSystem);

    /// What the node would do alone: what was set aside, else what its platform has.
    [[nodiscard]] std::optional<RestorePolicy> own() const;
    [[nodiscard]] std::optional<RestorePolicy> setAside() const { return m_aside.policy; }
    [[nodiscard]] std::optional<OwnRestorePolicy> platformPolicy() const;
    [[nodiscard]] QString whyNoPolicy() const;

    /// Sets the node's own policy. Errors: Unsupported where there is none; Conflict for isOnce in a system;
    /// those of RestorePlatform::setPolicy(); Io.
    [[nodiscard]] QCoro::Task<Result<void>> set(RestorePolicy policy, bool isOnce);

private:
    struct Aside
    {
        std::optional<RestorePolicy> policy = {};

        static constexpr auto fields()
        {
            return std::tuple(
                field("policy", &Aside::policy, "The node's own policy, while it is in a system"));
        }
    };

    void look();
    [[nodiscard]] Result<void> keep(const std::optional<RestorePolicy> &policy);
    void tell(const Result<void> &done, const QString &what);
    static QCoro::Task<> putAside(QPointer<PolicyGuard> self, OwnRestorePolicy before);
    static QCoro::Task<> giveBack(QPointer<PolicyGuard> self, OwnRestorePolicy present);
    static QCoro::Task<Result<void>> setNow(QPointer<PolicyGuard> self, RestorePolicy policy, bool isOnce);

    RestorePlatform *m_platform;
    EventLog &m_events;
    Problems &m_problems;
    QString m_file;
    Aside m_aside;
    std::optional<bool> m_isInSystem;
    bool m_isBusy = false;
    QTimer m_retry;
};

} // namespace muster::agent
