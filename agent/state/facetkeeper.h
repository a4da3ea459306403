// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/state/facetsource.h"
#include "shared/bootclock.h"
#include "shared/error.h"

#include <QCoroTask>
#include <QMap>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace muster::agent {

class EventLog;
class Problems;
class StatePlatform;

/// Keeps what the platform tells of the node's state: since when, and what was last said where nobody tells
/// it now. Tells changes, contradictions that last, and what is Quiesced. Takes requests for the platform,
/// and refuses those that cannot be meant now.
class FacetKeeper : public NodeFacetsSource
{
    Q_OBJECT
public:
    struct Settings
    {
        /// Sources tell one thing after another: what contradicts itself for less than this is a transition.
        std::chrono::milliseconds settle{2'000};
        /// How long a request that was taken may take to show; until then its opposite is refused.
        std::chrono::milliseconds toShow{5'000};
        /// A transition that lasts longer is stuck, and its opposite is the way out.
        std::chrono::milliseconds stuck{120'000};
        /// A restart of the management that was announced and has not come by then does not come any more.
        std::chrono::milliseconds announced{600'000};
    };
    /// What is known of a value beside what its source says, as long as it stands.
    struct Remark
    {
        QString value = {}; ///< of the facet; of another it says nothing
        Health health = Health::OK; ///< the facet is at least so unwell
        QString why = {};

        friend bool operator==(const Remark &, const Remark &) = default;
    };
    /// Why the host must be left alone now, for people; empty when it need not.
    using Busy = std::function<QString()>;

    /// @param platform null where the machine has none; all outlive this
    FacetKeeper(StatePlatform *platform, EventLog &events, Problems &problems);
    FacetKeeper(StatePlatform *platform, EventLog &events, Problems &problems, const Settings &settings);

    /// Begins to tell.
    void start();
    void setBusy(Busy busy) { m_busy = std::move(busy); }
    /// Told with the facet from now on, and at once where it is another than before; nothing takes it back.
    void setRemark(Facet facet, const std::optional<Remark> &remark);
    [[nodiscard]] NodeFacets facets() const override;
    /// Errors: Unsupported when it is none of the actions, Busy while the host must be left alone, Conflict
    /// while the opposite is under way, and those of StatePlatform::control().
    /// @param cause what a host that is started keeps of it; that it cannot be told is logged only
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action,
                                                    StartCause cause = StartCause::RemoteCommand);

private:
    struct Request
    {
        ControlAction action;
        BootClock::time_point at;
        bool isTaken = false;
        bool hasMoved = false; ///< its power or host has another value since
    };
    struct Lasting
    {
        Contradiction contradiction;
        BootClock::time_point since;
        bool isTold = false;
    };

    void take();
    void takeFacet(FacetValue value);
    void dropOthers(const QList<FacetValue> &present);
    void tellFacet(const FacetValue &value);
    void noteQuiesced(const FacetValue &value);
    void announceReset();
    void settle();
    void tellContradictions();
    [[nodiscard]] Result<void> check(ControlAction action) const;
    [[nodiscard]] Result<void> checkTransition(ControlAction action) const;
    static QCoro::Task<Result<void>> pass(QPointer<FacetKeeper> self, ControlAction action, StartCause cause);

    StatePlatform *m_platform;
    EventLog &m_events;
    Problems &m_problems;
    Settings m_settings;
    Busy m_busy;
    QMap<Facet, FacetValue> m_known;
    QMap<Facet, Remark> m_remarks;
    QMap<Facet, std::optional<Timestamp>> m_sourceTimes; ///< what the source said of the change, last
    QMap<QString, Lasting> m_contradictions; ///< by id
    QTimer m_settleTimer;
    QTimer m_announcement;
    std::optional<Timestamp> m_resetAnnouncedAt;
    std::optional<Request> m_request; ///< the last one
};

} // namespace muster::agent
