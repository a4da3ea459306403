// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/commandcollector.h"

#include "agent/dumps/childprocess.h"
#include "agent/dumps/membermaker.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto UnitMark = "%unit%"_L1;

bool needsUnit(const QStringList &way)
{
    return std::ranges::any_of(way, [](const QString &word) { return word.contains(UnitMark); });
}

/// Nothing is left when all of them need a unit and there is none.
QList<QStringList> waysFor(const QString &unit, QList<QStringList> ways)
{
    if (unit.isEmpty())
        ways.removeIf(needsUnit);
    for (QStringList &way : ways)
        way.replaceInStrings(UnitMark, unit);
    return ways;
}

void takeFirst(const CommandCollector::Member &member, MemberMaker &maker)
{
    QStringList looked;
    for (const QStringList &way : member.ways) {
        if (ChildProcess::find(way.first()).isEmpty()) {
            looked.append(way.first());
            continue;
        }
        maker.command({member.name, member.content, way, member.deadline, member.maxBytes, member.goodCodes});
        return;
    }
    maker.missing(member.name, u"there is no %1 on this node"_s.arg(looked.join(u", no "_s)));
}

} // namespace

CommandCollector::CommandCollector(QString word, QList<Member> members)
    : m_word(std::move(word))
    , m_members(std::move(members))
{
}

QList<CollectStep> CommandCollector::plan(const CollectRequest &request) const
{
    QList<CollectStep> steps;
    for (Member member : m_members) {
        member.ways = waysFor(request.unit, member.ways);
        if (!member.ways.isEmpty())
            steps.append({member.name, false, [member](MemberMaker &maker) { takeFirst(member, maker); }});
    }
    return steps;
}

} // namespace muster::agent
