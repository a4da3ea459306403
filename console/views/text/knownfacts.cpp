// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/knownfacts.h"

#include "console/fleet/openfailures.h"
#include "console/views/models/failurecells.h"
#include "console/views/text/ages.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/text/phrases.h"

#include <QLocale>

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
    const bool isQuiesced = node.state && node.state->bmcState == BmcState::Quiesced;
    const bool isReady = node.state && node.state->bmcState == BmcState::Ready;
    return {
        //: whether a node's management is able to do all it should: Ready, Quiesced
        {tr("State"),
         {.text = isQuiesced ? quiesced(node)
                  : isReady  ? Phrases::bmcState(BmcState::Ready)
                             : QString(),
          .tone = node.isStale() ? Tone::Stale
                  : isQuiesced   ? Tone::Care
                                 : Tone::Plain}},
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
        //: how a node's times are shown; %1 is a length of time
        {tr("Times shown"),
         {.text = node.clockOffset.value_or(0) == 0 ? QString()
                  : node.roundTrip
                      //: how a node's times are shown; %1 is a length of time, %2 another one
                      ? tr("corrected by %1, give or take %2 ms").arg(offset).arg(*node.roundTrip / 2 + 1)
                      : tr("corrected by %1").arg(offset),
          .tone = Tone::Dim}},
        {tr("Heard"),
         node.isStale() ? Cell{.tone = Tone::Stale, .time = node.heardAt} : Cell{.text = tr("now")}},
        //: what this console may do on a node
        {tr("Role here"), {.text = node.isPaired || !node.isStale() ? Phrases::role(node.role) : QString()}},
        {tr("Paired"), node.isPaired ? Cell{.time = node.pairedAt}
                                     //: of a node: whether this console is paired with it
                                     : Cell{.text = tr("no; known by the word of its system")}},
        {tr("Boot id"), {.text = facts.bootId, .tone = Tone::Dim, .isFixed = true}},
        {tr("Machine id"), {.text = facts.machineId, .tone = Tone::Dim, .isFixed = true}},
        {tr("Node id"), {.text = node.nodeId, .tone = Tone::Dim, .isFixed = true}},
    };
}

QString KnownFacts::quiesced(const FleetNode &node)
{
    if (!node.state || node.state->bmcState != BmcState::Quiesced)
        return {};
    const QString state = Phrases::bmcState(node.state->bmcState);
    const QString word = node.isStale() ? state + u'?' : state;
    if (!node.state->bmcStateSince)
        return word;
    //: since when a node is in a state: "Quiesced since 14:04:31, 2 min ago"
    return tr("%1 since %2")
        .arg(word, Ages::clockAndAge(byOurClock(node, *node.state->bmcStateSince), now()));
}

QList<FactList::Fact> KnownFacts::of(const FleetNode &node, const UnitFailure &failure)
{
    const auto timeOf = [&](std::optional<Timestamp> byNode) {
        return byNode ? Cell{.time = byOurClock(node, *byNode), .hint = Ages::bothClocks(node, *byNode)}
                      : Cell{};
    };
    const bool isRepeated = failure.count > 1;
    return {
        {tr("State"), {.text = standing(node, failure), .tone = toneOf(standingOf(node, failure))}},
        {tr("Why"), {.text = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation}},
        //: when a unit failed for the first time
        {tr("First"), isRepeated ? timeOf(failure.since()) : Cell{}},
        {tr("Since"), timeOf(failure.at)},
        //: how often a unit has failed
        {tr("Times"), {.text = times(failure)}},
        {tr("Recovered"), timeOf(failure.recoveredAt)},
        //: who has taken note of a failure, when, and why
        {tr("Acknowledged"), {.text = failure.acknowledged ? note(node, *failure.acknowledged) : QString()}},
        //: what the node did about a failure by itself
        {tr("Done by itself"), {.text = failure.action}},
        //: name of the error that was logged
        {tr("Logged as"), {.text = failure.error, .isFixed = true}},
        //: debug data in one file
        {tr("Dump"), {.text = failure.dump, .isFixed = true}},
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

QString KnownFacts::standing(const FleetNode &node, const UnitFailure &failure)
{
    if (failure.recoveredAt && !isUnseen(node, failure))
        //: of a unit that had failed and is active again
        return tr("recovered");
    if (failure.recoveredAt)
        //: of a unit that had failed and is active again
        return tr("recovered, not acknowledged");
    QString word = failure.result.isEmpty() ? tr("failed") : tr("failed (%1)").arg(failure.result);
    if (standingOf(node, failure) == FailureStanding::MaybeFailed || node.isStale())
        word += u'?';
    //: of a unit that is failed still (%1), and somebody has taken note
    return failure.acknowledged ? tr("%1, acknowledged").arg(word) : word;
}

QString KnownFacts::note(const FleetNode &node, const Acknowledgement &note)
{
    const QString when = Ages::clockAndAge(byOurClock(node, note.at), now());
    if (note.reason.isEmpty())
        //: who has taken note of a failure (%1) and when (%2)
        return tr("by %1, %2").arg(note.by, when);
    //: who has taken note of a failure (%1), when (%2), and the reason they gave (%3)
    return tr("by %1, %2: %3").arg(note.by, when, note.reason);
}

QString KnownFacts::times(const UnitFailure &failure)
{
    if (failure.count <= 1 && failure.suppressed == 0)
        return {};
    const QString count = QLocale().toString(failure.count);
    if (failure.suppressed == 0)
        return count;
    //: how often a unit has failed (%1), and of how many of them nothing was collected (%2)
    return tr("%1, of which %2 suppressed: too many to collect evidence of each")
        .arg(count, QLocale().toString(failure.suppressed));
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

QList<FactList::Fact> KnownFacts::of(const FleetNode &node, const DumpEntry &dump)
{
    const auto timeOf = [&node](Timestamp byNode) {
        return Cell{.time = byOurClock(node, byNode), .hint = Ages::bothClocks(node, byNode)};
    };
    const Mark mark = DumpPhrases::markOf(dump);
    return {
        //: how far a dump is: Complete, Failed
        {tr("State"),
         {.text = DumpPhrases::state(dump.state),
          .tone = mark == Mark::Critical ? Tone::Critical
                  : mark == Mark::Care   ? Tone::Care
                                         : Tone::Plain}},
        //: what is missing of a dump, or why there is none
        {tr("Why"), {.text = dump.why}},
        //: why a dump was made
        {tr("Reason"), {.text = dump.reason}},
        //: kind of a dump
        {tr("Type"), {.text = dump.type}},
        {tr("System"), {.text = dump.system}},
        {tr("Unit"), {.text = dump.unit, .isFixed = true}},
        //: who asked for a dump
        {tr("Asked for by"), {.text = DumpPhrases::askedBy(dump)}},
        //: when a dump was made
        {tr("Made"), timeOf(dump.at)},
        {tr("Finished"), dump.finishedAt ? timeOf(*dump.finishedAt) : Cell()},
        {tr("Size"), {.text = DumpPhrases::size(dump.size)}},
        //: who has fetched a dump
        {tr("Offloaded"), {.text = DumpPhrases::copies(dump)}},
        //: who is fetching a dump now
        {tr("Being fetched by"), {.text = dump.offloading.join(u", "_s)}},
        //: a hash over all of a dump
        {tr("Digest"), {.text = dump.digest, .isFixed = true}},
    };
}

} // namespace muster::console
