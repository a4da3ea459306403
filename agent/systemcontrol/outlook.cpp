// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/outlook.h"

#include "agent/dumps/dumpcatalogue.h"
#include "agent/systemcontrol/actrules.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString effectOf(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
        return u"its power goes on, and its host starts"_s;
    case ControlAction::PowerOff:
        return u"its power goes off at once; its operating system is not asked"_s;
    case ControlAction::SoftOff:
        return u"its operating system shuts down, and its power goes off"_s;
    case ControlAction::Reboot:
        return u"its operating system shuts down, and starts again"_s;
    case ControlAction::PowerCycle:
        return u"its power goes off at once, and on again; its operating system is not asked"_s;
    case ControlAction::BmcReboot:
        break;
    }
    return u"its management restarts; a host goes on"_s;
}

std::optional<Objection> hostObjection(ControlAction action, const MemberGlance &glance)
{
    if (action == ControlAction::PowerOn || action == ControlAction::BmcReboot)
        return std::nullopt;
    const auto host = std::ranges::find(glance.facets, Facet::Host, &FacetValue::facet);
    if (host == glance.facets.cend() || host->value == "Off"_L1)
        return std::nullopt;
    if (host->value == UnknownValue)
        return Objection{u"notKnown"_s, u"what its host does now is not known"_s};
    const bool isCut = action == ControlAction::PowerOff || action == ControlAction::PowerCycle;
    return Objection{u"hostRunning"_s,
                     isCut ? u"its host is %1, and is cut off: what is not saved is lost"_s.arg(host->value)
                           : u"its host is %1: whatever runs there ends"_s.arg(host->value)};
}

} // namespace

MemberOutlook outlookOf(ControlAction action, MemberOutlook member, const std::optional<MemberGlance> &glance,
                        bool isTeller)
{
    member.effect = effectOf(action);
    if (!glance || glance->isSilent) {
        member.seen = glance ? seenText(action, *glance) : QString();
        member.against.append({u"stale"_s, u"it does not answer now, and would not be asked"_s});
        return member;
    }
    member.seen = seenText(action, *glance);
    const bool isOnAlready =
        action == ControlAction::PowerOn && confirmationOf(action, *glance, false, *glance).isReached;
    if (isOnAlready)
        member.effect = u"it is on already"_s;
    if (!glance->actions.contains(action)) {
        member.against.append({u"unsupported"_s, u"%1 cannot be asked of it now"_s.arg(actionWord(action))});
    }
    if (auto host = hostObjection(action, *glance))
        member.against.append(*std::move(host));
    if (isTeller && silences(action, *glance)) {
        member.against.append(
            {u"coordinates"_s, u"who watches the action runs on it, and ends: see the state afterwards"_s});
    }
    return member;
}

QList<Objection> dumpObjections(const DumpPage &dumps)
{
    QList<Objection> against;
    qsizetype unfetched = 0;
    for (const DumpEntry &dump : dumps.entries) {
        unfetched += isWhole(dump.state) && dump.offloaded.isEmpty() ? 1 : 0;
        if (!dump.offloading.isEmpty()) {
            against.append({u"offloadRunning"_s,
                            u"%1 is fetching its dump %2"_s.arg(dump.offloading.join(u", "_s), dump.id)});
        }
        if (!isEnd(dump.state))
            against.append({u"offloadRunning"_s, u"its dump %1 is being made"_s.arg(dump.id)});
    }
    if (unfetched > 0) {
        against.append({u"dumpNotFetched"_s,
                        unfetched == 1 ? u"it has a dump that nobody has fetched"_s
                                       : u"it has %1 dumps that nobody has fetched"_s.arg(unfetched)});
    }
    constexpr qsizetype Most = 16;
    return against.mid(std::max<qsizetype>(0, against.size() - Most));
}

QList<Objection> blockObjections(const LogBlocks &blocks)
{
    constexpr qsizetype Most = 4;
    constexpr qsizetype MaxName = 200;
    QList<Objection> against;
    for (const LogEntry &entry : blocks.entries.first(std::min(blocks.entries.size(), Most))) {
        against.append(
            {u"bootBlocked"_s, u"entry %1 of its log keeps its host from being started: %2"_s.arg(
                                   entry.id, entry.message.first(std::min(entry.message.size(), MaxName)))});
    }
    if (blocks.total > against.size()) {
        against.append({u"bootBlocked"_s, u"%1 more entries of its log do: muster log blocks"_s.arg(
                                              blocks.total - int(against.size()))});
    }
    return against;
}

} // namespace muster::agent
