// SPDX-License-Identifier: Apache-2.0
#include "shared/state/facetwords.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

// Quiesced: it was up, and does nothing any more until somebody looks after it.
constexpr std::array BmcWords{"NotReady"_L1, "UpdateInProgress"_L1, "Quiesced"_L1, "Ready"_L1};
constexpr std::array ChassisWords{"Off"_L1, "TransitioningToOff"_L1, "TransitioningToOn"_L1, "On"_L1};
constexpr std::array HostWords{"Off"_L1,
                               "TransitioningToOff"_L1,
                               "Quiesced"_L1,
                               "DiagnosticMode"_L1,
                               "TransitioningToRunning"_L1,
                               "Standby"_L1,
                               "Running"_L1};
constexpr std::array BootWords{"Unspecified"_L1,
                               "OEM"_L1,
                               "PrimaryProcInit"_L1,
                               "BusInit"_L1,
                               "MemoryInit"_L1,
                               "SecondaryProcInit"_L1,
                               "PCIInit"_L1,
                               "MotherboardInit"_L1,
                               "SystemInitComplete"_L1,
                               "SystemSetup"_L1,
                               "OSStart"_L1,
                               "OSRunning"_L1};
// All but the first two say that a boot from there has ended.
constexpr std::array SystemWords{"Inactive"_L1,  "Standby"_L1, "DiagBoot"_L1, "ROMBoot"_L1,
                                 "CDROMBoot"_L1, "PXEBoot"_L1, "CBoot"_L1,    "BootComplete"_L1};
constexpr std::array HypervisorWords{"Off"_L1,      "TransitioningToOff"_L1,
                                     "Quiesced"_L1, "TransitioningToRunning"_L1,
                                     "Standby"_L1,  "Running"_L1};

} // namespace

std::span<const QLatin1StringView> wordsOf(Facet facet)
{
    switch (facet) {
    case Facet::Bmc:
        return BmcWords;
    case Facet::Chassis:
        return ChassisWords;
    case Facet::Host:
        return HostWords;
    case Facet::BootProgress:
        return BootWords;
    case Facet::OperatingSystem:
        return SystemWords;
    case Facet::Hypervisor:
        return HypervisorWords;
    }
    return {};
}

std::optional<int> rankOf(Facet facet, QStringView value)
{
    const auto words = wordsOf(facet);
    const auto found = std::ranges::find_if(words, [&](QLatin1StringView word) { return word == value; });
    if (found == words.end())
        return std::nullopt;
    return int(found - words.begin());
}

QString wordFor(Facet facet, QStringView raw)
{
    const QStringView tail = raw.sliced(raw.lastIndexOf(u'.') + 1);
    return rankOf(facet, tail) ? tail.toString() : UnknownValue;
}

Health healthOf(Facet facet, QStringView value)
{
    if (!rankOf(facet, value))
        return Health::Unknown;
    if (value == "Quiesced"_L1)
        return Health::Critical;
    if (value == "DiagnosticMode"_L1 || value == "DiagBoot"_L1)
        return Health::Warning;
    if (facet == Facet::Bmc && value != "Ready"_L1)
        return Health::Unknown;
    return Health::OK;
}

} // namespace muster
