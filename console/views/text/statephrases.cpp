// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/statephrases.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include "shared/state/facetwords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct ShownWord
{
    QLatin1StringView value;
    const char *text;
};

constexpr auto shownWords()
{
    return std::to_array<ShownWord>({
        {UnknownValue, QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Unknown")},
        {QLatin1StringView("NotReady"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Not ready")},
        {QLatin1StringView("UpdateInProgress"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Updating")},
        {QLatin1StringView("Quiesced"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Quiesced")},
        {QLatin1StringView("Ready"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Ready")},
        {QLatin1StringView("Off"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Off")},
        {QLatin1StringView("On"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "On")},
        {QLatin1StringView("TransitioningToOff"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Turning off")},
        {QLatin1StringView("TransitioningToOn"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Turning on")},
        {QLatin1StringView("TransitioningToRunning"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Starting")},
        {QLatin1StringView("DiagnosticMode"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Diagnostic mode")},
        {QLatin1StringView("Standby"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Standby")},
        {QLatin1StringView("Running"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Running")},
        {QLatin1StringView("Unspecified"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Not booting")},
        {QLatin1StringView("OEM"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Maker's own stage")},
        {QLatin1StringView("PrimaryProcInit"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "First processor")},
        {QLatin1StringView("BusInit"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Buses")},
        {QLatin1StringView("MemoryInit"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Memory")},
        {QLatin1StringView("SecondaryProcInit"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Other processors")},
        {QLatin1StringView("PCIInit"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "PCI")},
        {QLatin1StringView("MotherboardInit"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Mainboard")},
        {QLatin1StringView("SystemInitComplete"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Hardware ready")},
        {QLatin1StringView("SystemSetup"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "In setup")},
        {QLatin1StringView("OSStart"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "OS starts")},
        {QLatin1StringView("OSRunning"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "OS runs")},
        {QLatin1StringView("Inactive"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Inactive")},
        {QLatin1StringView("DiagBoot"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Booted for diagnosis")},
        {QLatin1StringView("ROMBoot"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Boots from ROM")},
        {QLatin1StringView("CDROMBoot"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Boots from CD")},
        {QLatin1StringView("PXEBoot"),
         QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Boots from the network")},
        {QLatin1StringView("CBoot"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Boots from disk")},
        {QLatin1StringView("BootComplete"), QT_TRANSLATE_NOOP("muster::console::StatePhrases", "Booted")},
    });
}

Tone toneFor(Health health, bool isStale)
{
    if (isStale)
        return Tone::Stale;
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

QString StatePhrases::facet(Facet facet)
{
    switch (facet) {
    case Facet::Bmc:
        //: part of a machine's state: its management (BMC)
        return tr("Management");
    case Facet::Chassis:
        //: part of a machine's state
        return tr("Chassis power");
    case Facet::Host:
        //: part of a machine's state: the computer that is managed
        return tr("Host");
    case Facet::BootProgress:
        //: part of a machine's state
        return tr("Boot progress");
    case Facet::OperatingSystem:
        //: part of a machine's state
        return tr("Operating system");
    case Facet::Hypervisor:
        //: part of a machine's state
        return tr("Hypervisor");
    }
    return {};
}

QString StatePhrases::value(const QString &value)
{
    static constexpr auto words = shownWords();
    const auto found =
        std::ranges::find_if(words, [&value](const ShownWord &word) { return value == word.value; });
    return found == words.end() ? value : tr(found->text);
}

QString StatePhrases::agreement(const SystemFacet &facet)
{
    int all = 0;
    for (const ValueCount &one : facet.counts)
        all += one.count;
    const auto own = std::ranges::find(facet.counts, facet.value, &ValueCount::value);
    const int have = own == facet.counts.cend() ? 0 : own->count;
    if (facet.agreement == Agreement::Unanimous)
        //: so many members of a system have one value: all of them
        return tr("all %1").arg(all);
    if (facet.agreement == Agreement::Mixed)
        //: so many members of a system have the value that the system has
        return tr("%1 of %2").arg(have).arg(all);
    const auto silent = std::ranges::count_if(facet.members, [](const MemberFacet &member) {
        return member.isStale || member.value == UnknownValue;
    });
    if (silent == 0)
        //: so many members of a system had a value when they were last heard
        return tr("%1 of %2, partial").arg(have).arg(all);
    //: %1 of %2 members of a system have its value; of %3 members it is not known what they have now
    return tr("%1 of %2, %3 not known now").arg(have).arg(all).arg(silent);
}

QString StatePhrases::counts(const SystemFacet &facet)
{
    QStringList texts;
    for (const ValueCount &one : facet.counts)
        //: %1 members have the value %2
        texts.append(tr("%1 %2").arg(one.count).arg(value(one.value)));
    return texts.join(u", "_s);
}

QString StatePhrases::unwell(const SystemFacet &facet)
{
    QStringList texts;
    for (const int instance : facet.worst) {
        const auto member = std::ranges::find(facet.members, instance, &MemberFacet::instance);
        const QString name = member == facet.members.cend() ? QString() : member->name;
        texts.append(u"%1 %2"_s.arg(QString::number(instance), name).trimmed());
    }
    return texts.join(u", "_s);
}

QStringList StatePhrases::findings(const Fleet &fleet, const FleetSystem &system,
                                   const std::optional<ShownState> &shown)
{
    QStringList texts;
    if (shown) {
        for (const SystemFacet &one : shown->state.facets) {
            if (!one.conflict.isEmpty())
                texts.append(one.conflict);
        }
    }
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        if (!node || !node->facets)
            continue;
        for (const Contradiction &one : node->facets->contradictions)
            //: %1 is a node, %2 a sentence that says what cannot be true together
            texts.append((node->isStale() ? tr("%1, when it was last heard: %2") : tr("%1: %2"))
                             .arg(node->name, one.text));
    }
    return texts;
}

QString StatePhrases::notTold(const Fleet &fleet, const FleetSystem &system)
{
    const FleetNode *acting = fleet.node(system.lead.acting);
    if (system.isOwn())
        return tr("This group is known to this console only; nobody tells the state of the whole.");
    if (!acting)
        return tr("No coordinator is known to act. Its state is shown as soon as one does.");
    if (acting->isStale())
        return tr("The coordinator %1 does not answer, and has not told it before.").arg(acting->name);
    return tr("The coordinator %1 has not told it. An older agent cannot.").arg(acting->name);
}

QString StatePhrases::notTold(const FleetNode &node)
{
    return node.isStale() ? tr("%1 does not answer, and has not told it before.").arg(node.name)
                          : tr("%1 has not told it. An older agent cannot.").arg(node.name);
}

Cell StatePhrases::valueCell(const QString &value, Health health, bool isStale)
{
    Cell cell{.text = StatePhrases::value(value), .tone = toneFor(health, isStale)};
    if (isStale && value != UnknownValue)
        cell.text += u'?';
    if (health >= Health::Warning)
        cell.mark = markOf(health);
    else if (isStale)
        cell.mark = Mark::Stale;
    if (value == UnknownValue && !cell.mark) {
        cell.mark = Mark::Unknown;
        cell.tone = Tone::Stale;
    }
    return cell;
}

Cell StatePhrases::healthCell(Health health, bool isStale)
{
    const ShownHealth shown{.health = health, .stale = isStale, .oldest = {}};
    return {.text = Phrases::shown(shown),
            .mark = markOf(shown),
            .tone = toneFor(health, isStale && health < Health::Warning),
            .order = -int(health)};
}

Cell StatePhrases::ageCell(std::optional<qint64> age, bool isGrowing, Timestamp now)
{
    if (!age)
        //: when something was known: at no time
        return {.text = tr("never"), .tone = Tone::Stale, .order = INT64_MAX};
    if (isGrowing)
        return {.tone = Tone::Stale, .time = now - std::chrono::milliseconds(*age), .order = *age};
    return {.text = *age < 1000
                        //: when something was known: it is so now
                        ? tr("now")
                        : Ages::ago(now - std::chrono::milliseconds(*age), now),
            .tone = Tone::Dim,
            .order = *age};
}

QList<FactList::Fact> StatePhrases::facts(const Fleet &fleet, const FleetNode &node, Facet facet)
{
    const Timestamp moment = now();
    const FacetValue *own = node.facets ? node.facets->find(facet) : nullptr;
    QList<FactList::Fact> facts{
        {tr("Part of the state"), {.text = StatePhrases::facet(facet), .isBold = true}}};
    const auto timeOf = [&node](const std::optional<Timestamp> &byNode) {
        return byNode ? Cell{.time = byOurClock(node, *byNode), .hint = Ages::bothClocks(node, *byNode)}
                      : Cell{};
    };
    if (own) {
        facts += {{tr("Value"), valueCell(own->value, own->health, node.isStale())},
                  {tr("Health"), healthCell(own->health, node.isStale())},
                  {tr("Why"), {.text = own->why}},
                  {tr("Since"), timeOf(own->changedAt)},
                  {tr("Observed"), timeOf(own->observedAt)},
                  {tr("Requested last"), {.text = value(own->requested)}},
                  {tr("Said by the source"), {.text = own->raw, .isFixed = true}},
                  {tr("Source"), {.text = own->source, .isFixed = true}}};
    }
    const FleetSystem *system = fleet.systemOf(node.nodeId);
    const auto shown = system ? stateOf(fleet, *system, moment) : std::nullopt;
    if (!shown)
        return facts;
    const auto whole = std::ranges::find(shown->state.facets, facet, &SystemFacet::facet);
    if (whole == shown->state.facets.cend())
        return facts;
    const auto part = std::ranges::find(whole->members, node.nodeId, &MemberFacet::nodeId);
    if (!own && part != whole->members.cend()) {
        facts += {{tr("Value"), valueCell(part->value, part->health, part->isStale)},
                  {tr("Health"), healthCell(part->health, part->isStale)},
                  {tr("Why"), {.text = part->why}},
                  {tr("Known"), ageCell(part->age, part->isStale, moment)},
                  {tr("Said by the source"), {.text = part->raw, .isFixed = true}}};
    }
    facts += {{tr("Whole system"), valueCell(whole->value, whole->health, shown->isStale)},
              {tr("Agreement"), {.text = agreement(*whole)}}};
    if (const FleetNode *teller = fleet.node(shown->toldBy))
        facts += {{tr("Told by"), {.text = teller->name}}};
    return facts;
}

bool isGrowing(const SystemFacet &facet)
{
    return facet.agreement == Agreement::Partial;
}

std::optional<double> bootShare(const QString &value)
{
    const auto rank = rankOf(Facet::BootProgress, value);
    const auto last = wordsOf(Facet::BootProgress).size() - 1;
    return rank ? std::optional(double(*rank) / double(last)) : std::nullopt;
}

} // namespace muster::console
