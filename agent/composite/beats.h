// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/neighbours.h"
#include "shared/api/member.h"
#include "shared/bootclock.h"
#include "shared/link/clockestimate.h"

#include <QCoroTask>
#include <QHash>
#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace muster::agent {

/// How far a member's clock is from the coordinator's, as far as it is known.
struct ClockReading
{
    std::chrono::milliseconds offset{};
    std::chrono::milliseconds roundTrip{};
};

/// The hub's pulse: asks each linked member three times within a lease whether it is there and stands with
/// it, and so learns how far its clock is and how long the way. A member that does not answer for a lease
/// is unlinked.
class Beats : public QObject
{
    Q_OBJECT
public:
    /// What the hub knows of a member through its answers.
    struct Pulse
    {
        ClockEstimate clock;
        qint64 generation = 0;
        BootClock::duration freeIn{}; ///< how long it is still bound to another coordinator
    };

    /// @param question what is asked now; its clock is put here. Both are borrowed.
    Beats(Neighbours &neighbours, std::function<BeatParams()> question, QObject *parent = nullptr);
    ~Beats() override;

    /// Null for one that has not answered since it was linked.
    [[nodiscard]] const Pulse *pulse(const QString &nodeId) const;
    /// Asks all at once, when what is asked has changed.
    void askNow();
    /// Reads the clocks of all linked members anew, at the same time: what was known before one was set says
    /// nothing. By node id; who does not answer in time is left out.
    [[nodiscard]] QCoro::Task<QHash<QString, ClockReading>> readClocks(std::chrono::milliseconds deadline);

Q_SIGNALS:
    /// @param asked when the question went out
    void answered(const QString &nodeId, const muster::BeatAnswer &answer,
                  muster::BootClock::time_point asked);

private:
    void follow();
    void tick();
    [[nodiscard]] std::chrono::milliseconds lease() const;
    QCoro::Task<> ask(QString nodeId);
    [[nodiscard]] QCoro::Task<std::optional<ClockReading>> readClock(QString nodeId,
                                                                     std::chrono::milliseconds deadline);

    Neighbours &m_neighbours;
    std::function<BeatParams()> m_question;
    QHash<QString, Pulse> m_pulses;
    QTimer m_timer;
    qsizetype m_slice = 0; ///< many members are not all asked in one moment
    std::stop_source m_life;
};

} // namespace muster::agent
