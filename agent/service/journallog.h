// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"

namespace muster::agent {

/// Sends messages to standard error as journald understands them: "<4>muster.net: ...". On a terminal the
/// level is left out. For the whole process: called once, by main.
void logToJournal();

/// Which of our own messages are told.
void setLogLevel(LogLevel level);

} // namespace muster::agent
