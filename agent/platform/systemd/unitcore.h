// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <chrono>
#include <stop_token>

namespace muster::agent {

class SystemdJournal;

struct CoreQuery
{
    QString unit;
    QString invocationId; ///< the run that left the core; without one there is none
    bool isAwaited = false; ///< its main process is known to have dumped core: it may not be told of yet
};

/// systemd-coredump writes of a core when it has stored it and looked into it: after systemd has told of the
/// failure.
constexpr std::chrono::milliseconds CoreLag{3000};

/// The path of the core that the run left, empty when there is none (any more). Blocks on the disk, so it is
/// called on a thread of its own. Errors: Unavailable, Forbidden, Timeout, Cancelled.
[[nodiscard]] Result<QString> findCore(const CoreQuery &query, const std::stop_token &stop);

/// Chooses what systemd-coredump wrote of the unit's cores. It does so as a user of its own from a unit of
/// its own, which nobody else can be in; before systemd 235 or so as root.
void chooseCores(SystemdJournal &journal, const QByteArray &unit);

} // namespace muster::agent
