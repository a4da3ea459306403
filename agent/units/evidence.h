// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/unit.h"

#include <QCoroTask>

namespace muster::agent {

class UnitPlatform;

/// What to collect, and of which run.
struct EvidenceOrder
{
    QString id; ///< of the failure, or of the run
    QString unit;
    QString invocationId;
    int lines = 50;
    QString dumpsBecause = {}; ///< why a dump is made here although the node's own management makes them
};

/// Collects evidence. What cannot be had is named in `missing`, so it always comes to an end. The platform is
/// used before the first suspension only.
[[nodiscard]] QCoro::Task<UnitEvidence> collectEvidence(UnitPlatform &platform, EvidenceOrder order);

} // namespace muster::agent
