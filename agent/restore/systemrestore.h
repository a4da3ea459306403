// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/restore/restorerules.h"
#include "shared/error.h"
#include "shared/model/control.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <optional>

namespace muster::agent {

class Composite;
class EventLog;
class OutageRecord;
class Problems;
class SystemControl;
class SystemState;

/// Power restore of the system as one, where this node coordinates it. Each member tells whether it lost its
/// power; the others are waited for, then it is decided once and carried out on those members. The decision
/// is on the members' disks before anything is done, and so is what was last asked of the system: another
/// coordinator goes on from there.
class SystemRestore : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView DecisionKind{"restore"};
    static constexpr QLatin1StringView PowerKind{"power"};
    static constexpr QLatin1StringView WholeId{"system"};
    /// Who the system's control tells as the one that asked.
    static constexpr QLatin1StringView Name{"power restore"};

    struct Settings
    {
        /// A member that is linked and does not tell is asked again after so long; what could not be carried
        /// out is tried again, too.
        std::chrono::milliseconds retry{5'000};
        /// Until a member has found out about its power.
        std::chrono::milliseconds answer{75'000};
        /// Until a decision is on a second member.
        std::chrono::milliseconds spread{5'000};
        /// What is not begun by then is left to people: the system may be needed otherwise.
        std::chrono::milliseconds resume{900'000};
    };
    /// All are borrowed and outlive this.
    struct Parts
    {
        Composite &composite;
        SystemState &state;
        SystemControl &control;
        OutageRecord &own;
        EventLog &events;
        Problems &problems;
    };
    SystemRestore(const Parts &parts, const Settings &settings, QObject *parent = nullptr);
    ~SystemRestore() override;

    /// Once, when all parts are there.
    void start();

    /// Newest first. On all members.
    [[nodiscard]] QList<RestoreDecision> decisions() const;
    /// What was last asked of the whole. On all members.
    [[nodiscard]] std::optional<RequestedPower> requested() const;
    /// Of this member: its own request where it is later than the whole's. On all members.
    [[nodiscard]] std::optional<RequestedPower> requestedOf(const QString &nodeId) const;

private:
    struct Order
    {
        ControlAction action;
        QList<int> members;
    };

    void follow();
    void ask(const QString &nodeId);
    static QCoro::Task<> askMember(QPointer<SystemRestore> self, QString nodeId);
    void take(const QString &nodeId, Outage outage);
    void settle();
    void look();
    [[nodiscard]] QSet<QString> decidedOutages() const;
    [[nodiscard]] RestoreInputs inputs() const;
    [[nodiscard]] MemberPower::Now powerNow(const QString &nodeId) const;
    void decide();
    static QCoro::Task<> decideOnce(QPointer<SystemRestore> self, RestoreDecision decision);
    void carryOut(const RestoreDecision &decision, bool isResumed);
    void carryOn();
    void noteEnded(const SystemAct &act);
    void finish(const QString &outcome);
    static QCoro::Task<> writeDecision(QPointer<SystemRestore> self, RestoreDecision decision);
    void noteRequest(const SystemAct &act, bool isWhole);
    static QCoro::Task<> writeRequest(QPointer<SystemRestore> self, QString id, RequestedPower requested);
    void resume();
    void lookAtHeld();
    [[nodiscard]] QString systemId() const;

    Parts d;
    Settings m_settings;
    bool m_isActing = false;
    QHash<QString, Outage> m_told; ///< by node id; of those that are linked, and of this node
    QSet<QString> m_asking;
    std::optional<Timestamp> m_since; ///< when an outage was first heard of that is not decided
    QTimer m_window;
    bool m_isDeciding = false;
    bool m_isLooking = false;
    std::optional<RestoreDecision> m_current; ///< that is being carried out
    QList<Order> m_orders; ///< of it, not begun
    QSet<QString> m_jobs; ///< of it, under way
    QStringList m_outcomes; ///< of it
    QSet<QString> m_held; ///< node ids that are held off
    QTimer m_retry;
};

} // namespace muster::agent
