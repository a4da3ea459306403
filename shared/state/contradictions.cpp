// SPDX-License-Identifier: Apache-2.0
#include "shared/state/contradictions.h"

#include "shared/state/facetwords.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

/// The known words of a node's facets; empty where one is not known.
struct KnownWords
{
    QString chassis;
    QString host;
    QString boot;
    QString system;
    QString hypervisor;
};

KnownWords knownOf(const QList<FacetValue> &facets)
{
    const auto known = [&](Facet facet) {
        const auto found = std::ranges::find(facets, facet, &FacetValue::facet);
        return found != facets.cend() && rankOf(facet, found->value) ? found->value : QString();
    };
    return {known(Facet::Chassis), known(Facet::Host), known(Facet::BootProgress),
            known(Facet::OperatingSystem), known(Facet::Hypervisor)};
}

/// A host on its way down may be told so a moment longer than its power.
bool isUp(const QString &host)
{
    return host == "Running"_L1 || host == "Standby"_L1 || host == "DiagnosticMode"_L1
           || host == "TransitioningToRunning"_L1;
}

/// Known, and something else than at rest.
bool isBeyond(const QString &word, QLatin1StringView rest)
{
    return !word.isEmpty() && word != rest && word != "TransitioningToOff"_L1;
}

} // namespace

QList<Contradiction> contradictionsOf(const QList<FacetValue> &facets, std::optional<bool> powerGood)
{
    const KnownWords is = knownOf(facets);
    const bool isPowerOff = is.chassis == "Off"_L1;
    const bool isHostOff = is.host == "Off"_L1;
    QList<Contradiction> all;
    const auto add = [&](bool holds, QLatin1StringView id, QList<Facet> between, const QString &text,
                         Health severity = Health::Warning) {
        if (holds)
            all.append({id, std::move(between), text, severity});
    };
    add(isPowerOff && isUp(is.host), "power-off-host-up"_L1, {Facet::Chassis, Facet::Host},
        u"The chassis is said to be Off while the host is said to be %1"_s.arg(is.host));
    add(isPowerOff && isBeyond(is.system, "Inactive"_L1), "power-off-system-active"_L1,
        {Facet::Chassis, Facet::OperatingSystem},
        u"The chassis is said to be Off while the operating system is said to be %1"_s.arg(is.system));
    add(isHostOff && isBeyond(is.system, "Inactive"_L1), "host-off-system-active"_L1,
        {Facet::Host, Facet::OperatingSystem},
        u"The host is said to be Off while the operating system is said to be %1"_s.arg(is.system));
    add(isHostOff && isBeyond(is.boot, "Unspecified"_L1), "host-off-boot-progress"_L1,
        {Facet::Host, Facet::BootProgress},
        u"The host is said to be Off while its boot is said to be at %1"_s.arg(is.boot));
    add(isHostOff && isBeyond(is.hypervisor, "Off"_L1), "host-off-hypervisor-up"_L1,
        {Facet::Host, Facet::Hypervisor},
        u"The host is said to be Off while its hypervisor is said to be %1"_s.arg(is.hypervisor));
    add(isPowerOff && powerGood == true, "power-good-chassis-off"_L1, {Facet::Chassis},
        u"The power is good while the chassis is said to be Off"_s);
    add(is.chassis == "On"_L1 && powerGood == false, "power-bad-chassis-on"_L1, {Facet::Chassis},
        u"The power is not good while the chassis is said to be On"_s, Health::Critical);
    return all;
}

} // namespace muster
