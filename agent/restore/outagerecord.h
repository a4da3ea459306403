// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/restore/outagerules.h"
#include "shared/error.h"
#include "shared/wire/completion.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <list>
#include <optional>

namespace muster::agent {

class EventLog;
class NodeFacetsSource;
class NodePlatform;
class Problems;
class RestorePlatform;

/// Whether this node lost its power, found once for each boot of it and kept on its disk with what was done
/// about it. While the agent runs it remembers what the next start has to know.
class OutageRecord : public QObject
{
    Q_OBJECT
public:
    /// Flows that wait until it is known.
    static constexpr qsizetype MaxWaits = 64;

    struct Settings
    {
        /// How long a chassis may take to tell its power after the management has started.
        std::chrono::milliseconds settle{60'000};
        /// Power that goes takes the management with it a moment later: off is remembered once it lasts.
        std::chrono::milliseconds offAfter{10'000};
    };
    /// All are borrowed and outlive this.
    struct Parts
    {
        const NodePlatform &node;
        NodeFacetsSource &own;
        RestorePlatform *platform; ///< null where the machine has none
        EventLog &events;
        Problems &problems;
    };
    /// @param nodeId of this agent
    /// @param file need not exist; one that cannot be read counts as none, and is told in the log
    OutageRecord(const Parts &parts, QString nodeId, QString file, const Settings &settings,
                 QObject *parent = nullptr);
    ~OutageRecord() override;

    /// Begins to find it out. Once, when the facets are told.
    /// @param systemId of the system that this node is in now; empty: in none
    void start(const QString &systemId);

    /// Nothing until it is known.
    [[nodiscard]] const std::optional<Outage> &outage() const { return m_memory.outage; }
    /// Waits until it is known. Errors: Busy; Unavailable when the agent ends.
    [[nodiscard]] QCoro::Task<Result<Outage>> known();

    /// A decision has dealt with it; durable when it returns. Errors: Io.
    Result<void> setDecision(const QString &decisionId);
    /// The node has done so by itself; durable when it returns. Errors: Io.
    Result<void> setAlone(const QString &what);
    /// The agent is asked to end: is it because the machine is?
    [[nodiscard]] QCoro::Task<> noteStopping();

Q_SIGNALS:
    /// outage() is known, or has been dealt with.
    void changed();

private:
    struct Memory
    {
        QString bootId = {};
        bool wasOrderly = false;
        bool hadChassis = false;
        PowerWas power = PowerWas::Unknown;
        std::optional<Outage> outage = {};

        static constexpr auto fields()
        {
            return std::tuple(
                field("bootId", &Memory::bootId, "The boot that this is about").between(0, 64),
                field("wasOrderly", &Memory::wasOrderly, "It ends on request").optional(),
                field("hadChassis", &Memory::hadChassis, "Something beside the host tells of the power")
                    .optional(),
                field("power", &Memory::power, "What the power was last").optional(),
                field("outage", &Memory::outage, "What was found when this boot began"));
        }
    };

    void look();
    void judge();
    void conclude(const OutageJudgement &judgement);
    void remember();
    void setPower(PowerWas power);
    void setOrderly(bool isOrderly);
    Result<void> store();
    static QCoro::Task<> askWhetherGoingDown(QPointer<OutageRecord> self);

    Parts d;
    QString m_nodeId;
    QString m_file;
    Settings m_settings;
    std::optional<PowerMemory> m_before; ///< of the start before; nothing when there was none
    Memory m_memory; ///< of this boot
    QString m_systemId;
    QTimer m_settle;
    QTimer m_off;
    std::list<Completion<Result<Outage>>> m_waits;
};

} // namespace muster::agent
