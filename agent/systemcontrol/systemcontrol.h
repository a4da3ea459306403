// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/control.h"
#include "shared/error.h"
#include "shared/state/confirmation.h"

#include "agent/server/methodtable.h"
#include "agent/systemcontrol/actrecord.h"
#include "agent/systemcontrol/actreplica.h"
#include "agent/systemcontrol/memberaction.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace muster::agent {

class Composite;
class EventLog;
class Jobs;
class NodeFacetsSource;
class SystemState;

/// Power and restarts of the system as one, where this node coordinates it; of this node alone otherwise. All
/// members are asked at the same time, and each has a result of its own, by what its facets show.
class SystemControl : public QObject
{
    Q_OBJECT
public:
    static constexpr QLatin1StringView JobKind{"state.act"};
    /// After a change of coordinator or of what others tell: so much comes at once.
    static constexpr std::chrono::milliseconds Calm{1'000};
    /// Until a member has told of its dumps, for a preview.
    static constexpr std::chrono::milliseconds LookTime{5'000};

    /// All are borrowed and outlive this.
    struct Parts
    {
        Composite &composite;
        SystemState &state;
        NodeFacetsSource &own;
        Jobs &jobs;
        EventLog &events;
    };
    /// @param file where what is under way is kept
    SystemControl(const Parts &parts, QString ownName, const QString &file, QObject *parent = nullptr);
    ~SystemControl() override;

    /// Errors: those of api::StateAct; Busy, Io.
    [[nodiscard]] Result<ActStarted> act(const CallContext &caller, const ActParams &params);
    using Ask =
        std::function<QCoro::Task<Result<Nothing>>(CallContext caller, QString nodeId, ControlAction action)>;
    /// What this node does as the coordinator without anybody having asked.
    /// @param reason who is told as the one that started it
    /// @param ask how a member is asked
    /// Errors: as act().
    [[nodiscard]] Result<ActStarted> actByItself(const QString &reason, const ActParams &params, Ask ask);
    /// Errors: as act(), but for what is under way.
    [[nodiscard]] QCoro::Task<Result<ActOutlook>> preview(CallContext caller, ActParams params);
    /// Whether somebody could ask this node for it, by who coordinates and which members there are. Errors:
    /// those of api::StateAct, but for what is under way.
    [[nodiscard]] Result<void> checkOrder(const CallContext &caller, const ActParams &params) const;
    /// Errors: NotFound.
    [[nodiscard]] Result<SystemAct> acted(const QString &job) const;

Q_SIGNALS:
    /// Somebody has asked for it, and members are being asked.
    /// @param isWhole all members of the system
    void asked(const muster::SystemAct &act, bool isWhole);
    /// All members' parts have an end.
    void ended(const muster::SystemAct &act);

private:
    struct Chosen
    {
        QString system;
        QList<MemberAct> members;
    };
    struct Run
    {
        SystemAct act;
        CallContext caller;
        std::chrono::milliseconds patience;
        bool isOfSystem = false; ///< all members know of it
        StartCause cause = StartCause::RemoteCommand;
        Ask ask; ///< empty: in the caller's name
        std::vector<std::unique_ptr<MemberAction>> members;
        MemberAction *last = nullptr; ///< this node itself, which ends by it: asked when all others were
        std::unique_ptr<std::stop_callback<std::function<void()>>> onCancel;
    };
    [[nodiscard]] Result<Chosen> choose(const CallContext &caller, const ActParams &params) const;
    [[nodiscard]] Error notCoordinating() const;
    [[nodiscard]] std::optional<MemberGlance> look(const QString &nodeId) const;
    void makeMembers(Run &run);
    static QCoro::Task<> begin(QPointer<SystemControl> self, QString job);
    void askMembers(Run &run);
    void judgeForeign();
    [[nodiscard]] Result<ActStarted> start(const CallContext &caller, const ActParams &params, Ask ask);
    void note(const QString &job, const QString &nodeId);
    void finish(const QString &job);
    void breakOff(const QString &job, const QString &why);
    void lookAt(const QString &nodeId);
    void lookAtAll();
    void tell(const SystemAct &act, const MemberAct &member);

    static QCoro::Task<MemberOutlook> withDumps(QPointer<SystemControl> self, CallContext caller,
                                                MemberOutlook member);
    static QCoro::Task<MemberOutlook> withBlocks(QPointer<SystemControl> self, CallContext caller,
                                                 MemberOutlook member, bool withDumpsToo);

    Parts d;
    QString m_ownName;
    ActRecord m_record;
    ActReplica m_replica;
    QTimer m_judge; ///< members that bring what they know are waited for
    std::map<QString, Run> m_runs; ///< by job
};

} // namespace muster::agent
