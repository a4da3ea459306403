// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootsigns.h"

#include "shared/model/boot.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

bool BootSigns::isKnown() const
{
    return !stage.isEmpty() && stage != UnknownValue && host != UnknownValue;
}

bool BootSigns::isHostDown() const
{
    return host == "Off"_L1 || host == "TransitioningToOff"_L1 || isHostQuiesced();
}

bool BootSigns::isHostQuiesced() const
{
    return host == "Quiesced"_L1;
}

bool BootSigns::isHostStarting() const
{
    return host == "TransitioningToRunning"_L1;
}

bool BootSigns::isAtStage() const
{
    return stage != NoBootStage && !isBooted();
}

bool BootSigns::isBooted() const
{
    return stage == "OSRunning"_L1;
}

bool BootSigns::isOsUp() const
{
    return os == "BootComplete"_L1;
}

BootSigns bootSignsOf(const QList<FacetValue> &facets)
{
    BootSigns signs;
    for (const FacetValue &facet : facets) {
        if (facet.facet == Facet::BootProgress) {
            signs.stage = facet.value;
            signs.stageAt = facet.changedAt;
        } else if (facet.facet == Facet::Host) {
            signs.host = facet.value;
        } else if (facet.facet == Facet::OperatingSystem) {
            signs.os = facet.value;
        }
    }
    return signs;
}

} // namespace muster::agent
