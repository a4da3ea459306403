// SPDX-License-Identifier: Apache-2.0
#include "shared/log.h"

namespace muster {

Q_LOGGING_CATEGORY(logNet, "muster.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logPairing, "muster.pairing", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "muster.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logConfig, "muster.config", QtInfoMsg)
Q_LOGGING_CATEGORY(logEvents, "muster.events", QtInfoMsg)
Q_LOGGING_CATEGORY(logUnits, "muster.units", QtInfoMsg)
Q_LOGGING_CATEGORY(logPlatform, "muster.platform", QtInfoMsg)
Q_LOGGING_CATEGORY(logDumps, "muster.dumps", QtInfoMsg)
Q_LOGGING_CATEGORY(logFleet, "muster.fleet", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "muster.ui", QtInfoMsg)

} // namespace muster
