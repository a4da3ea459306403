// SPDX-License-Identifier: Apache-2.0
#include "shared/state/confirmation.h"

#include <QMetaEnum>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

const FacetValue *facetOf(const MemberGlance &glance, Facet facet)
{
    const auto found = std::ranges::find(glance.facets, facet, &FacetValue::facet);
    return found == glance.facets.cend() ? nullptr : &*found;
}

bool hasFacet(const MemberGlance &glance, Facet facet)
{
    return facetOf(glance, facet) != nullptr;
}

bool isFacet(const MemberGlance &glance, Facet facet, QLatin1StringView value)
{
    const FacetValue *found = facetOf(glance, facet);
    return found && found->value == value;
}

/// What it does not have is in nobody's way; but something has to show it.
bool isOn(const MemberGlance &glance)
{
    const bool hasChassis = hasFacet(glance, Facet::Chassis);
    const bool hasHost = hasFacet(glance, Facet::Host);
    return (hasChassis || hasHost) && (!hasChassis || isFacet(glance, Facet::Chassis, "On"_L1))
           && (!hasHost || isFacet(glance, Facet::Host, "Running"_L1));
}

/// Without power no host runs, also one of which nothing is known.
bool isOff(const MemberGlance &glance)
{
    if (!hasFacet(glance, Facet::Chassis))
        return isFacet(glance, Facet::Host, "Off"_L1);
    const FacetValue *host = facetOf(glance, Facet::Host);
    return isFacet(glance, Facet::Chassis, "Off"_L1)
           && (!host || host->value == "Off"_L1 || host->value == UnknownValue);
}

/// It went away and came back between two looks.
bool isSince(const MemberGlance &before, const MemberGlance &now, Facet facet)
{
    const FacetValue *then = facetOf(before, facet);
    const FacetValue *here = facetOf(now, facet);
    return then && here && then->changedAt && here->changedAt && *here->changedAt > *then->changedAt;
}

/// No management beside the host tells of it: when the host goes, so does who tells.
bool isHostItself(const MemberGlance &glance)
{
    return !glance.facets.isEmpty() && !hasFacet(glance, Facet::Chassis) && !hasFacet(glance, Facet::Bmc);
}

QList<Facet> subjectsOf(ControlAction action)
{
    if (action == ControlAction::BmcReboot)
        return {Facet::Bmc};
    return {Facet::Chassis, Facet::Host};
}

Confirmation aroundOf(const MemberGlance &before, bool hadLeft, const MemberGlance &now)
{
    const bool isAway = now.isSilent ? isHostItself(before) : !isOn(now);
    const bool isBack = !now.isSilent && isOn(now);
    const bool hasLeft =
        hadLeft || isAway
        || (isBack && (isSince(before, now, Facet::Host) || isSince(before, now, Facet::Chassis)));
    return {hasLeft, hasLeft && isBack};
}

Confirmation managementOf(const MemberGlance &before, bool hadLeft, const MemberGlance &now)
{
    const bool hasBmc = hasFacet(before, Facet::Bmc);
    const bool isReady = !now.isSilent && (!hasBmc || isFacet(now, Facet::Bmc, "Ready"_L1));
    const bool hasLeft = hadLeft || !isReady || isSince(before, now, Facet::Bmc);
    return {hasLeft, hasLeft && isReady};
}

Confirmation downOf(ControlAction action, const MemberGlance &before, bool hadLeft, const MemberGlance &now)
{
    if (now.isSilent)
        return {hadLeft, isHostItself(before)};
    // With the host its chassis goes off, too, and a little later.
    const bool isDown = isOff(now)
                        && (action != ControlAction::SoftOff || !hasFacet(before, Facet::Host)
                            || isFacet(now, Facet::Host, "Off"_L1));
    return {hadLeft, isDown};
}

} // namespace

Confirmation confirmationOf(ControlAction action, const MemberGlance &before, bool hadLeft,
                            const MemberGlance &now)
{
    switch (action) {
    case ControlAction::PowerOn:
        return {hadLeft, !now.isSilent && isOn(now)};
    case ControlAction::PowerOff:
    case ControlAction::SoftOff:
        return downOf(action, before, hadLeft, now);
    case ControlAction::Reboot:
    case ControlAction::PowerCycle:
        return aroundOf(before, hadLeft, now);
    case ControlAction::BmcReboot:
        break;
    }
    return managementOf(before, hadLeft, now);
}

bool silences(ControlAction action, const MemberGlance &glance)
{
    if (action == ControlAction::BmcReboot)
        return true;
    return action != ControlAction::PowerOn && isHostItself(glance);
}

QString seenText(ControlAction action, const MemberGlance &glance)
{
    QStringList parts;
    for (const Facet facet : subjectsOf(action)) {
        if (const FacetValue *found = facetOf(glance, facet)) {
            parts.append(u"%1 %2"_s.arg(
                QString::fromLatin1(QMetaEnum::fromType<Facet>().valueToKey(int(facet))), found->value));
        }
    }
    const QString text = parts.join(u", "_s);
    if (!glance.isSilent)
        return text;
    return text.isEmpty() ? u"silent"_s : u"silent, last %1"_s.arg(text);
}

QString wantedText(ControlAction action, const MemberGlance &before)
{
    QStringList parts;
    const bool isUp = action != ControlAction::PowerOff && action != ControlAction::SoftOff;
    for (const Facet facet : subjectsOf(action)) {
        if (!hasFacet(before, facet))
            continue;
        if (facet == Facet::Bmc)
            parts.append(u"Bmc Ready"_s);
        else if (facet == Facet::Chassis)
            parts.append(isUp ? u"Chassis On"_s : u"Chassis Off"_s);
        else
            parts.append(isUp ? u"Host Running"_s : u"Host Off"_s);
    }
    if (parts.isEmpty())
        return u"something that tells it"_s;
    const bool isAround = action == ControlAction::Reboot || action == ControlAction::PowerCycle
                          || action == ControlAction::BmcReboot;
    return isAround ? u"%1 again, after it was not"_s.arg(parts.join(u", "_s)) : parts.join(u", "_s);
}

} // namespace muster
