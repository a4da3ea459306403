// SPDX-License-Identifier: Apache-2.0
#include "agent/state/controlrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::optional<Direction> transitionOf(const FacetValue &facet)
{
    if (facet.facet != Facet::Chassis && facet.facet != Facet::Host)
        return std::nullopt;
    if (facet.value == "TransitioningToOn"_L1 || facet.value == "TransitioningToRunning"_L1)
        return Direction::Up;
    if (facet.value == "TransitioningToOff"_L1)
        return Direction::Down;
    return std::nullopt;
}

QString valueOf(const QList<FacetValue> &facets, Facet facet)
{
    const auto found = std::ranges::find(facets, facet, &FacetValue::facet);
    return found == facets.cend() ? QString() : found->value;
}

} // namespace

std::optional<Direction> directionOf(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
        return Direction::Up;
    case ControlAction::PowerOff:
    case ControlAction::SoftOff:
        return Direction::Down;
    case ControlAction::Reboot:
    case ControlAction::PowerCycle:
        return Direction::Around;
    case ControlAction::BmcReboot:
        break;
    }
    return std::nullopt;
}

const FacetValue *inTheWayOf(ControlAction action, const QList<FacetValue> &facets, Timestamp stuckBefore)
{
    const auto wanted = directionOf(action);
    if (!wanted)
        return nullptr;
    const auto found = std::ranges::find_if(facets, [&](const FacetValue &facet) {
        const auto underWay = transitionOf(facet);
        const bool isStuck = facet.changedAt && *facet.changedAt < stuckBefore;
        return underWay && *underWay != *wanted && !isStuck;
    });
    return found == facets.cend() ? nullptr : &*found;
}

bool shows(const QList<FacetValue> &facets, ControlAction action)
{
    if (std::ranges::any_of(facets, [](const FacetValue &one) { return transitionOf(one).has_value(); }))
        return true;
    const QString host = valueOf(facets, Facet::Host);
    const QString chassis = valueOf(facets, Facet::Chassis);
    switch (action) {
    case ControlAction::PowerOn:
        return host == "Running"_L1;
    case ControlAction::PowerOff:
        return chassis == "Off"_L1;
    case ControlAction::SoftOff:
        return host == "Off"_L1;
    case ControlAction::Reboot:
    case ControlAction::PowerCycle:
    case ControlAction::BmcReboot:
        break;
    }
    return false;
}

} // namespace muster::agent
