// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/nodecells.h"

#include "console/fleet/fleethealth.h"
#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxClockOffset = 2'000; ///< milliseconds; more is worth a look

Tone ageTone(const FleetNode &node)
{
    return node.isStale() ? Tone::Stale : Tone::Plain;
}

Tone healthTone(Health health)
{
    switch (health) {
    case Health::Critical:
        return Tone::Critical;
    case Health::Warning:
        return Tone::Care;
    default:
        return Tone::Plain;
    }
}

} // namespace

Tone toneOf(const FailureCounts &counts)
{
    if (counts.failed > 0 && counts.unseen > 0)
        return Tone::Critical;
    return counts.open > 0 ? Tone::Care : Tone::Dim;
}

bool seesUnits(const FleetNode &node)
{
    return !node.isStale() && node.units && node.units->watching;
}

Cell NodeCells::name(const FleetNode &node)
{
    if (node.isPaired)
        return {.text = node.name, .mark = markOf(node)};
    //: %1 is a node that is known by the word of others only
    return {.text = tr("%1 \u00b7 not paired").arg(node.name), .mark = markOf(node)};
}

Cell NodeCells::state(const FleetNode &node)
{
    const Health health = healthOf(node).health;
    if (node.link == LinkState::Refused)
        return {.text = Phrases::state(node), .tone = Tone::Care, .order = int(Health::Warning)};
    const QString text = Phrases::state(node);
    if (!node.isStale())
        return {.text = text, .tone = healthTone(health), .order = int(health)};
    return {.text = text, .tone = Tone::Stale, .hint = Phrases::link(node), .order = int(health)};
}

Cell NodeCells::units(const FleetNode &node)
{
    if (!node.units)
        return {};
    const auto active = std::ranges::count(node.units->units, u"active"_s, &UnitStatus::activeState);
    //: %1 of %2 watched units are active
    const QString text = tr("%1 of %2").arg(active).arg(node.units->units.size());
    const bool isCertain = seesUnits(node);
    return {.text = isCertain ? text : text + u'?',
            .tone = isCertain ? Tone::Plain : Tone::Stale,
            .order = active};
}

Cell NodeCells::failures(const FleetNode &node)
{
    const FailureCounts counts = countFailures(node);
    if (counts.open == 0 && !node.units)
        return {};
    const QString text = QString::number(counts.open);
    if (!seesUnits(node))
        return {.text = text + u'?', .tone = Tone::Stale, .order = counts.open};
    return {.text = text, .tone = toneOf(counts), .order = counts.open};
}

Cell NodeCells::heard(const FleetNode &node)
{
    if (!node.isStale())
        //: when a node was heard
        return {.text = tr("now"), .tone = Tone::Dim, .order = INT64_MAX};
    if (!node.heardAt)
        //: when a node was heard
        return {.text = tr("never"), .tone = Tone::Stale, .order = 0};
    return {.tone = Tone::Stale, .time = node.heardAt};
}

Cell NodeCells::up(const FleetNode &node)
{
    if (!node.facts)
        return {};
    return {.tone = ageTone(node), .time = byOurClock(node, node.facts->bootedAt)};
}

Cell NodeCells::clock(const FleetNode &node)
{
    const bool isFar = node.clockOffset && std::abs(*node.clockOffset) > MaxClockOffset;
    return {.text = Phrases::clockOffset(node),
            .tone = isFar ? Tone::Care : Tone::Dim,
            .order = node.clockOffset};
}

} // namespace muster::console
