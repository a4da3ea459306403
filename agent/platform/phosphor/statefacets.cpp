// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/statefacets.h"

#include "shared/state/facetwords.h"

#include "agent/platform/phosphor/phosphornames.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent::phosphor {

namespace {

constexpr qsizetype MaxRaw = 256;
constexpr qsizetype MaxRequested = 64;
/// A node's clock may be set back by a little; a time further ahead is none.
constexpr std::chrono::hours FarAhead{24};

constexpr QLatin1StringView HostPrefix{"xyz.openbmc_project.State.Host.HostState."};

const auto Rows = std::to_array<FacetRow>({
    {Facet::Bmc,
     BmcState,
     "CurrentBMCState"_L1,
     "xyz.openbmc_project.State.BMC.BMCState."_L1,
     "RequestedBMCTransition"_L1,
     {}},
    {Facet::Chassis, ChassisState, "CurrentPowerState"_L1, "xyz.openbmc_project.State.Chassis.PowerState."_L1,
     "RequestedPowerTransition"_L1, "LastStateChangeTime"_L1, TimeUnit::Milliseconds},
    {Facet::Host, HostState, "CurrentHostState"_L1, HostPrefix, "RequestedHostTransition"_L1, {}},
    {Facet::BootProgress,
     BootProgress,
     "BootProgress"_L1,
     "xyz.openbmc_project.State.Boot.Progress.ProgressStages."_L1,
     {},
     "BootProgressLastUpdate"_L1,
     TimeUnit::Microseconds},
    {Facet::OperatingSystem,
     OsStatus,
     "OperatingSystemState"_L1,
     "xyz.openbmc_project.State.OperatingSystem.Status.OSStatus."_L1,
     {},
     {}},
    {Facet::Hypervisor, HostState, "CurrentHostState"_L1, HostPrefix, "RequestedHostTransition"_L1, {}},
});

QString tailOf(const QString &word)
{
    return word.section(u'.', -1);
}

/// What comes in may be bad while the chassis is on, and while it is off.
void addSupply(FacetValue &facet, const StateObject::Part &part)
{
    const QString supply = tailOf(part.properties.value(u"CurrentPowerStatus"_s).toString());
    if (supply.isEmpty() || supply == "Good"_L1 || supply == "Undefined"_L1)
        return;
    facet.health = Health::Warning;
    facet.why = u"the power that comes in is %1"_s.arg(supply.first(std::min(supply.size(), MaxRequested)));
}

} // namespace

const FacetRow &rowOf(Facet facet)
{
    return *std::ranges::find(Rows, facet, &FacetRow::facet);
}

std::optional<Timestamp> timeOf(quint64 count, TimeUnit unit, Timestamp now)
{
    const quint64 milliseconds = unit == TimeUnit::Microseconds ? count / 1000 : count;
    const auto latest = quint64((now + FarAhead).time_since_epoch().count());
    if (milliseconds == 0 || milliseconds > latest)
        return std::nullopt;
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

FacetValue facetOf(Facet facet, const StateObject &object)
{
    const FacetRow &row = rowOf(facet);
    const StateObject::Part &part = object.part(row.interface);
    FacetValue value;
    value.facet = facet;
    const QString service = object.serviceName();
    value.source = u"%1 %2 %3"_s.arg(service.isEmpty() ? object.address().services.first() : service,
                                     object.address().path, row.property);
    value.observedAt = part.heardAt;
    value.why = part.why;
    if (!part.why.isEmpty())
        return value;
    value.raw = part.properties.value(row.property).toString();
    value.raw.truncate(MaxRaw);
    const QString word = value.raw.startsWith(row.prefix) ? wordFor(facet, value.raw) : UnknownValue;
    if (value.raw.isEmpty())
        value.why = u"%1 does not tell %2"_s.arg(service, row.property);
    else if (value.raw != row.prefix + word)
        value.why = u"%1 says a word that is not known here: %2"_s.arg(service, value.raw);
    else
        value.value = word;
    value.requested = tailOf(part.properties.value(row.requested).toString());
    value.requested.truncate(MaxRequested);
    if (!row.since.isEmpty())
        value.changedAt = timeOf(part.properties.value(row.since).toULongLong(), row.unit, now());
    if (facet == Facet::Chassis && value.value != UnknownValue)
        addSupply(value, part);
    return value;
}

} // namespace muster::agent::phosphor
