// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

#include <QList>
#include <QObject>
#include <QString>

namespace muster::recoverywords {
Q_NAMESPACE

/// What a machine does by itself to recover; the parts of obmcutil's recoverystatus.
enum class RecoveryPart {
    HostReboot, ///< a host that has failed is restarted
    BmcReboot, ///< the management can be restarted, and restarts itself
    HostTimeout, ///< a host that does not come up in time is dealt with
    HostCrash, ///< a host that crashes is dealt with
};
Q_ENUM_NS(RecoveryPart)

enum class RecoverySwitch {
    Unknown, ///< it could not be read
    Off,
    OffOnce, ///< until the chassis goes off the next time
    On,
};
Q_ENUM_NS(RecoverySwitch)

} // namespace muster::recoverywords

namespace muster {
using recoverywords::RecoveryPart;
using recoverywords::RecoverySwitch;

/// One of them as it is now.
struct RecoveryState
{
    RecoveryPart part = RecoveryPart::HostReboot;
    RecoverySwitch state = RecoverySwitch::Unknown;
    QString why = {};
    QString source = {};

    static constexpr auto fields()
    {
        return std::tuple(field("part", &RecoveryState::part, "What is done by itself"),
                          field("state", &RecoveryState::state, "Whether it is"),
                          field("why", &RecoveryState::why, "Why that is not known; one sentence")
                              .between(0, 1024)
                              .optional(),
                          field("source", &RecoveryState::source, "Where it is from: object, unit or file")
                              .between(0, 512)
                              .optional());
    }
    friend bool operator==(const RecoveryState &, const RecoveryState &) = default;
};

} // namespace muster
