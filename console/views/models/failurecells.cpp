// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/failurecells.h"

#include "console/fleet/openfailures.h"
#include "console/views/text/phrases.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Whether it would be heard that a unit has recovered.
bool isHeard(const FleetNode &node)
{
    return !node.isStale() && (!node.units || node.units->watching);
}

} // namespace

FailureStanding standingOf(const FleetNode &node, const UnitFailure &failure)
{
    if (!isOpen(node, failure))
        return FailureStanding::Over;
    if (failure.recoveredAt)
        return FailureStanding::Recovered;
    if (failure.acknowledged)
        return FailureStanding::Acknowledged;
    return isHeard(node) ? FailureStanding::Failed : FailureStanding::MaybeFailed;
}

Mark markOf(FailureStanding standing)
{
    switch (standing) {
    case FailureStanding::Failed:
        return Mark::Critical;
    case FailureStanding::MaybeFailed:
        return Mark::Stale;
    case FailureStanding::Acknowledged:
    case FailureStanding::Recovered:
        return Mark::Care;
    case FailureStanding::Over:
        break;
    }
    return Mark::Well;
}

Tone toneOf(FailureStanding standing)
{
    switch (standing) {
    case FailureStanding::Failed:
        return Tone::Critical;
    case FailureStanding::MaybeFailed:
        return Tone::Stale;
    case FailureStanding::Acknowledged:
    case FailureStanding::Recovered:
        return Tone::Care;
    case FailureStanding::Over:
        break;
    }
    return Tone::Dim;
}

QString FailureCells::word(FailureStanding standing)
{
    switch (standing) {
    case FailureStanding::Failed:
        //: of a unit
        return tr("failed");
    case FailureStanding::MaybeFailed:
        //: of a unit that was failed when its node was heard last
        return tr("failed?");
    case FailureStanding::Acknowledged:
        //: of a unit that is failed, and somebody has taken note
        return tr("acknowledged");
    case FailureStanding::Recovered:
    case FailureStanding::Over:
        break;
    }
    //: of a unit that had failed and is active again
    return tr("recovered");
}

QString FailureCells::words(FailureStanding standing, int count)
{
    switch (standing) {
    case FailureStanding::Failed:
        //: number of units
        return tr("%n failed", nullptr, count);
    case FailureStanding::MaybeFailed:
        //: number of units that were failed when their nodes were heard last
        return tr("%n failed?", nullptr, count);
    case FailureStanding::Acknowledged:
        //: number of units that are failed, and somebody has taken note
        return tr("%n acknowledged", nullptr, count);
    case FailureStanding::Recovered:
    case FailureStanding::Over:
        break;
    }
    //: number of units that had failed and are active again
    return tr("%n recovered", nullptr, count);
}

Cell FailureCells::state(const FleetNode &node, const UnitFailure &failure)
{
    const FailureStanding standing = standingOf(node, failure);
    // Whether it is failed still would not be heard.
    if (standing == FailureStanding::Acknowledged && !isHeard(node))
        return {.text = word(standing) + u'?', .tone = Tone::Stale, .order = int(standing)};
    return {.text = word(standing), .tone = toneOf(standing), .order = int(standing)};
}

Cell FailureCells::times(qint64 count)
{
    //: how often a unit has failed: "3×"
    return {.text = count > 1 ? tr("%1\u00d7").arg(QLocale().toString(count)) : QString(), .order = count};
}

QString FailureCells::why(const UnitFailure &failure)
{
    const QString why = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation;
    if (failure.suppressed == 0)
        return why;
    //: %1 says why a unit failed; of so many failures no evidence was collected, for there were too many
    return tr("%1 \u00b7 %2 suppressed").arg(why, QLocale().toString(failure.suppressed));
}

} // namespace muster::console
