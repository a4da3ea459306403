// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/knownfacts.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

QList<FactList::Fact> KnownFacts::of(const FleetNode &node)
{
    const NodeFacts facts = node.facts.value_or(NodeFacts{});
    const auto timeOf = [&](Timestamp byNode) {
        return node.facts ? Cell{.time = byOurClock(node, byNode), .hint = Ages::bothClocks(node, byNode)}
                          : Cell{};
    };
    const QString clock = !node.facts               ? QString()
                          : facts.clockSynchronized ? tr("follows a time source")
                                                    : tr("follows no time source");
    const QString offset = Phrases::clockOffset(node);
    return {
        {tr("Host name"), {.text = facts.hostname, .isFixed = true}},
        {tr("Address"), {.text = node.address, .isFixed = true}},
        {tr("System software"), {.text = facts.os}},
        {tr("Kernel"), {.text = u"%1 %2"_s.arg(facts.kernel, facts.architecture).trimmed(), .isFixed = true}},
        {tr("Platform"), {.text = node.platforms.join(u", "_s)}},
        {tr("Agent"), {.text = facts.agentVersion, .isFixed = true}},
        //: when a node was started
        {tr("Started"), timeOf(facts.bootedAt)},
        //: %1 tells whether a clock follows a time source, %2 how far it is from ours
        {tr("Clock"), {.text = offset.isEmpty() ? clock : tr("%1, %2 from here").arg(clock, offset)}},
        {tr("Heard"),
         node.isStale() ? Cell{.tone = Tone::Stale, .time = node.heardAt} : Cell{.text = tr("now")}},
        //: what this console may do on a node
        {tr("Role here"), {.text = Phrases::role(node.role)}},
        {tr("Paired"), {.time = node.pairedAt}},
        {tr("Boot id"), {.text = facts.bootId, .tone = Tone::Dim, .isFixed = true}},
        {tr("Machine id"), {.text = facts.machineId, .tone = Tone::Dim, .isFixed = true}},
        {tr("Node id"), {.text = node.nodeId, .tone = Tone::Dim, .isFixed = true}},
    };
}

QList<FactList::Fact> KnownFacts::of(const FleetNode &node, const UnitFailure &failure)
{
    const bool isOpen = !failure.recoveredAt;
    const QString word =
        isOpen ? (failure.result.isEmpty() ? tr("failed") : tr("failed (%1)").arg(failure.result))
               //: of a unit that had failed and is active again
               : tr("recovered");
    const Tone tone = !isOpen ? Tone::Well : node.isStale() ? Tone::Stale : Tone::Critical;
    return {
        {tr("State"), {.text = isOpen && node.isStale() ? word + u'?' : word, .tone = tone}},
        {tr("Why"), {.text = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation}},
        {tr("Since"), {.time = byOurClock(node, failure.at), .hint = Ages::bothClocks(node, failure.at)}},
        {tr("Recovered"),
         {.time =
              failure.recoveredAt ? std::optional(byOurClock(node, *failure.recoveredAt)) : std::nullopt}},
        {tr("Restarts"),
         {.text = failure.restarts > 0 ? tr("%n before it gave up", nullptr, int(failure.restarts))
                                       : tr("none")}},
        {tr("Signal"), {.text = failure.signal, .isFixed = true}},
        {tr("Exit code"),
         {.text = failure.exitCode ? QString::number(*failure.exitCode) : QString(), .isFixed = true}},
        {tr("Seen"), {.text = failure.foundAtStart ? tr("it failed while the agent was away") : QString()}},
        {tr("Run"), {.text = failure.invocationId, .tone = Tone::Dim, .isFixed = true}},
    };
}

QList<FactList::Fact> KnownFacts::of(const FleetNode &node, const UnitStatus &unit)
{
    const bool isWatched = !node.isStale() && node.units && node.units->watching;
    const QString state = Phrases::unitState(unit);
    return {
        {tr("State"),
         {.text = isWatched ? state : state + u'?', .tone = isWatched ? Tone::Plain : Tone::Stale}},
        {tr("Since"),
         unit.since ? Cell{.time = byOurClock(node, *unit.since), .hint = Ages::bothClocks(node, *unit.since)}
                    : Cell{}},
        {tr("Description"), {.text = unit.description}},
        {tr("Restarts"), {.text = QString::number(unit.restarts)}},
        {tr("Last result"), {.text = unit.result, .isFixed = true}},
        {tr("Run"), {.text = unit.invocationId, .tone = Tone::Dim, .isFixed = true}},
    };
}

} // namespace muster::console
