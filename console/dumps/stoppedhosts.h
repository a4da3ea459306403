// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace muster::console {

class Fleet;

/// A member whose host is stopped for a dump, and what is known to speak against it.
struct StoppedHost
{
    /// With any but None the coordinator will have no host stopped.
    enum class Against { None, Away, TooOld };

    QString nodeId;
    QString name;
    Against against = Against::None;

    friend bool operator==(const StoppedHost &, const StoppedHost &) = default;
};

/// The hosts that a disruptive dump stops when this node is asked for it: those of all members of its system,
/// as the coordinator sees them, or its own.
[[nodiscard]] QList<StoppedHost> stoppedHosts(const Fleet &fleet, const QString &nodeId);

} // namespace muster::console
