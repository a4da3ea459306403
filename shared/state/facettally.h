// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/bootclock.h"
#include "shared/model/facet.h"

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

namespace muster {

/// One facet of a system, counted: a change of one member costs the same among four and among a thousand, and
/// so does reading what the whole has. The order in which members are set never matters.
class FacetTally
{
public:
    using Time = BootClock::time_point;
    /// What is told of each change lists no more members than this; the counts are always whole.
    static constexpr qsizetype MaxListed = 8;

    /// @param coordinator its number; 0 when it is no member
    FacetTally(Facet facet, AggregateRule rule, int coordinator);

    /// Puts a member's part in the place of its former one. The age of a stale one grows from `now` on.
    void set(const MemberFacet &member, Time now);
    void remove(int instance);
    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }

    /// What the whole has, without the members' parts.
    /// @param listed how many numbers are put into each of `behind` and `worst`
    [[nodiscard]] SystemFacet summary(Time now, qsizetype listed = MaxListed) const;

private:
    /// Where a value stands: known words in their order, then words that this version does not know, then
    /// Unknown.
    struct Value
    {
        int rank = 0;
        QString word;
        auto operator<=>(const Value &) const = default;
        bool operator==(const Value &) const = default;
    };
    struct Place
    {
        Value value;
        Health health = Health::Unknown;
        auto operator<=>(const Place &) const = default;
        bool operator==(const Place &) const = default;
    };
    struct Part
    {
        Place place;
        bool isStale = false;
        std::optional<qint64> age; ///< of one that answers
        std::optional<Time> knownAt; ///< of one that does not
    };
    using Groups = std::map<Place, std::set<int>>; ///< few: by values and healths, not by members

    [[nodiscard]] Value valueOf(const QString &word) const;
    [[nodiscard]] static bool isKnown(const Value &value);
    [[nodiscard]] std::map<Value, int> counts() const;
    [[nodiscard]] std::optional<Value> choose(const std::map<Value, int> &counts) const;
    [[nodiscard]] std::optional<Value> least(const std::map<Value, int> &counts) const;
    [[nodiscard]] std::optional<Value> worst() const;
    [[nodiscard]] QList<int> ownersOfHypervisor(qsizetype listed) const;
    [[nodiscard]] QList<int> membersOf(const std::function<bool(const Place &)> &wanted,
                                       qsizetype listed) const;
    [[nodiscard]] Agreement agreement(const std::map<Value, int> &counts) const;
    [[nodiscard]] std::optional<qint64> oldestAge(Time now) const;
    void noteHealth(SystemFacet &summary, qsizetype listed) const;
    void noteOwners(SystemFacet &summary, qsizetype listed) const;

    Facet m_facet;
    AggregateRule m_rule;
    int m_coordinator;
    std::unordered_map<int, Part> m_parts; ///< by number
    Groups m_groups;
    int m_stale = 0;
    std::multiset<qint64> m_ages;
    std::multiset<Time> m_knownAt;
};

} // namespace muster
