// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/systemtablemodel.h"

#include "console/fleet/fleethealth.h"
#include "console/fleet/shownstate.h"
#include "console/fleet/systemfindings.h"
#include "console/views/text/attention.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"
#include "console/views/text/systemphrases.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// So long the model works without letting others have the thread.
constexpr std::chrono::milliseconds LookTime{4};

QList<Column> systemColumns()
{
    return {
        //: column of a table
        {"name", SystemTableModel::tr("System"), 170, true, 136},
        //: column of a table
        {"health", SystemTableModel::tr("Health"), 110, true, 80},
        //: column of a table: the worst thing about a system, one sentence
        {"attention", SystemTableModel::tr("What is wrong"), 320, true, 140},
        //: column of a table: how many members answer
        {"answering", SystemTableModel::tr("Answer"), 84},
        //: column of a table: power of the whole system
        {"chassis", SystemTableModel::tr("Power"), 110},
        //: column of a table: the hosts of the whole system
        {"host", SystemTableModel::tr("Host"), 110},
        //: column of a table
        {"boot", SystemTableModel::tr("Boot progress"), 130},
        //: column of a table: the management (BMC) of the whole system
        {"bmc", SystemTableModel::tr("Management"), 120, false},
        //: column of a table
        {"os", SystemTableModel::tr("Operating system"), 140, false},
        //: column of a table: which node coordinates
        {"coordinator", SystemTableModel::tr("Coordinator"), 140, false},
        //: column of a table: when the member that has been silent longest was heard last
        {"heard", SystemTableModel::tr("Oldest word"), 110, false},
    };
}

/// The worst of the members' matters, else the first of the system's own.
QString wrongOf(const Fleet &fleet, const FleetSystem &system)
{
    std::optional<Attention> worst;
    QString whose;
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        const QList<Attention> items = node ? AttentionList::of(*node) : QList<Attention>();
        if (!items.isEmpty() && (!worst || items.first().severity > worst->severity)) {
            worst = items.first();
            whose = node->name;
        }
    }
    const QList<SystemFinding> findings = findingsOf(fleet, system);
    if (worst && (findings.isEmpty() || worst->severity == Health::Critical))
        return worst->title.contains(whose) ? worst->title : u"%1: %2"_s.arg(whose, worst->title);
    return findings.isEmpty() ? QString() : SystemPhrases::finding(fleet, system, findings.first()).text;
}

/// Whoever one wants to look at first.
QString worstMember(const Fleet &fleet, const FleetSystem &system)
{
    QString found;
    Health worst = Health::OK;
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        const Health health = node ? healthOf(*node).health : Health::Unknown;
        if (found.isEmpty() || health > worst) {
            found = member.nodeId;
            worst = health;
        }
    }
    return found;
}

Cell stateCell(const std::optional<ShownState> &shown, Facet facet)
{
    const auto found = shown ? std::ranges::find(shown->state.facets, facet, &SystemFacet::facet)
                             : QList<SystemFacet>::const_iterator();
    if (!shown || found == shown->state.facets.cend())
        return {.text = SystemTableModel::NotTold, .tone = Tone::Dim};
    return StatePhrases::valueCell(found->value, found->health,
                                   shown->isStale || found->agreement == Agreement::Partial);
}

std::optional<double> bootOf(const std::optional<ShownState> &shown)
{
    if (!shown)
        return {};
    const auto boot = std::ranges::find(shown->state.facets, Facet::BootProgress, &SystemFacet::facet);
    if (boot == shown->state.facets.cend())
        return {};
    const auto share = bootShare(boot->value);
    return share && *share > 0 && *share < 1 ? share : std::nullopt;
}

} // namespace

SystemTableModel::SystemTableModel(const Fleet &fleet, QObject *parent)
    : RowModel(systemColumns(), parent)
    , m_fleet(fleet)
{
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &SystemTableModel::look);
    connect(&fleet, &Fleet::nodesChanged, this, &SystemTableModel::take);
    connect(&fleet, &Fleet::systemsChanged, this, &SystemTableModel::takeAll);
    for (const FleetSystem &system : fleet.systems())
        show(system);
}

void SystemTableModel::take(const QHash<QString, NodeAspects> &changed)
{
    constexpr NodeAspects Wanted = NodeAspect::Identity | NodeAspect::Link | NodeAspect::State
                                   | NodeAspect::Failures | NodeAspect::System | NodeAspect::Facets;
    for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
        const FleetSystem *system = aspects & Wanted ? m_fleet.systemOf(nodeId) : nullptr;
        if (system)
            m_due.insert(system->name);
    }
    if (!m_due.isEmpty() && !m_look.isActive())
        m_look.start(0);
}

void SystemTableModel::takeAll()
{
    for (const QString &known : m_pictures.keys()) {
        if (!m_fleet.systems().contains(known)) {
            m_pictures.remove(known);
            removeGroup(known);
        }
    }
    for (const FleetSystem &system : m_fleet.systems())
        m_due.insert(system.name);
    m_look.start(0);
}

void SystemTableModel::look()
{
    QElapsedTimer spent;
    spent.start();
    while (!m_due.isEmpty() && spent.durationElapsed() < LookTime) {
        const auto first = m_due.cbegin();
        const auto system = m_fleet.systems().constFind(*first);
        m_due.erase(first);
        if (system != m_fleet.systems().cend())
            show(*system);
    }
    if (!m_due.isEmpty())
        m_look.start(0);
}

void SystemTableModel::show(const FleetSystem &system)
{
    const ShownHealth health = healthOf(m_fleet, system);
    const auto shown = stateOf(m_fleet, system, now());
    Picture picture{.marks = {}, .boot = bootOf(shown)};
    for (const SystemMember &member : system.members) {
        const FleetNode *node = m_fleet.node(member.nodeId);
        picture.marks.append(int(node ? markOf(*node) : Mark::Unknown));
    }
    const bool isNew = !m_pictures.contains(system.name);
    const bool isOther = m_pictures.value(system.name) != picture;
    m_pictures.insert(system.name, picture);
    const Tone tone = health.stale ? Tone::Stale : Tone::Plain;
    // The unwell come first, and of those that are alike those of which less is known.
    const qint64 rank = -2 * qint64(health.health) - (health.stale ? 1 : 0);
    const FleetNode *lead = m_fleet.node(system.lead.acting);
    setGroup(system.name, {Row{.key = system.name,
                               .nodeId = worstMember(m_fleet, system),
                               .objectId = system.name,
                               .cells = {{.text = system.name, .mark = markOf(health), .isBold = true},
                                         {.text = Phrases::shown(health), .tone = tone, .order = rank},
                                         {.text = wrongOf(m_fleet, system), .tone = tone},
                                         //: so many of all members of a system answer
                                         {.text = tr("%1 of %2").arg(health.answering).arg(health.members),
                                          .tone = health.answering < health.members ? Tone::Care : Tone::Dim,
                                          .order = health.answering - health.members},
                                         stateCell(shown, Facet::Chassis),
                                         stateCell(shown, Facet::Host),
                                         stateCell(shown, Facet::BootProgress),
                                         stateCell(shown, Facet::Bmc),
                                         stateCell(shown, Facet::OperatingSystem),
                                         {.text = lead ? lead->name : QString(), .tone = Tone::Dim},
                                         {.tone = tone, .time = health.oldest}}}});
    if (isOther && !isNew) {
        const QModelIndex cell = index(numberOf(system.name), Name);
        Q_EMIT dataChanged(cell, cell, {MemberMarksRole, BootShareRole});
    }
}

QVariant SystemTableModel::data(const QModelIndex &index, int role) const
{
    if ((role != MemberMarksRole && role != BootShareRole) || !index.isValid())
        return RowModel::data(index, role);
    const auto picture = m_pictures.constFind(RowModel::data(index, KeyRole).toString());
    if (picture == m_pictures.cend())
        return {};
    if (role == MemberMarksRole)
        return QVariant::fromValue(picture->marks);
    return picture->boot ? QVariant(*picture->boot) : QVariant();
}

} // namespace muster::console
