// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/phosphor/stateobject.h"
#include "shared/model/facet.h"

#include <optional>

/// Which property of phosphor-dbus-interfaces tells which facet, and how.
namespace muster::agent::phosphor {

/// The times of these interfaces count in different units.
enum class TimeUnit { Milliseconds, Microseconds };

struct FacetRow
{
    Facet facet;
    QLatin1StringView interface;
    QLatin1StringView property;
    QLatin1StringView prefix; ///< of its enumeration's words, with the last dot
    QLatin1StringView requested; ///< property with the last transition that was asked for; may be empty
    QLatin1StringView since; ///< property with the time of the last change; may be empty
    TimeUnit unit = TimeUnit::Milliseconds;
};

[[nodiscard]] const FacetRow &rowOf(Facet facet);

/// A time as that unit counts it since 1970; nothing for 0 and for times that cannot be: then it is another
/// unit, or the clock was not set.
[[nodiscard]] std::optional<Timestamp> timeOf(quint64 count, TimeUnit unit, Timestamp now);

/// The facet as the object tells it now.
[[nodiscard]] FacetValue facetOf(Facet facet, const StateObject &object);

} // namespace muster::agent::phosphor
