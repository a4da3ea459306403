// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/failurestory.h"

#include "console/fleet/openfailures.h"
#include "console/views/models/failurecells.h"
#include "console/views/text/phrases.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

/// On the node's clock, as the lines of its journal.
QString onNodesClock(Timestamp time)
{
    return toDateTime(time).toLocalTime().toString(u"HH:mm:ss"_s);
}

QString stateWords(const QString &activeState, const QString &result)
{
    if (activeState.isEmpty() || result.isEmpty() || result == "success"_L1)
        return activeState.isEmpty() ? result : activeState;
    return u"%1 (%2)"_s.arg(activeState, result);
}

std::optional<Mark> markOfState(const QString &activeState)
{
    if (activeState == "failed"_L1)
        return Mark::Critical;
    return activeState == "active"_L1 ? Mark::Well : Mark::Unknown;
}

/// Whether it says what the failure itself says.
bool isSame(const UnitFailure &failure, const Event &event)
{
    return event.kind == events::ProblemRaised && event.subject == failure.unit;
}

/// Whether it is the event with which the failure began.
bool isBeginning(const UnitFailure &failure, const Event &event)
{
    return event.kind == events::UnitFailed && event.subject == failure.unit
           && std::chrono::abs(event.at - failure.since()) < 1s;
}

} // namespace

QList<LineView::Line> FailureStory::chain(const UnitFailure &failure)
{
    if (failure.chain.isEmpty())
        return {};
    const QString result = failure.result.isEmpty() ? QString() : u" (%1)"_s.arg(failure.result);
    QList<LineView::Line> lines{{.mark = Mark::Critical, .text = failure.unit + result}};
    for (const DependencyLink &link : failure.chain) {
        const QString state = stateWords(link.activeState, link.result);
        const QString unit = link.relation.isEmpty() ? link.unit : u"%1 %2"_s.arg(link.relation, link.unit);
        lines.append({.mark = markOfState(link.activeState),
                      .text = state.isEmpty() ? unit : u"%1: %2"_s.arg(unit, state),
                      .depth = int(lines.size())});
    }
    return lines;
}

QList<LineView::Line> FailureStory::incident(const FleetNode &node, const UnitFailure &failure)
{
    QList<LineView::Line> lines;
    for (const UnitFailure &other : node.failures) {
        if (other.id == failure.id || incidentOf(other) != incidentOf(failure))
            continue;
        lines.append({.mark = markOf(standingOf(node, other)),
                      .text = u"%1: %2"_s.arg(other.unit, FailureCells::why(other))});
    }
    return lines;
}

QList<LineView::Line> FailureStory::timeline(const UnitFailure &failure, const TimelineLoader &events)
{
    QList<LineView::Line> lines;
    for (const FleetEvent &one : events.before()) {
        if (!isBeginning(failure, one.event))
            lines.append(eventLine(failure, one.event));
    }
    lines.append(failureLine(failure));
    if (events.hasLeftOut())
        //: in a list of events: some between two others are not shown
        lines.append({.lead = u"\u2026"_s, .text = tr("more than is shown here"), .colour = Colour::Dim});
    for (const FleetEvent &one : events.since()) {
        if (!isSame(failure, one.event) && !isBeginning(failure, one.event))
            lines.append(eventLine(failure, one.event));
    }
    return lines;
}

LineView::Line FailureStory::eventLine(const UnitFailure &failure, const Event &event)
{
    const bool isQuiet = event.severity == Health::OK || event.severity == Health::Unknown;
    return {.lead = onNodesClock(event.at),
            .mark = isQuiet ? std::nullopt : std::optional(markOf(event.severity)),
            .text = event.text.isEmpty() ? event.kind : event.text,
            .colour = event.subject == failure.unit || !isQuiet ? Colour::Text : Colour::Dim};
}

LineView::Line FailureStory::failureLine(const UnitFailure &failure)
{
    const QString why = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation;
    return {.lead = onNodesClock(failure.since()),
            .mark = Mark::Critical,
            //: %1 is a systemd unit, %2 says why it failed
            .text = tr("%1 failed: %2").arg(failure.unit, why),
            .isMarked = true};
}

} // namespace muster::console
