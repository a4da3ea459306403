// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace muster {

// One category per component. Levels by consequence: critical = cannot serve, warning = something a user sees
// failed, info = a state changed, debug = the rest. Values in key=value form; never a secret, a ticket, a key
// or a whole message.
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logPairing)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logConfig)
Q_DECLARE_LOGGING_CATEGORY(logEvents)
Q_DECLARE_LOGGING_CATEGORY(logUnits)
Q_DECLARE_LOGGING_CATEGORY(logPlatform)
Q_DECLARE_LOGGING_CATEGORY(logDumps)
Q_DECLARE_LOGGING_CATEGORY(logFleet)
Q_DECLARE_LOGGING_CATEGORY(logUi)

} // namespace muster
