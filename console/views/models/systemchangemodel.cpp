// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/systemchangemodel.h"

#include "console/views/text/phrases.h"
#include "console/views/text/systemphrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> changeColumns()
{
    return {
        //: column of a table: number of a member in its system
        {"number", SystemChangeModel::tr("No."), 52},
        //: column of a table
        {"member", SystemChangeModel::tr("Member"), 140, true, 90},
        //: column of a table: what changes for a node
        {"change", SystemChangeModel::tr("Change"), 210, true, 150},
        //: column of a table: what speaks against a change, or what came of it
        {"remark", SystemChangeModel::tr("Objection or result"), 400, true, 140},
    };
}

} // namespace

SystemChangeModel::SystemChangeModel(QObject *parent)
    : RowModel(changeColumns(), parent)
{
}

void SystemChangeModel::setDraft(const SystemDraft &draft)
{
    m_draft = draft;
    const QStringList before = std::exchange(m_shown, {});
    for (const MemberChange &change : draft.changes)
        m_shown.append(change.nodeId);
    // What was done stays to be seen while the rest is tried again.
    for (const QString &nodeId : before) {
        if (!m_shown.contains(nodeId) && !m_results.contains(nodeId))
            removeGroup(nodeId);
    }
    for (const MemberChange &change : draft.changes) {
        m_results.remove(change.nodeId);
        m_failed.remove(change.nodeId);
        show(change);
    }
}

void SystemChangeModel::setResult(const SystemDraft &draft, const MemberResult &result)
{
    const auto change = std::ranges::find(draft.changes, result.nodeId, &MemberChange::nodeId);
    if (change == draft.changes.end())
        return;
    m_failed.remove(result.nodeId);
    Cell cell{.text = tr("done"), .mark = Mark::Well, .tone = Tone::Well};
    if (takesOverLater(draft, result)) {
        //: a node that does not answer gets a change later, by itself
        cell = {.text = tr("takes it over when it is back"), .mark = Mark::Stale, .tone = Tone::Stale};
        cell.hint = Phrases::error(result.answer.error());
    } else if (!result.answer) {
        Error why = result.answer.error();
        why.source.clear();
        cell = {.text = Phrases::error(why), .mark = Mark::Critical, .tone = Tone::Critical};
        cell.hint = cell.text;
        m_failed.insert(result.nodeId);
    }
    m_results.insert(result.nodeId, cell);
    show(*change);
}

int SystemChangeModel::failed() const
{
    return int(m_failed.size());
}

Cell SystemChangeModel::remark(const MemberChange &change) const
{
    if (const auto result = m_results.constFind(change.nodeId); result != m_results.cend())
        return *result;
    if (!change.objection)
        return {};
    Error why = change.objection->why;
    why.source.clear();
    const bool blocks = change.objection->blocks;
    // What becomes of it first; the reason may be long.
    //: a node does not get a change now; %1 says what becomes of it instead, %2 why
    const QString text =
        blocks || why.remedy.isEmpty() ? Phrases::error(why) : tr("%1: %2").arg(why.remedy, why.text);
    return {.text = text,
            .mark = blocks ? Mark::Critical : Mark::Stale,
            .tone = blocks ? Tone::Critical : Tone::Stale,
            .hint = text};
}

void SystemChangeModel::show(const MemberChange &change)
{
    const int number = change.number == 0 ? change.numberBefore : change.number;
    const bool isSame = change.isSame();
    setGroup(change.nodeId,
             {Row{.key = change.nodeId,
                  .nodeId = change.nodeId,
                  .objectId = change.nodeId,
                  .cells = {{.text = number == 0 ? QString() : QString::number(number),
                             .tone = Tone::Dim,
                             .order = change.number == 0 ? MaxMembers + number : number},
                            {.text = change.name, .isBold = !isSame},
                            {.text = SystemPhrases::change(change), .tone = isSame ? Tone::Dim : Tone::Plain},
                            remark(change)}}});
}

} // namespace muster::console
