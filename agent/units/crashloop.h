// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"
#include "shared/units/unitfile.h"

#include <chrono>
#include <deque>

namespace muster::agent {

/// Finds units that systemd restarts again and again and so never calls failed, by its counter of automatic
/// restarts (NRestarts).
class CrashLoop
{
public:
    /// Takes the counter as it is now. @return whether it has become a loop with this
    bool take(qint64 restarts, Timestamp at, const CrashLoopLimit &limit);
    /// Takes a restart of the time before the counter was looked at first. @return as take()
    bool takeEarlier(Timestamp at, const CrashLoopLimit &limit);
    /// It was found to be a loop before, and nothing has been seen of its end.
    void goOn(Timestamp last);

    [[nodiscard]] bool isLooping() const { return m_isLooping; }
    /// When it is over, if nothing more happens: as much quiet as it takes to be a loop. Call it in a loop.
    [[nodiscard]] Timestamp calmAt(const CrashLoopLimit &limit) const;
    /// How long the restarts that made it a loop took.
    [[nodiscard]] std::chrono::seconds duration() const;
    void end();

private:
    bool note(Timestamp at, const CrashLoopLimit &limit);

    qint64 m_counter = -1; ///< -1 before the first look
    std::deque<Timestamp> m_times; ///< the latest ones in order, as many as make a loop
    bool m_isLooping = false;
};

} // namespace muster::agent
