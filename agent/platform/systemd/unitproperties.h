// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <QVariantMap>

namespace muster::agent {

/// One unit as systemd's properties tell it. A change comes in two parts, first that of the unit's type
/// (Result, exit of the main process), then the common one (ActiveState): with the second it is complete.
class UnitProperties
{
public:
    explicit UnitProperties(const QString &unit);

    /// Takes properties of an interface ("org.freedesktop.systemd1.Unit"). Those that do not matter here, or
    /// are of an unexpected type, are passed over.
    /// @return whether the snapshot is complete now
    bool take(QStringView interface, const QVariantMap &changed);

    [[nodiscard]] const UnitSnapshot &snapshot() const { return m_snapshot; }

private:
    void takeCommon(const QVariantMap &changed);
    void takeOfType(const QVariantMap &changed);

    UnitSnapshot m_snapshot;
};

} // namespace muster::agent
