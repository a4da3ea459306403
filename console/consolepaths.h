// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::console {

/// Where the console keeps things.
struct ConsolePaths
{
    QString fleetFile; ///< fleet.json: nodes, systems, settings
    QString historyFile; ///< events and last known states
    QString offloadsFile; ///< dumps that are to be fetched
    QString keyFile; ///< the private key, when it is kept in a file
    QString keyName; ///< its name in the keychain

    /// @param fleetFile empty for the user's own: configuration and data folders as the desktop has them.
    /// Else all is beside it, named after it: lab.json, lab.history.sqlite, lab.offloads.json,
    /// lab.key.pem.
    [[nodiscard]] static ConsolePaths of(const QString &fleetFile);
};

} // namespace muster::console
