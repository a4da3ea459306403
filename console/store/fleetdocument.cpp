// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetdocument.h"

#include <algorithm>

namespace muster::console {

namespace {

/// What our own file says is not verified here; it is where it is used.
std::optional<Membership> termsOf(const FleetSystem &kept)
{
    if (!kept.signedTerms)
        return std::nullopt;
    auto terms = fromJson<Membership>(kept.signedTerms->document.toUtf8());
    return terms ? std::optional(std::move(*terms)) : std::nullopt;
}

} // namespace

QString systemIdOf(const FleetSystem &kept)
{
    const auto terms = termsOf(kept);
    return terms ? terms->id : QString();
}

void putSystem(FleetDocument &document, const FleetSystem &system)
{
    const auto terms = termsOf(system);
    if (!terms)
        return;
    document.systems.removeIf(
        [&](const FleetSystem &one) { return !one.signedTerms && one.name == terms->name; });
    FleetSystem kept{terms->name, terms->members, terms->coordinator, system.signedTerms};
    const auto known = std::ranges::find(document.systems, terms->id,
                                         [](const FleetSystem &one) { return systemIdOf(one); });
    if (known == document.systems.end())
        document.systems.append(kept);
    else if (termsOf(*known)->generation < terms->generation)
        *known = kept;
}

void takeOutSystem(FleetDocument &document, const QString &id)
{
    document.systems.removeIf([&](const FleetSystem &one) { return systemIdOf(one) == id; });
}

PairedNode pairedNodeOf(const FleetNode &node)
{
    return {node.nodeId, node.name, node.address, node.role, node.pairedAt, node.highestVersion};
}

FleetNode fleetNodeOf(const PairedNode &node)
{
    FleetNode made;
    made.nodeId = node.nodeId;
    made.name = node.name;
    made.address = node.address;
    made.role = node.role;
    made.pairedAt = node.pairedAt;
    made.highestVersion = node.highestVersion;
    return made;
}

} // namespace muster::console
