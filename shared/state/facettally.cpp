// SPDX-License-Identifier: Apache-2.0
#include "shared/state/facettally.h"

#include "shared/state/facetwords.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr int ForeignRank = 1000;
constexpr int UnknownRank = 2000;

template <typename T>
void removeOne(std::multiset<T> &from, const T &value)
{
    if (const auto found = from.find(value); found != from.end())
        from.erase(found);
}

} // namespace

FacetTally::FacetTally(Facet facet, AggregateRule rule, int coordinator)
    : m_facet(facet)
    , m_rule(rule)
    , m_coordinator(coordinator)
{
}

FacetTally::Value FacetTally::valueOf(const QString &word) const
{
    if (word == UnknownValue)
        return {UnknownRank, word};
    return {rankOf(m_facet, word).value_or(ForeignRank), word};
}

bool FacetTally::isKnown(const Value &value)
{
    return value.rank != UnknownRank;
}

void FacetTally::set(const MemberFacet &member, Time now)
{
    remove(member.instance);
    Part part{{valueOf(member.value), member.health}, member.isStale, {}, {}};
    if (member.age && member.isStale)
        part.knownAt = now - std::chrono::milliseconds(*member.age);
    else
        part.age = member.age;
    m_groups[part.place].insert(member.instance);
    m_stale += part.isStale ? 1 : 0;
    if (part.age)
        m_ages.insert(*part.age);
    if (part.knownAt)
        m_knownAt.insert(*part.knownAt);
    m_parts.emplace(member.instance, std::move(part));
}

void FacetTally::remove(int instance)
{
    const auto found = m_parts.find(instance);
    if (found == m_parts.end())
        return;
    const Part &part = found->second;
    if (const auto group = m_groups.find(part.place); group != m_groups.end()) {
        group->second.erase(instance);
        if (group->second.empty())
            m_groups.erase(group);
    }
    m_stale -= part.isStale ? 1 : 0;
    if (part.age)
        removeOne(m_ages, *part.age);
    if (part.knownAt)
        removeOne(m_knownAt, *part.knownAt);
    m_parts.erase(found);
}

SystemFacet FacetTally::summary(Time now, qsizetype listed) const
{
    SystemFacet summary;
    summary.facet = m_facet;
    summary.rule = m_rule;
    const auto counted = counts();
    for (const auto &[value, count] : counted)
        summary.counts.append({value.word, count});
    const auto chosen = choose(counted);
    if (chosen) {
        summary.value = chosen->word;
        summary.behind = m_rule == AggregateRule::Coordinator && m_facet != Facet::Hypervisor
                             ? QList<int>{m_coordinator}
                             : membersOf([&](const Place &place) { return place.value == *chosen; }, listed);
    }
    summary.agreement = agreement(counted);
    summary.oldestAge = oldestAge(now);
    noteHealth(summary, listed);
    if (m_facet == Facet::Hypervisor)
        noteOwners(summary, listed);
    return summary;
}

std::map<FacetTally::Value, int> FacetTally::counts() const
{
    std::map<Value, int> counts;
    for (const auto &[place, members] : m_groups)
        counts[place.value] += int(members.size());
    return counts;
}

std::optional<FacetTally::Value> FacetTally::choose(const std::map<Value, int> &counts) const
{
    if (m_facet == Facet::Hypervisor) {
        // Whoever has one speaks for all; the others' is Off.
        const auto owner = std::ranges::find_if(
            counts, [](const auto &one) { return isKnown(one.first) && one.first.word != "Off"_L1; });
        return owner != counts.end() ? owner->first : least(counts);
    }
    switch (m_rule) {
    case AggregateRule::Least:
        return least(counts);
    case AggregateRule::Majority: {
        std::optional<Value> most;
        int count = 0;
        for (const auto &[value, members] : counts) {
            if (isKnown(value) && members > count) {
                most = value;
                count = members;
            }
        }
        return most;
    }
    case AggregateRule::Worst:
        return worst();
    case AggregateRule::Coordinator:
        if (const auto own = m_parts.find(m_coordinator); own != m_parts.end())
            return own->second.place.value;
        break;
    }
    return std::nullopt;
}

/// Of boot progress only hosts count that are booting, or have: one that is off does not hold the others
/// back.
std::optional<FacetTally::Value> FacetTally::least(const std::map<Value, int> &counts) const
{
    std::optional<Value> resting;
    for (const auto &[value, members] : counts) {
        if (!isKnown(value))
            continue;
        if (m_facet != Facet::BootProgress || value.word != "Unspecified"_L1)
            return value;
        resting = value;
    }
    return resting;
}

std::optional<FacetTally::Value> FacetTally::worst() const
{
    const Place *worst = nullptr;
    for (const auto &[place, members] : m_groups) {
        if (!worst || place.health > worst->health)
            worst = &place;
    }
    return worst ? std::optional(worst->value) : std::nullopt;
}

QList<int> FacetTally::membersOf(const std::function<bool(const Place &)> &wanted, qsizetype listed) const
{
    QList<int> members;
    for (const auto &[place, instances] : m_groups) {
        if (!wanted(place))
            continue;
        qsizetype room = listed; // the smallest numbers may all be in this group
        for (auto it = instances.begin(); it != instances.end() && room > 0; ++it, --room)
            members.append(*it);
    }
    std::ranges::sort(members);
    return members.first(std::min(listed, members.size()));
}

Agreement FacetTally::agreement(const std::map<Value, int> &counts) const
{
    const bool isAnyUnknown = !counts.empty() && !isKnown(counts.rbegin()->first);
    if (counts.empty() || isAnyUnknown || m_stale > 0)
        return Agreement::Partial;
    if (counts.size() == 1)
        return Agreement::Unanimous;
    // One owner and nobody else is how it should be.
    const bool isOwned = m_facet == Facet::Hypervisor && ownersOfHypervisor(2).size() < 2;
    return isOwned ? Agreement::Unanimous : Agreement::Mixed;
}

std::optional<qint64> FacetTally::oldestAge(Time now) const
{
    std::optional<qint64> oldest;
    if (!m_ages.empty())
        oldest = *m_ages.rbegin();
    if (!m_knownAt.empty()) {
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(now - *m_knownAt.begin());
        oldest = std::max<qint64>(oldest.value_or(0), std::max<qint64>(0, age.count()));
    }
    return oldest;
}

void FacetTally::noteHealth(SystemFacet &summary, qsizetype listed) const
{
    if (m_groups.empty())
        return;
    summary.health = Health::OK;
    for (const auto &[place, members] : m_groups)
        summary.health = std::max(summary.health, place.health);
    if (summary.health != Health::OK)
        summary.worst = membersOf([&](const Place &place) { return place.health == summary.health; }, listed);
}

QList<int> FacetTally::ownersOfHypervisor(qsizetype listed) const
{
    return membersOf([](const Place &place) { return isKnown(place.value) && place.value.word != "Off"_L1; },
                     listed);
}

/// Two that say they own it: neither is picked.
void FacetTally::noteOwners(SystemFacet &summary, qsizetype listed) const
{
    const QList<int> owners = ownersOfHypervisor(std::max<qsizetype>(2, listed));
    if (owners.size() < 2)
        return;
    QStringList numbers;
    for (const int owner : owners.first(std::min(MaxListed, owners.size())))
        numbers.append(QString::number(owner));
    summary.value = UnknownValue;
    summary.behind = owners;
    summary.conflict =
        u"Members %1 each have a hypervisor that is not Off; a system has one"_s.arg(numbers.join(", "_L1));
    if (summary.health != Health::Critical)
        summary.worst = owners;
    summary.health = Health::Critical;
}

} // namespace muster
