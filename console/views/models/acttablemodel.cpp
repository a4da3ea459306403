// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/acttablemodel.h"

#include "console/views/text/actphrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> actColumns()
{
    return {
        //: column of a table: number of a member in its system
        {"number", ActTableModel::tr("No."), 52},
        //: column of a table
        {"member", ActTableModel::tr("Member"), 130, true, 90},
        //: column of a table: what the state of a member is now
        {"shows", ActTableModel::tr("Shows"), 190, true, 120},
        //: column of a table: what an action does on a member
        {"effect", ActTableModel::tr("What happens"), 260, true, 150},
        //: column of a table: what speaks against an action, or what came of it
        {"remark", ActTableModel::tr("Objection or result"), 330, true, 160},
    };
}

Cell objections(const MemberOutlook &member)
{
    if (member.against.isEmpty())
        return {};
    QStringList texts;
    for (const Objection &one : member.against)
        texts.append(one.text);
    const QString text = texts.join(u"; "_s);
    return {.text = text, .mark = Mark::Care, .tone = Tone::Care, .hint = texts.join(u'\n')};
}

} // namespace

ActTableModel::ActTableModel(QObject *parent)
    : RowModel(actColumns(), parent)
{
}

void ActTableModel::setOutlook(const ActOutlook &outlook)
{
    for (const MemberOutlook &member : outlook.members) {
        m_outlook.insert(member.instance, member);
        show(member);
    }
}

void ActTableModel::setAct(const SystemAct &act)
{
    for (const MemberAct &member : act.members) {
        m_acts.insert(member.instance, member);
        if (const auto known = m_outlook.constFind(member.instance); known != m_outlook.cend())
            show(*known);
    }
}

QList<int> ActTableModel::failed() const
{
    QList<int> members;
    for (const MemberAct &member : m_acts) {
        if (isOver(member.step) && member.step != ActStep::Done)
            members.append(member.instance);
    }
    return members;
}

void ActTableModel::show(const MemberOutlook &member)
{
    const auto act = m_acts.constFind(member.instance);
    const bool isTried = act != m_acts.cend();
    const QString seen = isTried && !act->seen.isEmpty() ? act->seen : member.seen;
    setGroup(member.nodeId,
             {Row{.key = member.nodeId,
                  .nodeId = member.nodeId,
                  .objectId = member.nodeId,
                  .cells = {
                      {.text = QString::number(member.instance), .tone = Tone::Dim, .order = member.instance},
                      {.text = member.name, .isBold = true},
                      //: the state of a member is not known
                      {.text = seen.isEmpty() ? tr("not known") : seen,
                       .tone = seen.isEmpty() ? Tone::Stale : Tone::Plain},
                      {.text = member.effect, .hint = member.effect},
                      isTried ? ActPhrases::result(*act) : objections(member)}}});
}

} // namespace muster::console
