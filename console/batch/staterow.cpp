// SPDX-License-Identifier: Apache-2.0
#include "console/batch/staterow.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

template <typename T>
QString wordOf(T word)
{
    return QString::fromLatin1(QMetaEnum::fromType<T>().valueToKey(int(word)));
}

QString agoText(std::optional<qint64> age)
{
    const Timestamp now{std::chrono::hours(24 * 365)}; // only the difference counts
    return age ? ageText(now - std::chrono::milliseconds(*age), now) : u"never"_s;
}

QString numbersText(const QList<int> &numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts.append(QString::number(number));
    return texts.isEmpty() ? u"-"_s : texts.join(u", "_s);
}

QString countsText(const QList<ValueCount> &counts)
{
    QStringList texts;
    for (const ValueCount &one : counts)
        texts.append(u"%1 %2"_s.arg(one.count).arg(one.value));
    return texts.join(u", "_s);
}

/// The members that any facet names, by number.
QMap<int, QString> membersOf(const SystemFacets &state)
{
    QMap<int, QString> names;
    for (const SystemFacet &facet : state.facets) {
        for (const MemberFacet &member : facet.members)
            names.insert(member.instance,
                         member.name.isEmpty() ? QString::number(member.instance) : member.name);
    }
    return names;
}

Table::Cell memberCell(const SystemFacet &facet, int instance)
{
    const auto member = std::ranges::find(facet.members, instance, &MemberFacet::instance);
    if (member == facet.members.cend())
        return {u"-"_s, Tone::Dim};
    const QString value = member->isStale ? member->value + u'?' : member->value;
    return {value, member->isStale && member->health < Health::Warning ? Tone::Dim : toneOf(member->health)};
}

Tone agreementTone(Agreement agreement)
{
    return agreement == Agreement::Partial ? Tone::Care : Tone::Plain;
}

QString becauseText(const QString &what, const QString &why)
{
    return why.isEmpty() ? what : u"%1: %2"_s.arg(what, why);
}

} // namespace

QStringList factLines(const StateFacts &facts)
{
    QStringList lines;
    if (facts.isPowerGood)
        lines.append(*facts.isPowerGood ? u"Power good: yes"_s : u"Power good: no"_s);
    else if (!facts.whyNoPowerGood.isEmpty())
        lines.append(u"Power good: Unknown: "_s + facts.whyNoPowerGood);
    if (!facts.restartCause.isEmpty())
        lines.append(u"Host last started by: "_s + facts.restartCause);
    else if (!facts.whyNoRestartCause.isEmpty())
        lines.append(u"Host last started by: Unknown: "_s + facts.whyNoRestartCause);
    return lines;
}

Table stateTable(const SystemFacets &state)
{
    const QMap<int, QString> members = membersOf(state);
    const bool hasColumns = members.size() <= MaxMemberColumns;
    QStringList titles{u"FACET"_s, u"SYSTEM"_s, u"AGREEMENT"_s, u"HEALTH"_s, u"AGE"_s};
    if (hasColumns)
        titles += members.values();
    else
        titles += {u"MEMBERS"_s, u"NOT WELL"_s};
    Table table(titles);
    for (const SystemFacet &facet : state.facets) {
        QList<Table::Cell> cells{{wordOf(facet.facet), Tone::Strong},
                                 {facet.value},
                                 {wordOf(facet.agreement), agreementTone(facet.agreement)},
                                 {wordOf(facet.health), toneOf(facet.health)},
                                 {agoText(facet.oldestAge)}};
        if (hasColumns) {
            for (auto member = members.cbegin(); member != members.cend(); ++member)
                cells.append(memberCell(facet, member.key()));
        } else {
            cells.append(Table::Cell(countsText(facet.counts)));
            cells.append(Table::Cell(numbersText(facet.worst), toneOf(facet.health)));
        }
        table.addRow(cells);
    }
    return table;
}

Table stateTable(const NodeFacets &state)
{
    Table table({u"FACET"_s, u"VALUE"_s, u"HEALTH"_s, u"AGE"_s, u"SINCE"_s, u"SAID"_s});
    for (const FacetValue &facet : state.facets) {
        std::optional<qint64> age;
        if (facet.observedAt)
            age = std::max<qint64>(0, (state.clock - *facet.observedAt).count());
        table.addRow({{wordOf(facet.facet), Tone::Strong},
                      {facet.value},
                      {wordOf(facet.health), toneOf(facet.health)},
                      {agoText(age)},
                      {facet.changedAt ? localTimeText(*facet.changedAt) : u"-"_s},
                      {facet.raw.isEmpty() ? u"-"_s : facet.raw, Tone::Dim}});
    }
    return table;
}

QStringList stateFindings(const SystemFacets &state)
{
    QStringList findings;
    for (const SystemFacet &facet : state.facets) {
        if (!facet.conflict.isEmpty())
            findings.append(facet.conflict);
        for (const MemberFacet &member : facet.members) {
            if (member.health == Health::OK && !member.isStale)
                continue;
            const QString what = u"%1 (%2): %3 is %4%5"_s.arg(
                member.name, QString::number(member.instance), wordOf(facet.facet), member.value,
                member.isStale && member.value != UnknownValue ? u"?"_s : QString());
            findings.append(becauseText(what, member.why));
        }
    }
    return findings;
}

QStringList stateFindings(const NodeFacets &state)
{
    QStringList findings;
    for (const Contradiction &one : state.contradictions)
        findings.append(one.text);
    for (const FacetValue &facet : state.facets) {
        if (facet.health != Health::OK)
            findings.append(becauseText(u"%1 is %2"_s.arg(wordOf(facet.facet), facet.value), facet.why));
    }
    return findings;
}

ExitCode exitCodeOf(const SystemFacets &state)
{
    const bool isPartial = std::ranges::any_of(
        state.facets, [](const SystemFacet &facet) { return facet.agreement == Agreement::Partial; });
    return state.health != Health::OK || isPartial ? ExitCode::NotWell : ExitCode::Well;
}

ExitCode exitCodeOf(const NodeFacets &state)
{
    const bool isWell = !state.facets.isEmpty() && state.contradictions.isEmpty()
                        && std::ranges::all_of(
                            state.facets, [](const FacetValue &facet) { return facet.health == Health::OK; });
    return isWell ? ExitCode::Well : ExitCode::NotWell;
}

} // namespace muster::console
