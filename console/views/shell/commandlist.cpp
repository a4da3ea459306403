// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/commandlist.h"

#include "console/fleet/fleethealth.h"
#include "console/views/text/phrases.h"

#include <algorithm>

namespace muster::console {

QList<Command> FleetCommands::of(const Fleet &fleet, const Open &open)
{
    QList<Command> commands;
    const auto goTo = [&open](const Place &place, const Subject &subject = {}) {
        return [open, place, subject] { open(place, subject); };
    };
    using enum Place::Page;
    //: what kind of thing was found: a page of the window
    const QString page = tr("page");
    commands += {{.text = tr("Needs attention"), .kind = page, .run = goTo({Attention, {}})},
                 {.text = tr("All systems"), .kind = page, .run = goTo({Systems, {}})},
                 {.text = tr("All nodes"), .kind = page, .run = goTo({Nodes, {}})},
                 {.text = tr("Failures"), .kind = page, .run = goTo({Failures, {}})},
                 {.text = tr("Dumps"), .kind = page, .run = goTo({Dumps, {}})},
                 {.text = tr("Events"), .kind = page, .run = goTo({Events, {}})},
                 {.text = tr("Jobs"), .kind = page, .run = goTo({Jobs, {}})},
                 {.text = tr("Found, not paired"), .kind = page, .run = goTo({Found, {}})}};
    for (const FleetSystem &system : fleet.systems())
        commands.append({.text = system.name,
                         //: what kind of thing was found: a composite machine
                         .kind = tr("system"),
                         .mark = markOf(healthOf(fleet, system)),
                         .run = goTo({System, system.name})});
    for (const FleetNode &node : fleet.nodes()) {
        const Place place{Node, node.nodeId};
        commands.append({.text = node.name,
                         //: what kind of thing was found: a node; %1 is its address
                         .kind = tr("node \u00b7 %1").arg(node.address),
                         .mark = markOf(node),
                         .run = goTo(place)});
        const QList<UnitStatus> units = node.units ? node.units->units : QList<UnitStatus>();
        for (const UnitStatus &unit : units)
            commands.append({.text = unit.unit,
                             //: what kind of thing was found: a unit; %1 is its node
                             .kind = tr("unit on %1").arg(node.name),
                             .mark = markOf(unit, !node.isStale() && node.units->watching),
                             .isFixed = true,
                             .run = goTo(place, {node.nodeId, {}, unit.unit})});
    }
    return commands;
}

void CommandList::setCommands(const QList<Command> &commands)
{
    m_all = commands;
    setWords(m_words);
}

void CommandList::setWords(const QString &typed)
{
    m_words = typed;
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, qsizetype>> ranked;
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (const int value = rank(m_all.at(i), words); value >= 0)
            ranked.append({value, i});
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, qsizetype>::first);
    beginResetModel();
    m_shown.clear();
    for (const auto &[value, at] : ranked.first(std::min(ranked.size(), MaxShown)))
        m_shown.append(m_all.at(at));
    endResetModel();
}

void CommandList::run(int row) const
{
    if (row >= 0 && row < m_shown.size())
        m_shown.at(row).run();
}

int CommandList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CommandList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command &command = m_shown.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return command.text;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(command.text, command.kind);
    case BadgeRole:
        return command.kind;
    case BadgeToneRole:
        return int(Tone::Dim);
    case MarkRole:
        return command.mark ? QVariant(int(*command.mark)) : QVariant();
    case FixedRole:
        return command.isFixed;
    default:
        return {};
    }
}

int CommandList::rank(const Command &command, const QStringList &words)
{
    int sum = 0;
    for (const QString &word : words) {
        const qsizetype at = command.text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0 && !command.kind.contains(word, Qt::CaseInsensitive))
            return -1;
        const bool isWordStart = at > 0 && !command.text.at(at - 1).isLetterOrNumber();
        sum += at == 0 ? 0 : isWordStart ? 1 : at > 0 ? 2 : 3;
    }
    return sum;
}

} // namespace muster::console
