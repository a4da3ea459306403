// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/units/failurerule.h"

#include <chrono>

namespace muster::agent {

/// What the sentence about a failure is made of.
struct FailureFacts
{
    FailureCause cause = FailureCause::Other;
    QString result; ///< systemd's word, for a cause without one of ours
    ProcessEnd end;
    qint64 restarts = 0;
    bool gaveUp = false; ///< systemd refused another restart
    std::chrono::seconds startLimitInterval{0}; ///< 0: not known
};

/// What happened, without a subject and a final stop: "killed by SIGABRT; systemd gave up after 2 restarts
/// within 30 s".
[[nodiscard]] QString explain(const FailureFacts &facts);

/// "SIGSEGV"; "signal 40" for one without a name.
[[nodiscard]] QString signalName(int number);

} // namespace muster::agent
